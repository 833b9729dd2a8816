#include "diag/json_writer.h"
#include "diag/render.h"

namespace latchkey::diag {
namespace {

class JsonRenderer {
public:
    explicit JsonRenderer(const Findings& findings)
        : findings_(findings), positions_(findings.files) {}

    [[nodiscard]] std::string render() {
        json_.open('{');
        json_.key("findings_version");
        json_.number(1);
        json_.key("findings");
        json_.open('[');
        for (const Diagnostic& diagnostic : findings_.list) {
            json_.element();
            finding(diagnostic);
        }
        json_.close(']');
        json_.key("summary");
        summary();
        json_.close('}');
        return json_.take();
    }

private:
    void finding(const Diagnostic& diagnostic) {
        json_.open('{');
        json_.key("id");
        json_.string(diagnostic.id);
        json_.key("level");
        json_.string(to_string(diagnostic.level));
        json_.key("message");
        json_.string(diagnostic.message);
        place(diagnostic.where);
        labels(diagnostic);
        notes(diagnostic);
        fixes(diagnostic);
        json_.key("integration");
        json_.name(diagnostic.integration);
        json_.key("credential");
        json_.name(diagnostic.credential);
        json_.key("waived");
        json_.boolean(diagnostic.waived);
        json_.key("baselined");
        json_.boolean(diagnostic.baselined);
        json_.key("fingerprint");
        json_.string(diagnostic.fingerprint);
        json_.key("language_error");
        json_.boolean(diagnostic.language_error);
        json_.close('}');
    }

    /// The members `file` and `span`.
    void place(Location where) {
        json_.key("file");
        json_.string(std::string(findings_.path_prefix) + positions_.file(where.file).path());
        json_.key("span");
        json_.open('{');
        json_.key("start");
        position(positions_.begin(where));
        json_.key("end");
        position(positions_.end(where));
        json_.close('}');
    }

    void position(Position at) {
        json_.open('{');
        json_.key("line");
        json_.number(at.line);
        json_.key("column");
        json_.number(at.column);
        json_.key("offset");
        json_.number(at.offset);
        json_.close('}');
    }

    void placed_text(Location where, std::string_view text) {
        json_.element();
        json_.open('{');
        place(where);
        json_.key("text");
        json_.string(text);
        json_.close('}');
    }

    void labels(const Diagnostic& diagnostic) {
        json_.key("labels");
        json_.open('[');
        for (const Label& label : diagnostic.labels) {
            placed_text(label.where, label.text);
        }
        json_.close(']');
    }

    void notes(const Diagnostic& diagnostic) {
        json_.key("notes");
        json_.open('[');
        for (const std::string& note : diagnostic.notes) {
            json_.element();
            json_.string(note);
        }
        json_.close(']');
    }

    void fixes(const Diagnostic& diagnostic) {
        json_.key("fixes");
        json_.open('[');
        for (const Fix& fix : diagnostic.fixes) {
            json_.element();
            json_.open('{');
            json_.key("title");
            json_.string(fix.title);
            json_.key("safe");
            json_.boolean(fix.safety == Fix::Safety::safe);
            json_.key("safety");
            json_.string(to_string(fix.safety));
            json_.key("edits");
            json_.open('[');
            for (const Edit& edit : fix.edits) {
                placed_text(edit.where, edit.text);
            }
            json_.close(']');
            json_.close('}');
        }
        json_.close(']');
    }

    void count(std::string_view name, std::size_t value) {
        json_.key(name);
        json_.number(value);
    }

    void summary() {
        const Summary counted = summarise(findings_);
        json_.open('{');
        count("errors", counted.errors);
        count("warnings", counted.warnings);
        count("infos", counted.infos);
        count("waived", counted.waived);
        count("baselined", counted.baselined);
        count("fixable", counted.fixable);
        count("files_with_findings", counted.files_with_findings);
        count("files_checked", counted.files_checked);
        json_.close('}');
    }

    const Findings& findings_;
    Positions positions_;
    JsonWriter json_;
};

}  // namespace

std::string render_json(const Findings& findings) {
    return JsonRenderer(findings).render();
}

}  // namespace latchkey::diag
