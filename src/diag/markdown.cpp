#include "diag/escape.h"
#include "diag/render.h"

#include <fmt/format.h>

namespace latchkey::diag {
namespace {

/// A path is code, whatever it is made of.
std::string place_text(const Findings& findings, Positions& positions, Location where) {
    std::string path =
        std::string(findings.path_prefix) + visible(positions.file(where.file).path());
    std::erase(path, '`');
    const Position begin = positions.begin(where);
    return markdown_cell(fmt::format("`{}:{}:{}`", path, begin.line, begin.column));
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
        std::string text = markdown_cell(diagnostic.message);
        for (const Label& label : diagnostic.labels) {
            // What stands elsewhere is half of the finding; what stands in sight is not.
            if (label.where.file != diagnostic.where.file && !label.text.empty()) {
                text += "<br>" + place_text(findings, positions, label.where) + ": " +
                        markdown_cell(label.text);
            }
        }
        for (const std::string& note : diagnostic.notes) {
            text += "<br>" + markdown_cell(note);
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
