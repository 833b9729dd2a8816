#include "diag/escape.h"
#include "diag/render.h"

#include <fmt/format.h>

#include <iterator>

namespace latchkey::diag {

std::string render_compact(const Findings& findings) {
    std::string out;
    Positions positions(findings.files);
    for (const Diagnostic& diagnostic : findings.list) {
        if (diagnostic.waived) {
            continue;
        }
        const Position place = positions.begin(diagnostic.where);
        fmt::format_to(std::back_inserter(out), "{}{}:{}:{}: {}: {} [{}]\n", findings.path_prefix,
                       visible(positions.file(diagnostic.where.file).path()), place.line,
                       place.column, to_string(diagnostic.level), visible(diagnostic.message),
                       diagnostic.id);
    }
    return out;
}

}  // namespace latchkey::diag
