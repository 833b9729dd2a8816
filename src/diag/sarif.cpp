#include "latchkey/version.h"

#include "diag/escape.h"
#include "diag/json_writer.h"
#include "diag/render.h"
#include "source/assert.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <vector>

namespace latchkey::diag {
namespace {

/// Writes a SARIF 2.1.0 log (OASIS Standard, 27 March 2020).
class SarifRenderer {
public:
    explicit SarifRenderer(const Findings& findings)
        : findings_(findings), positions_(findings.files, Positions::Unit::utf16) {
        for (const RuleInfo& rule : findings.rules) {
            ids_.push_back(rule.id);
        }
        for (const ErrorInfo& error : errors()) {
            ids_.push_back(error.id);
        }
    }

    [[nodiscard]] std::string render();

private:
    void driver();
    void rule(const RuleInfo& rule);
    void error(const ErrorInfo& error);
    /// Everything about a rule but its id and level.
    void words(std::string_view summary, std::string_view page);
    void result(const Diagnostic& diagnostic);
    void suppressions(const Diagnostic& diagnostic);
    void related(const Diagnostic& diagnostic);
    void fixes(const Diagnostic& diagnostic);
    /// The changes of one file.
    void changes(FileId file, const std::vector<Edit>& edits);

    void message(std::string_view name, std::string_view text) {
        json_.open(name, '{');
        json_.member("text", text);
        json_.close('}');
    }
    void artifact(FileId file);
    void region(std::string_view name, Location where);
    void physical_location(Location where);

