#include "syntax/mistake.h"

#include <algorithm>
#include <array>

namespace latchkey::syntax {
namespace {

using diag::Message;
using std::string_view;

constexpr Message<string_view> quoted_date{"the date {} is in quotes: a date has none"};
constexpr Message<string_view> quoted_number{"the number {} is in quotes: a number has none"};
constexpr Message<string_view> quoted_name{"the name {} is in quotes: a name has none"};
constexpr Message<string_view> no_store_kind{
    "the kind of store is missing before {}: `env`, `vault` and the like"};
constexpr Message<string_view> blank_percent{"`{}` has a blank before the `%`"};
constexpr Message<string_view> no_percent{"`{}` has no `%`: a share of errors is written `5%`"};
constexpr Message<string_view> bare_text{"`{}` is text: it belongs in quotes"};
constexpr Message<string_view> bare_network{
    "`{}` is a network or an address: it belongs in quotes"};
constexpr Message<string_view> bare_mail{"`{}` is an e-mail address: it belongs in quotes"};
constexpr Message<string_view> bare_operation{"`{}` is an operation: it belongs in quotes"};
constexpr Message<string_view> bare_title{"the title `{}` belongs in quotes"};
constexpr Message<string_view, string_view> two_words{
    "a name is one word: `{}` would do, or a title in quotes after `{}`"};

Fix::Safety constexpr safe = Fix::Safety::safe;

bool fits(const Mistake& mistake, Kind kind) {
    return mistake.expected.test(static_cast<std::size_t>(kind));
}

void report_run(Mistake& mistake, const Cut& cut, Complaints& complaints, std::size_t first,
                std::size_t end, const Message<string_view>& message) {
    const Span run = cover(cut.span(first), cut.span(end - 1));
    const string_view text = cut.file.text(run);
    auto finding = complaints.syntax(run, message(text));
    mistake.resume = end;
    mistake.braces = text.find_first_of("{}") != string_view::npos;
    // A condition in the run would lose its meaning.
    const bool reason = cut.kind(first - 1) == Kind::because;
    const bool plain = text.find_first_of(reason ? "\"\\=(" : "\"\\") == string_view::npos;
    const Kind after = cut.kind(end);
    if (plain && (cut.starts_line(end) || !is_word(after) || is_keyword(after))) {
        finding.fix(
            safe, "put it in quotes",
            {{cut.at(Span{run.begin, run.begin}), "\""}, {cut.at(Span{run.end, run.end}), "\""}});
    }
}

/// The kind of what a string holds, if it were not in quotes.
Kind kind_inside(string_view quoted) {
    const Tokens inside = tokenize(quoted.substr(1, quoted.size() - 2));
    return inside.tokens.size() == 1 && inside.comments.empty() ? inside.tokens.front().kind
                                                                : Kind::end;
}

bool explain_quoted(Mistake& mistake, const Cut& cut, Complaints& complaints) {
    const string_view quoted = cut.text(mistake.at);
    // A value of this size is none of those; and it need not be cut again.
    if (quoted.size() > 200) {
        return false;
    }
    if (cut.kind(mistake.first) == Kind::store && mistake.at == mistake.first + 1) {
        complaints.syntax(cut.span(mistake.at), no_store_kind(quoted))
            .note("it is written `store env \"LEAD_FORM_HL_TOKEN\"`");
        return true;
    }
    const Kind inside = kind_inside(quoted);
    std::string message;
    if (inside == Kind::date && fits(mistake, Kind::date)) {
        message = quoted_date(quoted);
    } else if ((inside == Kind::integer || inside == Kind::percent) && fits(mistake, inside)) {
        message = quoted_number(quoted);
    } else if (is_word(inside) && fits(mistake, Kind::name)) {
        message = quoted_name(quoted);
    } else {
        return false;
    }
    std::string bare(quoted.substr(1, quoted.size() - 2));
    complaints.syntax(cut.span(mistake.at), std::move(message))
        .fix(safe, "remove the quotes", {{cut.at(mistake.at), std::move(bare)}});
    return true;
}

/// `GET /contacts/`, where `GET` was read as a name.
bool explain_operation(Mistake& mistake, const Cut& cut, Complaints& complaints) {
    constexpr std::array methods{"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"};
    const std::size_t at = mistake.at;
    if (at == 0 || cut.kind(at) != Kind::junk || cut.text(at) != "/" ||
        std::ranges::find(methods, cut.text(at - 1)) == methods.end()) {
        return false;
    }
    report_run(mistake, cut, complaints, at - 1, end_of_run(cut, at), bare_operation);
    return true;
}

bool explain_title(Mistake& mistake, const Cut& cut, Complaints& complaints) {
    const std::size_t at = mistake.at;
    if (mistake.place != Mistake::Place::header || at != mistake.first + 2 ||
        !is_word(cut.kind(at))) {
        return false;
    }
    std::size_t end = at;
    while (is_word(cut.kind(end)) && (end == at || !cut.starts_line(end))) {
        ++end;
    }
    if (end > at + 1) {
        report_run(mistake, cut, complaints, at, end, bare_title);
        return true;
    }
    const Span both = cover(cut.span(at - 1), cut.span(at));
    std::string joined = std::string(cut.text(at - 1)) + "-" + std::string(cut.text(at));
    complaints.syntax(both, two_words(joined, cut.text(at - 1)))
        .fix(Fix::Safety::unsafe, "join them", {{cut.at(both), std::move(joined)}});
    return true;
}

/// `above 5` and `above 5 %`.
bool explain_share(Mistake& mistake, const Cut& cut, Complaints& complaints) {
    const std::size_t at = mistake.at;
    if (cut.kind(at) != Kind::integer || !fits(mistake, Kind::percent) ||
        cut.touches_previous(at + 1)) {
        return false;
    }
    const Span span = cut.span(at);
    if (cut.text(at + 1) == "%") {
        const Span both = cover(span, cut.span(at + 1));
        complaints.syntax(both, blank_percent(cut.file.text(both)))
            .fix(safe, "close the gap", {{cut.at(Span{span.end, cut.span(at + 1).begin}), ""}});
        mistake.resume = at + 2;
        return true;
    }
    complaints.syntax(span, no_percent(cut.text(at)))
        .fix(safe, "add it", {{cut.at(Span{span.end, span.end}), "%"}});
    return true;
}

/// `because the desk needs it`: the rest of the line, but for the `by TEAM` of a waiver
/// or acceptance.
bool explain_reason(Mistake& mistake, const Cut& cut, Complaints& complaints) {
    const std::size_t at = mistake.at;
    if (at == mistake.first || cut.kind(at - 1) != Kind::because || !is_word(cut.kind(at)) ||
        cut.kind(at) == Kind::because || !fits(mistake, Kind::string)) {
        return false;
    }
    std::size_t end = at + 1;
    while (!cut.starts_line(end) && cut.kind(end) != Kind::right_brace) {
        ++end;
    }
    const Kind opens = cut.kind(mistake.first);
    if ((opens == Kind::waive || opens == Kind::accept) && end > at + 2 &&
        cut.kind(end - 2) == Kind::by) {
        end -= 2;
    }
    report_run(mistake, cut, complaints, at, end, bare_text);
    return true;
}

/// What can be the beginning of a text without its quotes.
bool begins_text(const Cut& cut, std::size_t at) {
    switch (cut.kind(at)) {
        case Kind::name:
        case Kind::date:
        case Kind::integer:
        case Kind::percent:
        case Kind::bad_number:
        case Kind::bad_url: return true;
        case Kind::colon: return cut.kind(at + 1) == Kind::colon;
        case Kind::junk: {
            const string_view text = cut.text(at);
            const bool mark = text.front() == '#' || text.front() == '/' || text.front() == '@';
            return mark && text.size() == 1 && cut.touches_previous(at + 1) &&
                   cut.kind(at + 1) != Kind::junk;
        }
        default:
            return is_keyword(cut.kind(at)) &&
                   (cut.starts_line(at + 1) || cut.touches_previous(at + 1));
    }
}

}  // namespace

bool explain_value(Mistake& mistake, const Cut& cut, Complaints& complaints) {
    const bool twice = mistake.place == Mistake::Place::header && mistake.at == mistake.first + 2 &&
                       is_word(cut.kind(mistake.at)) &&
                       cut.kind(mistake.at - 1) == cut.kind(mistake.first);
    if (twice || ends_before(mistake, cut)) {
        return false;
    }
    if (explain_operation(mistake, cut, complaints) || explain_title(mistake, cut, complaints)) {
        return true;
    }
    const std::size_t at = mistake.at;
    if (cut.kind(at) == Kind::string) {
        return explain_quoted(mistake, cut, complaints);
    }
    if (explain_share(mistake, cut, complaints) || explain_reason(mistake, cut, complaints)) {
        return true;
    }
    const Span span = cut.span(at);
    if (!fits(mistake, Kind::string) || fits(mistake, Kind::name) || !begins_text(cut, at) ||
        (mistake.whole && cut.starts_line(at))) {
        return false;
    }
    const std::size_t end = end_of_run(cut, at);
    const string_view text = cut.file.text(cover(span, cut.span(end - 1)));
    const bool mail = text.find('@') != string_view::npos;
    const bool network = cut.kind(mistake.first) == Kind::from;
    report_run(mistake, cut, complaints, at, end,
               mail      ? bare_mail
               : network ? bare_network
                         : bare_text);
    return true;
}

}  // namespace latchkey::syntax
