#include "syntax/mistake.h"

namespace latchkey::syntax {
namespace {

using diag::Message;
using std::string_view;

constexpr Message<string_view, string_view> no_comma{
    "no `,` between `{}` and `{}`: the parts of a list have one"};
constexpr Message<string_view> no_paren{"`)` is missing after `{}`"};
constexpr Message<string_view> joined{"`{}` stands in a list: its parts have a `,` between them"};
constexpr Message<> last_comma{"a `,` ends a list: nothing follows it"};
constexpr Message<string_view> only_one{"`{}` takes one value: a `,` follows it"};

Fix::Safety constexpr safe = Fix::Safety::safe;

bool fits(const Mistake& mistake, Kind kind) {
    return mistake.expected.test(static_cast<std::size_t>(kind));
}

void insert(Complaints& complaints, const Cut& cut, Span where, std::uint32_t offset,
            const char* text, std::string message, Fix::Safety safety = safe) {
    complaints.syntax(where, std::move(message))
        .fix(safety, "insert it", {{cut.at(Span{offset, offset}), text}});
}

bool explain_last_comma(Mistake& mistake, const Cut& cut, Complaints& complaints) {
    const std::size_t comma = mistake.at - 1;
    const bool closes = cut.kind(mistake.at) == Kind::right_paren || ends_before(mistake, cut);
    if (mistake.at <= mistake.first || cut.kind(comma) != Kind::comma || !closes) {
        return false;
    }
    complaints.syntax(cut.span(comma), last_comma()).fix(safe, "remove it", {{cut.at(comma), ""}});
    return true;
}

bool explain_comma(Mistake& mistake, const Cut& cut, Complaints& complaints) {
    if (cut.kind(mistake.at) != Kind::comma || mistake.at == mistake.first) {
        return false;
    }
    const std::size_t next = mistake.at + 1;
    const bool begins =
        statement_word(cut.kind(next)) || declares(cut.kind(next)) || next >= cut.size();
    if (mistake.whole &&
        ((cut.starts_line(next) && begins) || cut.kind(next) == Kind::right_brace)) {
        complaints.syntax(cut.span(mistake.at), last_comma())
            .fix(safe, "remove it", {{cut.at(mistake.at), ""}});
        mistake.resume = next;
        mistake.go_on = true;
        return true;
    }
    if (!mistake.whole) {
        return false;
    }
    auto finding = complaints.syntax(cut.span(mistake.at), only_one(cut.text(mistake.first)));
    if (const std::optional<Word> word = statement_word(cut.kind(mistake.first));
        word == Word::uses) {
        finding.note("each credential has a `uses` of its own");
    }
    return true;
}

bool explain_no_comma(Mistake& mistake, const Cut& cut, Complaints& complaints) {
    const std::size_t at = mistake.at;
    const Kind kind = cut.kind(at);
    if (!fits(mistake, Kind::comma) || ends_before(mistake, cut) || cut.starts_line(at) ||
        (kind == Kind::by && fits(mistake, Kind::because))) {
        return false;
    }
    if (!is_word(kind) && kind != Kind::string && kind != Kind::integer && kind != Kind::date) {
        return false;
    }
    const Span before = cut.span(at - 1);
    const Span here = cut.span(at);
    if (kind == Kind::and_) {
        complaints.syntax(here, joined(cut.text(at)))
            .fix(safe, "write `,`", {{cut.at(Span{before.end, here.end}), ","}});
        return true;
    }
    const bool clause =
        kind == Kind::because || kind == Kind::where || kind == Kind::via || kind == Kind::on;
    if (fits(mistake, Kind::right_paren) && clause) {
        insert(complaints, cut, before, before.end, ")", no_paren(cut.text(at - 1)));
        return true;
    }
    // In an assertion, what follows may be a second action, an entity or a field.
    const bool sure = cut.kind(mistake.first) != Kind::assert_;
    insert(complaints, cut, cover(before, here), before.end, ",",
           no_comma(cut.text(at - 1), cut.text(at)), sure ? safe : Fix::Safety::unsafe);
    return true;
}

}  // namespace

bool explain_list(Mistake& mistake, const Cut& cut, Complaints& complaints) {
    return explain_last_comma(mistake, cut, complaints) ||
           explain_comma(mistake, cut, complaints) || explain_no_comma(mistake, cut, complaints);
}

}  // namespace latchkey::syntax