    const Findings& findings_;
    Positions positions_;
    UniqueFingerprints fingerprints_;
    /// Of the driver's rules, in their order.
    std::vector<std::string_view> ids_;
    JsonWriter json_;
};

std::string_view level_of(Level level) {
    return level == Level::error ? "error" : level == Level::warning ? "warning" : "note";
}

std::string_view severity_of(Level level) {
    return level == Level::error ? "error" : level == Level::warning ? "warning" : "recommendation";
}

/// Square brackets before a parenthesis would be a link.
std::string message_text(std::string_view text) {
    std::string out;
    const std::string shown = visible(text);
    const bool could_link = shown.find("](") != std::string::npos;
    for (const char byte : shown) {
        if (could_link && (byte == '[' || byte == ']')) {
            out += '\\';
        }
        out += byte;
    }
    return out;
}

std::string SarifRenderer::render() {
    json_.open('{');
    json_.member("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    json_.member("version", "2.1.0");
    json_.open("runs", '[');
    json_.element();
    json_.open('{');
    driver();
    json_.member("columnKind", "utf16CodeUnits");
    json_.open("results", '[');
    for (const Diagnostic& diagnostic : findings_.list) {
        json_.element();
        result(diagnostic);
    }
    json_.close(']');
    json_.close('}');
    json_.close(']');
    json_.close('}');
    return json_.take();
}

void SarifRenderer::driver() {
    json_.open("tool", '{');
    json_.open("driver", '{');
    json_.member("name", "latchkey");
    json_.member("version", version());
    json_.member("semanticVersion", version());
    json_.open("rules", '[');
    for (const RuleInfo& one : findings_.rules) {
        rule(one);
    }
    for (const ErrorInfo& one : errors()) {
        error(one);
    }
    json_.close(']');
    json_.close('}');
    json_.close('}');
}

void SarifRenderer::words(std::string_view summary, std::string_view page) {
    message("shortDescription", summary);
    message("fullDescription", summary);
    json_.open("help", '{');
    json_.member("text", page);
    json_.member("markdown", page);
    json_.close('}');
}

void SarifRenderer::rule(const RuleInfo& rule) {
    json_.element();
    json_.open('{');
    json_.member("id", rule.id);
    words(rule.summary, rule.page);
    json_.open("defaultConfiguration", '{');
    json_.member("level", level_of(rule.level));
    json_.key("enabled");
    json_.boolean(rule.profile == Profile::recommended);
    json_.close('}');
    json_.open("properties", '{');
    json_.open("tags", '[');
    for (const std::string_view tag : {std::string_view("security"), to_string(rule.category)}) {
        json_.element();
        json_.string(tag);
    }
    json_.close(']');
    json_.member("problem.severity", severity_of(rule.level));
    json_.member("profile", to_string(rule.profile));
    json_.close('}');
    json_.close('}');
}

void SarifRenderer::error(const ErrorInfo& error) {
    json_.element();
    json_.open('{');
    json_.member("id", error.id);
    words(error.summary, error.page);
    json_.open("defaultConfiguration", '{');
    json_.member("level", "error");
    json_.close('}');
    json_.open("properties", '{');
    json_.open("tags", '[');
    json_.element();
    json_.string("language");
    json_.close(']');
    json_.member("problem.severity", "error");
    json_.close('}');
    json_.close('}');
}

void SarifRenderer::artifact(FileId file) {
    const std::string path = std::string(findings_.path_prefix) + positions_.file(file).path();
    json_.open("artifactLocation", '{');
    json_.member("uri", uri_of(path));
    if (!path.starts_with('/') && !path.starts_with("../")) {
        json_.member("uriBaseId", "%SRCROOT%");
    }
    json_.close('}');
}

void SarifRenderer::region(std::string_view name, Location where) {
    const Position begin = positions_.begin(where);
    const Position end = positions_.end(where);
    json_.open(name, '{');
    json_.member("startLine", begin.line);
    json_.member("startColumn", begin.column);
    json_.member("endLine", end.line);
    json_.member("endColumn", end.column);
    json_.close('}');
}

void SarifRenderer::physical_location(Location where) {
    json_.open("physicalLocation", '{');
    artifact(where.file);
    region("region", where);
    json_.close('}');
}

void SarifRenderer::result(const Diagnostic& diagnostic) {
    json_.open('{');
    json_.member("ruleId", diagnostic.id);
    const auto at = std::ranges::find(ids_, diagnostic.id);
    LATCHKEY_ASSERT(at != ids_.end());
    json_.member("ruleIndex", static_cast<std::size_t>(at - ids_.begin()));
    json_.member("level", level_of(diagnostic.level));
    std::string text = message_text(diagnostic.message);
    for (const std::string& note : diagnostic.notes) {
        text += "\n" + message_text(note);
    }
    message("message", text);
    json_.open("locations", '[');
    json_.element();
    json_.open('{');
    physical_location(diagnostic.where);
    const bool about_key = diagnostic.integration.empty();
    if (const std::string& name = about_key ? diagnostic.credential : diagnostic.integration;
        !name.empty()) {
        json_.open("logicalLocations", '[');
        json_.element();
        json_.open('{');
        json_.member("name", name);
        json_.member("kind", about_key ? "credential" : "integration");
        json_.close('}');
        json_.close(']');
    }
    json_.close('}');
    json_.close(']');
    related(diagnostic);
    json_.open("partialFingerprints", '{');
    json_.member("latchkey/v1", fingerprints_.of(diagnostic));
    json_.close('}');
    suppressions(diagnostic);
    fixes(diagnostic);
    json_.close('}');
}

void SarifRenderer::suppressions(const Diagnostic& diagnostic) {
    // Empty says that it was looked for and nothing suppresses it; a viewer that knows of
    // suppressions at all must find them in every result or in none.
    json_.open("suppressions", '[');
    if (!is_reported(diagnostic)) {
        json_.element();
        json_.open('{');
        json_.member("kind", diagnostic.waived ? "inSource" : "external");
        json_.member("justification",
                     diagnostic.waived ? "waived in the policy" : "in the baseline");
        json_.close('}');
    }
    json_.close(']');
}

void SarifRenderer::related(const Diagnostic& diagnostic) {
    if (diagnostic.labels.empty()) {
        return;
    }
    json_.open("relatedLocations", '[');
    for (std::size_t at = 0; at < diagnostic.labels.size(); ++at) {
        const Label& label = diagnostic.labels[at];
        json_.element();
        json_.open('{');
        json_.member("id", at);
        physical_location(label.where);
        if (!label.text.empty()) {
            message("message", message_text(label.text));
        }
        json_.close('}');
    }
    json_.close(']');
}

void SarifRenderer::fixes(const Diagnostic& diagnostic) {
    if (std::ranges::all_of(diagnostic.fixes, [](const Fix& fix) { return fix.edits.empty(); })) {
        return;
    }
    json_.open("fixes", '[');
    for (const Fix& fix : diagnostic.fixes) {
        if (fix.edits.empty()) {
            continue;
        }
        json_.element();
        json_.open('{');
        message("description", message_text(fix.title));
        json_.open("artifactChanges", '[');
        std::vector<FileId> files;
        for (const Edit& edit : fix.edits) {
            if (std::ranges::find(files, edit.where.file) == files.end()) {
                files.push_back(edit.where.file);
                changes(edit.where.file, fix.edits);
            }
        }
        json_.close(']');
        json_.open("properties", '{');
        json_.member("safety", to_string(fix.safety));
        json_.close('}');
        json_.close('}');
    }
    json_.close(']');
}

void SarifRenderer::changes(FileId file, const std::vector<Edit>& edits) {
    json_.element();
    json_.open('{');
    artifact(file);
    json_.open("replacements", '[');
    for (const Edit& edit : edits) {
        if (edit.where.file != file) {
            continue;
        }
        json_.element();
        json_.open('{');
        region("deletedRegion", edit.where);
        if (!edit.text.empty()) {
            message("insertedContent", edit.text);
        }
        json_.close('}');
    }
    json_.close(']');
    json_.close('}');
}

}  // namespace

std::string render_sarif(const Findings& findings) {
    return SarifRenderer(findings).render();
}

}  // namespace latchkey::diag
