#include "syntax/mistake.h"

#include <vector>

namespace latchkey::syntax {
namespace {

using diag::Message;
using std::string_view;

constexpr Message<string_view, string_view> mark_after{
    "a `{}` after `{}`: what follows the word stands without it"};
constexpr Message<> double_equal{
    "`==` compares nothing here: a condition is written `NAME = VALUE`"};
constexpr Message<string_view> twice{"`{}` stands twice"};
constexpr Message<string_view, string_view, string_view> nearly{
    "`{}` stands where {} is expected; {}"};
constexpr Message<string_view, string_view> order{"`{}` stands after `{}`: it comes before it"};

Fix::Safety constexpr safe = Fix::Safety::safe;

void remove(const Cut& cut, Complaints& complaints, std::size_t at, std::string message) {
    // With the blank before it, if there is one.
    const Span span = cut.span(at);
    const std::uint32_t begin = cut.starts_line(at) ? span.begin : cut.span(at - 1).end;
    complaints.syntax(span, std::move(message))
        .fix(safe, "remove it", {{cut.at(Span{begin, span.end}), ""}});
}

/// `purpose: x`, `level = location`, `environment == production`.
bool explain_mark(Mistake& mistake, const Cut& cut, Complaints& complaints) {
    const std::size_t at = mistake.at;
    const Kind kind = cut.kind(at);
    if ((kind != Kind::colon && kind != Kind::equal) || at == mistake.first) {
        return false;
    }
    if (kind == Kind::equal && cut.kind(at - 1) == Kind::equal) {
        const Span both = cover(cut.span(at - 1), cut.span(at));
        complaints.syntax(both, double_equal()).fix(safe, "write `=`", {{cut.at(at), ""}});
        return true;
    }
    if (!is_word(cut.kind(at - 1))) {
        return false;
    }
    remove(cut, complaints, at, mark_after(cut.text(at), cut.text(at - 1)));
    return true;
}

/// `allow allow read on contact`.
bool explain_twice(Mistake& mistake, const Cut& cut, Complaints& complaints) {
    const auto repeats = [&](std::size_t at) {
        return at > mistake.first && is_keyword(cut.kind(at)) && cut.kind(at) == cut.kind(at - 1) &&
               !cut.starts_line(at);
    };
    // The second `allow` was read as the first action, the second `on` as an entity.
    for (const std::size_t second : {mistake.at - 1, mistake.at}) {
        if (mistake.at > mistake.first && repeats(second)) {
            remove(cut, complaints, second, twice(cut.text(second)));
            return true;
        }
    }
    return false;
}

/// The clauses of a grant have one order.
bool explain_order(Mistake& mistake, const Cut& cut, Complaints& complaints) {
    const auto rank = [](Kind kind) {
        return kind == Kind::via ? 1 : kind == Kind::where ? 2 : kind == Kind::because ? 3 : 0;
    };
    const int here = rank(cut.kind(mistake.at));
    if (!mistake.whole || here == 0) {
        return false;
    }
    for (std::size_t at = mistake.first + 1; at < mistake.at; ++at) {
        if (rank(cut.kind(at)) > here) {
            complaints.syntax(cut.span(mistake.at), order(cut.text(mistake.at), cut.text(at)));
            return true;
        }
    }
    return false;
}

/// A keyword with a slip of the finger in it.
bool explain_nearly(Mistake& mistake, const Cut& cut, Complaints& complaints) {
    const std::size_t at = mistake.at;
    const bool new_line = mistake.whole && cut.starts_line(at) && statement_word(cut.kind(at));
    if (at == mistake.first || !is_word(cut.kind(at)) || new_line ||
        mistake.expected.test(static_cast<std::size_t>(Kind::name))) {
        return false;
    }
    std::vector<string_view> candidates;
    for (std::size_t kind = 0; kind < kind_count; ++kind) {
        if (mistake.expected.test(kind) && is_keyword(static_cast<Kind>(kind))) {
            candidates.push_back(spelling(static_cast<Kind>(kind)));
        }
    }
    const std::vector<string_view> near = diag::nearest(cut.text(at), candidates, 1);
    if (near.empty()) {
        return false;
    }
    complaints
        .syntax(cut.span(at),
                nearly(cut.text(at), expected_words(mistake, cut), diag::did_you_mean(near)))
        .fix(Fix::Safety::unsafe, "write it so", {{cut.at(at), std::string(near.front())}});
    return true;
}

}  // namespace

bool explain_keyword(Mistake& mistake, const Cut& cut, Complaints& complaints) {
    return explain_mark(mistake, cut, complaints) || explain_twice(mistake, cut, complaints) ||
           explain_order(mistake, cut, complaints) || explain_nearly(mistake, cut, complaints);
}

}  // namespace latchkey::syntax
