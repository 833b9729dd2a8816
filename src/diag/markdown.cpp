#include "diag/escape.h"
#include "diag/render.h"

#include <fmt/format.h>

namespace latchkey::diag {
namespace {

/// A run of backticks that Markdown could take for another mark than ours.
std::string with_single_backticks(std::string text) {
    for (std::size_t at = text.find("``"); at != std::string::npos; at = text.find("``", at)) {
        text.replace(at, 2, "`");
    }
    return text;
}

/// Text for a cell of a table: what stands in backticks stays code, all else means nothing to
/// Markdown, so that no name in a policy becomes a link, a mention or HTML.
std::string cell(std::string_view raw) {
    const std::string text = with_single_backticks(visible(raw));
    std::string out;
    bool code = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char byte = text[at];
        if (byte == '`' && !code && text.find('`', at + 1) == std::string::npos) {
            out += "\\`";
        } else if (byte == '`') {
            code = !code;
            out += byte;
        } else if (byte == '|') {
            out += "\\|";
        } else if (code) {
            out += byte;
        } else if (byte == '<' || byte == '&' || byte == '@') {
            out += byte == '<' ? "&lt;" : byte == '&' ? "&amp;" : "&#64;";
        } else if (std::string_view("\\*_[]#~").find(byte) != std::string_view::npos) {
            out.append(1, '\\').append(1, byte);
        } else {
            out += byte;
        }
    }
    return out;
}

/// A path is code, whatever it is made of.
std::string place_text(const Findings& findings, Positions& positions, Location where) {
    std::string path =
        std::string(findings.path_prefix) + visible(positions.file(where.file).path());
    std::erase(path, '`');
    const Position begin = positions.begin(where);
    return cell(fmt::format("`{}:{}:{}`", path, begin.line, begin.column));
}

}  // namespace

/// A table for a comment or the summary of a job.
std::string render_markdown(const Findings& findings) {
    Positions positions(findings.files);
    const Summary counts = summarise(findings);
    std::string out = "**Latchkey:** " + summary_text(counts) + "\n";
    std::string rows;
    for (const Diagnostic& diagnostic : findings.list) {
        if (!is_reported(diagnostic)) {
            continue;
        }
        std::string text = cell(diagnostic.message);
        for (const Label& label : diagnostic.labels) {
            // What stands elsewhere is half of the finding; what stands in sight is not.
            if (label.where.file != diagnostic.where.file && !label.text.empty()) {
                text +=
                    "<br>" + place_text(findings, positions, label.where) + ": " + cell(label.text);
            }
        }
        for (const std::string& note : diagnostic.notes) {
            text += "<br>" + cell(note);
        }
        rows += fmt::format("| {} | {} | {} | `{}` |\n", to_string(diagnostic.level),
                            place_text(findings, positions, diagnostic.where), text, diagnostic.id);
    }
    if (!rows.empty()) {
        out += "\n| level | where | finding | rule |\n| --- | --- | --- | --- |\n" + rows;
    }
    return out;
}

}  // namespace latchkey::diag
