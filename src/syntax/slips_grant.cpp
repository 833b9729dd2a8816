#include "syntax/mistake.h"

#include <algorithm>
#include <array>

namespace latchkey::syntax {
namespace {

using diag::Message;
using std::string_view;

constexpr Message<string_view> no_action{"an action is missing after `{}`"};
constexpr Message<string_view, string_view> action_first{
    "`{}` stands after `{}`: the action comes first, then `on` and the entity"};
constexpr Message<string_view> written{"it is written `{}`"};
constexpr Message<string_view> no_on{"`on` is missing before `{}`"};
constexpr Message<string_view, string_view> field_or_entity{
    "`{}` stands right after `{}`: a further entity has a `,` before it, fields stand in `( )`"};
constexpr Message<string_view> round{"a `{}` opens no list here: one stands in `( )`"};

Fix::Safety constexpr safe = Fix::Safety::safe;

bool fits(const Mistake& mistake, Kind kind) {
    return mistake.expected.test(static_cast<std::size_t>(kind));
}

bool is_action(string_view word) {
    constexpr std::array actions{"read", "create", "update", "delete", "write", "any"};
    return std::ranges::find(actions, word) != actions.end();
}

bool accepts(const Mistake& mistake, const Cut& cut) {
    return cut.kind(mistake.first) == Kind::accept;
}

/// Where the first action belongs: `allow ACTION`, `accept widening of NAME for ACTION`.
std::size_t first_action(const Mistake& mistake, const Cut& cut) {
    return mistake.first + (accepts(mistake, cut) ? 5 : 1);
}

/// Whether such a token follows on the line.
bool follows(const Cut& cut, std::size_t at, Kind kind) {
    while (!cut.starts_line(++at)) {
        if (cut.kind(at) == kind) {
            return true;
        }
    }
    return false;
}

/// `allow on contact`, where `on` was read as the action; `allow contact read`; `allow read
/// contact`.
bool explain_actions(const Mistake& mistake, const Cut& cut, Complaints& complaints) {
    const std::size_t at = mistake.at;
    if (!fits(mistake, Kind::on) || !is_word(cut.kind(at))) {
        return false;
    }
    const Span here = cut.span(at);
    const string_view before = cut.text(at - 1);
    const std::size_t first = first_action(mistake, cut);
    if (at == first + 1 && cut.kind(first) == Kind::on) {
        auto finding = complaints.syntax(cut.span(first - 1), no_action(cut.text(first - 1)));
        if (const std::optional<Word> word = statement_word(cut.kind(mistake.first))) {
            finding.note(written(info(*word).example));
        }
        return true;
    }
    const bool slip = !diag::nearest(cut.text(at), std::array{spelling(Kind::on)}, 1).empty();
    if (slip || cut.kind(at) == Kind::and_ || follows(cut, at, Kind::on)) {
        return false;
    }
    if (is_action(cut.text(at)) && !is_action(before) && at == first + 1) {
        const Span both = cover(cut.span(at - 1), here);
        std::string turned = std::string(cut.text(at)) + " on " + std::string(before);
        complaints.syntax(both, action_first(cut.text(at), before))
            .fix(Fix::Safety::unsafe, "turn them", {{cut.at(both), std::move(turned)}});
        return true;
    }
    complaints.syntax(here, no_on(cut.text(at)))
        .fix(is_action(before) ? safe : Fix::Safety::unsafe, "insert it",
             {{cut.at(Span{here.begin, here.begin}), "on "}});
    return true;
}

/// `on contact email`.
bool explain_entities(const Mistake& mistake, const Cut& cut, Complaints& complaints) {
    const std::size_t at = mistake.at;
    const Kind kind = cut.kind(at);
    if ((!mistake.whole && !accepts(mistake, cut)) || !fits(mistake, Kind::left_paren) ||
        !fits(mistake, Kind::comma) || !is_word(kind) || kind == Kind::and_ || kind == Kind::by ||
        cut.kind(at - 1) == Kind::on || follows(cut, at, Kind::left_paren)) {
        return false;
    }
    // A slip in `because` and its like has a better explanation.
    for (const Kind clause : {Kind::because, Kind::where, Kind::via, Kind::except}) {
        if (kind == clause ||
            !diag::nearest(cut.text(at), std::array{spelling(clause)}, 1).empty()) {
            return false;
        }
    }
    complaints.syntax(cut.span(at), field_or_entity(cut.text(at), cut.text(at - 1)));
    return true;
}

/// `[email, phone]` and `{email}`.
bool explain_brackets(Mistake& mistake, const Cut& cut, Complaints& complaints) {
    const std::size_t at = mistake.at;
    const bool brace = cut.kind(at) == Kind::left_brace;
    if (!fits(mistake, Kind::left_paren) || (!brace && cut.text(at) != "[")) {
        return false;
    }
    const auto listed = [&](std::size_t item) {
        const Kind kind = cut.kind(item);
        return is_word(kind) || kind == Kind::comma || kind == Kind::string ||
               kind == Kind::integer || kind == Kind::date;
    };
    std::size_t close = at + 1;
    while (listed(close)) {
        ++close;
    }
    const bool closed = cut.text(close) == (brace ? "}" : "]") && close > at + 1;
    auto finding = complaints.syntax(cut.span(at), round(cut.text(at)));
    mistake.braces = brace;
    if (closed) {
        finding.fix(safe, "write `( )`", {{cut.at(at), "("}, {cut.at(close), ")"}});
        mistake.resume = close + 1;
    }
    return true;
}

}  // namespace

bool explain_grant(Mistake& mistake, const Cut& cut, Complaints& complaints) {
    const Kind opens = cut.kind(mistake.first);
    const bool grants = (opens == Kind::allow || opens == Kind::deny || opens == Kind::permits) &&
                        mistake.place == Mistake::Place::statement;
    if ((!grants && !accepts(mistake, cut)) || mistake.at <= first_action(mistake, cut) ||
        cut.starts_line(mistake.at)) {
        return false;
    }
    return explain_actions(mistake, cut, complaints) ||
           explain_entities(mistake, cut, complaints) || explain_brackets(mistake, cut, complaints);
}

}  // namespace latchkey::syntax
