#include "source/utf8.h"
#include "syntax/mistake.h"
#include "syntax/scripts.h"
#include "syntax/text_checks.h"

#include <algorithm>
#include <array>

namespace latchkey::syntax {
namespace {

using diag::Message;
using std::string_view;

constexpr Message<> semicolon{"a `;` stands here: no statement ends in one"};
constexpr Message<> open_string{"the text is not closed: a `\"` is missing at its end"};
constexpr Message<string_view> smart_end{"the text ends with `{}`: a text stands in `\"`"};
constexpr Message<> long_string{
    "the text goes over several lines: a text stands on one, with `\\n` for a new line"};
constexpr Message<string_view> bare_url{"`{}` is an address: it belongs in quotes"};
constexpr Message<string_view> wrong_quotes{
    "the quotes {} are not those of the language: a text stands in `\"`"};
constexpr Message<string_view> other_comment{"`{}` begins no comment: `//` does"};
constexpr Message<string_view> bracket{"`{}` belongs to no statement: a list has no brackets"};
constexpr Message<string_view, string_view> hidden{
    "the character {} has no place here: a {} would do"};
constexpr Message<string_view> junk{"`{}` is no part of the language"};
constexpr Message<string_view> junk_character{"the character {} is no part of the language"};

Fix::Safety constexpr safe = Fix::Safety::safe;

/// Where a statement is whole, or none has begun, what follows the mistake can be read at once.
bool between_statements(const Mistake& mistake) {
    return mistake.whole || mistake.at == mistake.first;
}

bool explain_semicolon(Mistake& mistake, const Cut& cut, Complaints& complaints) {
    complaints.syntax(cut.span(mistake.at), semicolon())
        .fix(safe, "remove it", {{cut.at(mistake.at), ""}});
    const std::size_t next = mistake.at + 1;
    mistake.resume = next;
    mistake.go_on = between_statements(mistake) &&
                    (cut.starts_line(next) || statement_word(cut.kind(next)) ||
                     declares(cut.kind(next)) || cut.kind(next) == Kind::right_brace);
    return true;
}

/// The token with which a text that was opened at `at` and goes over lines ends; or `at`.
std::size_t end_of_long_string(const Cut& cut, std::size_t at) {
    constexpr std::size_t most_tokens = 2000;
    for (std::size_t next = at + 1; next < std::min(cut.size(), at + most_tokens); ++next) {
        const Kind kind = cut.kind(next);
        const bool begins = cut.starts_line(next) && (statement_word(kind) || declares(kind));
        if (begins || kind == Kind::right_brace || kind == Kind::left_brace) {
            return at;
        }
        if (kind == Kind::open_string) {
            return next;
        }
    }
    return at;
}

/// `"text”`.
bool explain_smart_end(Mistake& mistake, const Cut& cut, Complaints& complaints, Span span) {
    const string_view text = cut.file.text(span);
    for (const string_view close : {"”", "“", "„", "»", "’"}) {
        const std::size_t found = text.find(close);
        if (found == string_view::npos) {
            continue;
        }
        const std::uint32_t begin = span.begin + static_cast<std::uint32_t>(found);
        const Span mark{begin, begin + static_cast<std::uint32_t>(close.size())};
        // Where it stands within the text, nobody knows where that ends.
        const bool last = mark.end == span.end;
        if (!last && close == "’") {
            continue;
        }
        auto finding =
            complaints.syntax(last ? mark : span, last ? smart_end(close) : open_string());
        if (last) {
            finding.fix(safe, "write `\"`", {{cut.at(mark), "\""}});
        }
        mistake.resume = mistake.at + 1;
        return true;
    }
    return false;
}

bool explain_open_string(Mistake& mistake, const Cut& cut, Complaints& complaints) {
    const string_view text = cut.text(mistake.at);
    Span span = cut.span(mistake.at);
    mistake.braces = text.find_first_of("{}") != string_view::npos;
    if (const std::size_t end = end_of_long_string(cut, mistake.at); end != mistake.at) {
        complaints.syntax({span.begin, cut.span(end).begin + 1}, long_string());
        mistake.resume = end + 1;
        return true;
    }
    span.end = span.begin + static_cast<std::uint32_t>(text.find_last_not_of(" \t") + 1);
    if (explain_smart_end(mistake, cut, complaints, span)) {
        return true;
    }
    auto finding = complaints.syntax(span, open_string());
    mistake.resume = mistake.at + 1;
    if (text.find_first_of("{}(),\\") == string_view::npos &&
        text.find("//") == string_view::npos) {
        finding.fix(safe, "close it", {{cut.at(Span{span.end, span.end}), "\""}});
    }
    return true;
}

bool explain_url(Mistake& mistake, const Cut& cut, Complaints& complaints) {
    const Span span = cut.span(mistake.at);
    auto finding = complaints.syntax(span, bare_url(cut.text(mistake.at)));
    mistake.resume = mistake.at + 1;
    mistake.braces = cut.text(mistake.at).find_first_of("{}") != string_view::npos;
    if (cut.text(mistake.at).find_first_of("\\(){};") == string_view::npos) {
        finding.fix(safe, "put it in quotes",
                    {{cut.at(Span{span.begin, span.begin}), "\""},
                     {cut.at(Span{span.end, span.end}), "\""}});
    }
    return true;
}

/// `'…'`, `“…”` and the like.
bool explain_quotes(Mistake& mistake, const Cut& cut, Complaints& complaints) {
    struct Pair {
        string_view open;
        string_view close;
    };
    constexpr std::array pairs{Pair{"'", "'"}, Pair{"`", "`"}, Pair{"“", "”"},
                               Pair{"„", "“"}, Pair{"‘", "’"}, Pair{"«", "»"},
                               Pair{"”", "”"}, Pair{"’", "’"}, Pair{"‚", "‘"}};
    const string_view junk_text = cut.text(mistake.at);
    const auto* const pair = std::ranges::find_if(
        pairs, [&](const Pair& one) { return junk_text.starts_with(one.open); });
    if (pair == pairs.end()) {
        return false;
    }
    const Span first = cut.span(mistake.at);
    const std::uint32_t inside = first.begin + static_cast<std::uint32_t>(pair->open.size());
    const string_view rest =
        cut.file.text({inside, static_cast<std::uint32_t>(cut.file.text().size())});
    const string_view line = rest.substr(0, std::min(rest.find_first_of("\r\n"), rest.size()));
    const std::size_t close = line.find(pair->close);
    const bool closed = close != string_view::npos;
    const std::uint32_t end =
        inside + static_cast<std::uint32_t>(closed ? close + pair->close.size() : 0);
    std::string both(pair->open);
    both += closed ? "…" : "";
    both += closed ? pair->close : "";
    auto finding = complaints.syntax({first.begin, end}, wrong_quotes(both));
    mistake.braces = line.find_first_of("{}") != string_view::npos;
    if (closed && line.substr(0, close).find_first_of("\"\\") == string_view::npos) {
        const std::uint32_t closing = end - static_cast<std::uint32_t>(pair->close.size());
        finding.fix(
            safe, "write `\"`",
            {{cut.at(Span{first.begin, inside}), "\""}, {cut.at(Span{closing, end}), "\""}});
    }
    while (mistake.resume < cut.size() && cut.span(mistake.resume).begin < end) {
        ++mistake.resume;
    }
    return true;
}

/// `# …` at a token, or `-- …`, which has blanks around it.
bool begins_comment(const Cut& cut, std::size_t at, string_view mark) {
    const string_view text = cut.text(at);
    return mark == "#" ? text.starts_with(mark)
                       : text == mark && !cut.touches_previous(at) && !cut.touches_previous(at + 1);
}

/// `# …`, `-- …` and `/* … */`.
bool explain_comment(Mistake& mistake, const Cut& cut, Complaints& complaints) {
    const Span first = cut.span(mistake.at);
    const string_view rest = cut.file.text().substr(first.begin);
    if (rest.starts_with("/*")) {
        const Span open{first.begin, first.begin + 2};
        complaints.syntax(open, other_comment("/*"));
        const std::size_t close = rest.find("*/");
        const std::size_t end = close == string_view::npos ? rest.size() : close + 2;
        mistake.resume = mistake.at + 1;
        while (mistake.resume < cut.size() && cut.span(mistake.resume).begin < first.begin + end) {
            ++mistake.resume;
        }
        mistake.go_on = between_statements(mistake);
        mistake.braces = rest.substr(0, end).find_first_of("{}") != string_view::npos;
        return true;
    }
    const string_view mark = rest.starts_with('#') ? "#" : "--";
    if (!begins_comment(cut, mistake.at, mark)) {
        return false;
    }
    const auto size = static_cast<std::uint32_t>(mark.size());
    const auto replace = [&](std::size_t at) {
        return Edit{cut.at(Span{cut.span(at).begin, cut.span(at).begin + size}), "//"};
    };
    std::vector<Edit> edits{replace(mistake.at)};
    mistake.resume = next_line(cut, mistake.at);
    // A comment of several lines is one mistake.
    while (begins_comment(cut, mistake.resume, mark)) {
        edits.push_back(replace(mistake.resume));
        mistake.resume = next_line(cut, mistake.resume);
    }
    const Span words = cover(first, cut.span(mistake.resume - 1));
    mistake.braces = cut.file.text(words).find_first_of("{}") != string_view::npos;
    mistake.go_on = between_statements(mistake);
    complaints.syntax({first.begin, first.begin + size}, other_comment(mark))
        .fix(safe, "write `//`", std::move(edits));
    return true;
}

bool explain_bracket(Mistake& mistake, const Cut& cut, Complaints& complaints) {
    const string_view text = cut.text(mistake.at);
    if (text.front() != '[' && text.front() != ']') {
        return false;
    }
    const Span first = cut.span(mistake.at);
    const Span mark{first.begin, first.begin + 1};
    std::vector<Edit> edits{{cut.at(mark), ""}};
    for (std::size_t at = mistake.at + 1; text == "[" && !cut.starts_line(at); ++at) {
        if (cut.text(at) == "]") {
            edits.push_back({cut.at(at), ""});
        }
    }
    complaints.syntax(mark, bracket(text.substr(0, 1)))
        .fix(safe, "remove the brackets", std::move(edits));
    return true;
}

bool explain_junk(Mistake& mistake, const Cut& cut, Complaints& complaints) {
    constexpr char32_t no_break_space = 0xA0;
    const string_view text = cut.text(mistake.at);
    const source::CodePoint first = source::decode_utf8(text);
    const Span span = cut.span(mistake.at);
    mistake.resume = mistake.at + 1;
    if (first.value == no_break_space || (first.value >= 0x2000 && first.value <= 0x200B)) {
        complaints.syntax(span, hidden(code_point_name(first.value), "blank"))
            .fix(safe, "write a blank", {{cut.at(span), " "}});
    } else if (first.value >= 0x2010 && first.value <= 0x2015) {
        complaints.syntax(span, hidden(code_point_name(first.value), "`-`"));
    } else if (first.value < 0x20 || first.value >= 0x80) {
        complaints.syntax({span.begin, span.begin + first.size},
                          junk_character(code_point_name(first.value)));
    } else {
        complaints.syntax(span, junk(text));
    }
    return true;
}

}  // namespace

bool explain_bad_text(Mistake& mistake, const Cut& cut, Complaints& complaints) {
    switch (cut.kind(mistake.at)) {
        case Kind::semicolon: return explain_semicolon(mistake, cut, complaints);
        case Kind::open_string: return explain_open_string(mistake, cut, complaints);
        case Kind::bad_url: return explain_url(mistake, cut, complaints);
        case Kind::junk: break;
        default: return false;
    }
    const string_view text = cut.text(mistake.at);
    if (find_bidi_control(text)) {
        // It has its message already.
        return true;
    }
    if (has_foreign_letter(text)) {
        report_foreign_word(cut, mistake.at, complaints);
        return true;
    }
    return explain_quotes(mistake, cut, complaints) || explain_comment(mistake, cut, complaints) ||
           explain_bracket(mistake, cut, complaints) || explain_junk(mistake, cut, complaints);
}

}  // namespace latchkey::syntax
