#include "diag/escape.h"
#include "diag/render.h"

#include <fmt/format.h>

namespace latchkey::diag {

std::string compact_line(const Findings& findings, Positions& positions,
                         const Diagnostic& diagnostic) {
    const Position place = positions.begin(diagnostic.where);
    return fmt::format("{}{}:{}:{}: {}: {} [{}]", findings.path_prefix,
                       visible(positions.file(diagnostic.where.file).path()), place.line,
                       place.column, to_string(diagnostic.level), visible(diagnostic.message),
                       diagnostic.id);
}

std::string render_compact(const Findings& findings) {
    std::string out;
    Positions positions(findings.files);
    for (const Diagnostic& diagnostic : findings.list) {
        if (is_reported(diagnostic)) {
            out += compact_line(findings, positions, diagnostic) + '\n';
        }
    }
    return out;
}

}  // namespace latchkey::diag
