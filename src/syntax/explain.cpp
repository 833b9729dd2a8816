#include "syntax/mistake.h"

#include <array>

namespace latchkey::syntax {

bool ends_before(const Mistake& mistake, const Cut& cut) {
    if (mistake.whole || mistake.at == mistake.first) {
        return false;
    }
    const Kind kind = cut.kind(mistake.at);
    return kind == Kind::end || kind == Kind::right_brace || kind == Kind::left_brace ||
           cut.starts_line(mistake.at);
}

std::size_t next_line(const Cut& cut, std::size_t index) {
    do {
        ++index;
    } while (!cut.starts_line(index));
    return index;
}

std::size_t after_braces(const Cut& cut, std::size_t open) {
    std::size_t depth = 0;
    std::size_t at = open;
    do {
        depth += cut.kind(at) == Kind::left_brace ? 1 : 0;
        depth -= cut.kind(at) == Kind::right_brace ? 1 : 0;
        ++at;
    } while (depth > 0 && at < cut.size());
    return at;
}

std::size_t end_of_run(const Cut& cut, std::size_t index) {
    do {
        ++index;
    } while (cut.touches_previous(index) && cut.kind(index) != Kind::comma);
    return index;
}

void explain(Mistake& mistake, const Cut& cut, Complaints& complaints) {
    using Slip = bool (*)(Mistake&, const Cut&, Complaints&);
    // The narrowest first: each takes what the ones after it could only describe.
    constexpr std::array<Slip, 7> slips{explain_assertion, explain_value,      explain_grant,
                                        explain_bad_text,  explain_bad_number, explain_keyword,
                                        explain_list};
    for (const Slip slip : slips) {
        if (slip(mistake, cut, complaints)) {
            return;
        }
    }
    const bool start = mistake.place == Mistake::Place::top_level ||
                       mistake.place == Mistake::Place::statement_start;
    (start ? explain_start : explain_expected)(mistake, cut, complaints);
}

}  // namespace latchkey::syntax
