#include "syntax/mistake.h"

#include <vector>

namespace latchkey::syntax {
namespace {

using diag::Message;
using std::string_view;

constexpr Message<string_view, string_view> instead{"`{}` stands where {} is expected"};
constexpr Message<string_view, string_view> missing{"{} is missing after `{}`"};
constexpr Message<string_view, string_view> too_much{
    "`{}` has no place after this `{}`, which is whole"};
constexpr Message<string_view> no_place{"`{}` has no place here"};
constexpr Message<string_view> written{"it is written `{}`"};
constexpr Message<string_view, string_view> no_brace{
    "`{` is missing after the name of the {} `{}`"};
constexpr Message<> nested{"a `{` inside a block: no statement has a block of its own"};

Fix::Safety constexpr safe = Fix::Safety::safe;

bool has_verdict(const Mistake& mistake, const Cut& cut) {
    for (std::size_t at = mistake.first + 2; at < mistake.at; ++at) {
        if (cut.kind(at) == Kind::can || cut.kind(at) == Kind::cannot) {
            return true;
        }
    }
    return false;
}

/// The same in an assertion, after its subject.
string_view noun_of_claim(const Mistake& mistake, const Cut& cut) {
    switch (cut.kind(mistake.at - 1)) {
        case Kind::can:
        case Kind::cannot: return "an action";
        case Kind::purpose: return "a purpose";
        case Kind::by: return "a team";
        case Kind::call: return "an operation such as `\"GET /contacts/\"`";
        case Kind::receive: return "an event";
        default: return has_verdict(mistake, cut) ? "an entity" : "a name";
    }
}

/// The same in an acceptance.
string_view noun_of_acceptance(const Mistake& mistake, const Cut& cut) {
    const bool widening = cut.kind(mistake.first + 1) == Kind::widening;
    switch (cut.kind(mistake.at - 1)) {
        case Kind::of: return "an integration or a credential";
        case Kind::for_: return widening ? "an action" : "a control such as `limit`";
        case Kind::on: return "an entity";
        case Kind::call: return "an operation such as `\"GET /contacts/\"`";
        case Kind::receive: return "an event";
        case Kind::scopes: return "a scope";
        case Kind::level: return "a level";
        case Kind::left_paren: return "a field";
        case Kind::by: return "a team";
        default: return "a name";
    }
}

/// What a name stands for where it is missing.
string_view noun(const Mistake& mistake, const Cut& cut) {
    const Kind opens = cut.kind(mistake.first);
    const Kind before = mistake.at > mistake.first ? cut.kind(mistake.at - 1) : Kind::end;
    const bool grants = opens == Kind::allow || opens == Kind::deny || opens == Kind::permits;
    if (opens == Kind::assert_ && mistake.at > mistake.first + 2) {
        return noun_of_claim(mistake, cut);
    }
    if (opens == Kind::accept && mistake.at > mistake.first + 1) {
        return noun_of_acceptance(mistake, cut);
    }
    switch (before) {
        case Kind::integer: return "a unit such as `days`";
        case Kind::by: return "a team";
        case Kind::per: return "a unit such as `hour`";
        case Kind::on: return "an entity";
        case Kind::call:
        case Kind::via: return "an operation such as `\"GET /contacts/\"`";
        case Kind::receive: return "an event";
        case Kind::allow:
        case Kind::deny:
        case Kind::permits: return mistake.at == mistake.first + 1 ? "an action" : "a name";
        case Kind::left_paren:
            return grants && mistake.expected.test(static_cast<std::size_t>(Kind::name)) ? "a field"
                                                                                         : "a name";
        case Kind::scopes: return "a scope";
        default: return "a name";
    }
}

string_view value(Kind kind) {
    switch (kind) {
        case Kind::string: return "text in quotes";
        case Kind::date: return "a date such as `2026-09-01`";
        case Kind::integer: return "a number";
        case Kind::percent: return "a share such as `5%`";
        default: return "";
    }
}

void explain_missing(const Mistake& mistake, const Cut& cut, Complaints& complaints,
                     const std::string& expected) {
    const std::size_t last = mistake.at - 1;
    const Span span = cut.span(last);
    const bool brace = mistake.place == Mistake::Place::header && last > mistake.first &&
                       mistake.expected.test(static_cast<std::size_t>(Kind::left_brace));
    if (brace) {
        complaints.syntax(span, no_brace(cut.text(mistake.first), cut.text(mistake.first + 1)))
            .fix(safe, "insert it", {{cut.at(Span{span.end, span.end}), " {"}});
        return;
    }
    auto finding = complaints.syntax(span, missing(expected, cut.text(last)));
    if (const std::optional<Word> word = statement_word(cut.kind(mistake.first))) {
        finding.note(written(info(*word).example));
    }
}

}  // namespace

std::string expected_words(const Mistake& mistake, const Cut& cut) {
    std::vector<std::string> parts;
    const bool names = mistake.expected.test(static_cast<std::size_t>(Kind::name));
    if (names) {
        parts.emplace_back(noun(mistake, cut));
    }
    for (std::size_t at = 1; at < kind_count; ++at) {
        const Kind kind = static_cast<Kind>(at);
        const bool part_of_names = names && (is_word(kind) || kind == Kind::string);
        if (!mistake.expected.test(at) || part_of_names) {
            continue;
        }
        // A qualified name and a list could go on nearly everywhere; that helps nobody.
        const bool goes_on =
            (kind == Kind::colon || kind == Kind::comma) && mistake.expected.count() > 2;
        if (!goes_on) {
            parts.push_back(value(kind).empty() ? "`" + std::string(spelling(kind)) + "`"
                                                : std::string(value(kind)));
        }
    }
    std::string text;
    for (std::size_t at = 0; at < parts.size(); ++at) {
        text += at == 0 ? "" : at + 1 == parts.size() ? " or " : ", ";
        text += parts[at];
    }
    return text;
}

void explain_expected(Mistake& mistake, const Cut& cut, Complaints& complaints) {
    const std::string expected = expected_words(mistake, cut);
    const std::size_t at = mistake.at;
    if (mistake.whole) {
        complaints.syntax(cut.span(at), too_much(cut.text(at), cut.text(mistake.first)));
        mistake.braces = cut.kind(at) == Kind::left_brace;
        return;
    }
    if (cut.kind(at) == Kind::left_brace && mistake.place == Mistake::Place::statement) {
        mistake.braces = true;
        complaints.syntax(cut.span(at), nested());
        return;
    }
    if (ends_before(mistake, cut)) {
        explain_missing(mistake, cut, complaints, expected);
        return;
    }
    auto finding = complaints.syntax(
        cut.span(at), expected.empty() ? no_place(cut.text(at)) : instead(cut.text(at), expected));
    if (const std::optional<Word> word = statement_word(cut.kind(mistake.first));
        word && mistake.place == Mistake::Place::statement) {
        finding.note(written(info(*word).example));
    }
}

}  // namespace latchkey::syntax
