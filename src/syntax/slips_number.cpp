#include "syntax/mistake.h"

#include <algorithm>
#include <array>

namespace latchkey::syntax {
namespace {

using diag::Message;
using std::string_view;

constexpr Message<string_view, string_view> no_blank{
    "`{}` has no blank between number and unit: `{}`"};
constexpr Message<string_view, string_view> rate{"`{}` is no limit: `{}` is"};
constexpr Message<string_view> address{"`{}` is a network or an address: it belongs in quotes"};
constexpr Message<string_view> date_shape{
    "`{}` is no date: a date has four, two and two digits, as in `2026-09-01`"};
constexpr Message<string_view> fraction{"`{}` is no number: numbers are whole"};
constexpr Message<string_view> underscore{"`{}` is no number: `_` stands between digits"};
constexpr Message<string_view> name_first{"`{}` is no name: a name begins with a letter"};
constexpr Message<string_view, string_view> thousands{"`{}` is no number: it is written `{}`"};
constexpr Message<string_view> no_number{"`{}` is no number"};

Fix::Safety constexpr safe = Fix::Safety::safe;

bool is_digit(char byte) {
    return byte >= '0' && byte <= '9';
}

bool is_letter(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

string_view leading_digits(string_view text) {
    const auto* const end = std::ranges::find_if_not(text, is_digit);
    return text.substr(0, static_cast<std::size_t>(end - text.begin()));
}

/// The unit that letters after a number stand for; empty where they are none.
string_view unit_of(string_view letters) {
    struct Short {
        string_view written;
        string_view unit;
    };
    constexpr std::array units{
        Short{"s", "seconds"},       Short{"sec", "seconds"},      Short{"second", "second"},
        Short{"seconds", "seconds"}, Short{"min", "minutes"},      Short{"minute", "minute"},
        Short{"minutes", "minutes"}, Short{"h", "hours"},          Short{"hour", "hour"},
        Short{"hours", "hours"},     Short{"d", "days"},           Short{"day", "day"},
        Short{"days", "days"},       Short{"w", "weeks"},          Short{"week", "week"},
        Short{"weeks", "weeks"},     Short{"month", "month"},      Short{"months", "months"},
        Short{"mo", "months"},       Short{"y", "years"},          Short{"year", "year"},
        Short{"years", "years"},     Short{"requests", "requests"}};
    const auto* const found = std::ranges::find(units, letters, &Short::written);
    return found == units.end() ? string_view() : found->unit;
}

std::string with_blank(string_view digits, string_view unit) {
    if (digits == "1" && unit.ends_with('s') && unit != "requests") {
        unit.remove_suffix(1);
    }
    return std::string(digits) + " " + std::string(unit);
}

std::string two_digits(string_view digits) {
    return digits.size() == 1 ? "0" + std::string(digits) : std::string(digits);
}

/// `2026-9-1` and `2026/09/01` as a date; empty where the text is no such thing.
std::string as_date(string_view text) {
    std::array<string_view, 3> parts;
    for (std::size_t part = 0; part < parts.size(); ++part) {
        parts[part] = leading_digits(text);
        text.remove_prefix(parts[part].size());
        if (part < 2) {
            if (text.empty() || string_view("-/.").find(text.front()) == string_view::npos) {
                return {};
            }
            text.remove_prefix(1);
        }
    }
    const auto small = [](string_view digits) { return digits.size() == 1 || digits.size() == 2; };
    const bool rest = text.empty() || text.front() == 'T';
    if (parts[0].size() != 4 || !small(parts[1]) || !small(parts[2]) || !rest) {
        return {};
    }
    return std::string(parts[0]) + "-" + two_digits(parts[1]) + "-" + two_digits(parts[2]);
}

bool is_address(string_view text) {
    return text.find(':') != string_view::npos || std::ranges::count(text, '.') >= 3;
}

/// `01-09-2026` and the like, whose order nobody knows.
bool is_other_date(string_view text) {
    const auto separators = std::ranges::count_if(
        text, [](char byte) { return byte == '-' || byte == '/' || byte == '.'; });
    return separators == 2 &&
           std::ranges::all_of(text, [](char byte) { return !is_letter(byte) && byte != '_'; });
}

void report(const Mistake& mistake, const Cut& cut, Complaints& complaints, std::string message,
            const char* title, std::string text) {
    auto finding = complaints.syntax(cut.span(mistake.at), std::move(message));
    if (!text.empty()) {
        finding.fix(safe, title, {{cut.at(mistake.at), std::move(text)}});
    }
}

/// `5,000`.
bool explain_thousands(Mistake& mistake, const Cut& cut, Complaints& complaints) {
    constexpr std::size_t group = 3;
    const auto continues = [&](std::size_t comma) {
        return cut.kind(comma) == Kind::comma && cut.touches_previous(comma) &&
               cut.kind(comma + 1) == Kind::integer && cut.touches_previous(comma + 1) &&
               cut.text(comma + 1).size() == group;
    };
    const std::size_t begin = mistake.at - 1;
    if (mistake.at <= mistake.first || cut.kind(begin) != Kind::integer ||
        cut.text(begin).size() > group || !continues(mistake.at)) {
        return false;
    }
    std::size_t end = mistake.at;
    while (continues(end)) {
        end += 2;
    }
    const Span number = cover(cut.span(begin), cut.span(end - 1));
    std::string better(cut.file.text(number));
    std::ranges::replace(better, ',', '_');
    complaints.syntax(number, thousands(cut.file.text(number), better))
        .fix(safe, "write it so", {{cut.at(number), better}});
    mistake.resume = end;
    return true;
}

}  // namespace

bool explain_bad_number(Mistake& mistake, const Cut& cut, Complaints& complaints) {
    if (explain_thousands(mistake, cut, complaints)) {
        return true;
    }
    if (cut.kind(mistake.at) != Kind::bad_number) {
        return false;
    }
    const string_view text = cut.text(mistake.at);
    const string_view digits = leading_digits(text);
    const string_view rest = text.substr(digits.size());
    mistake.resume = mistake.at + 1;
    if (const string_view unit = unit_of(rest); !unit.empty()) {
        std::string apart = with_blank(digits, unit);
        std::string message = no_blank(text, apart);
        report(mistake, cut, complaints, std::move(message), "put them apart", std::move(apart));
    } else if (const string_view per = rest.starts_with('/') ? unit_of(rest.substr(1)) : "";
               !per.empty()) {
        const string_view one = per.ends_with('s') ? per.substr(0, per.size() - 1) : per;
        std::string limit = std::string(digits) + " requests per " + std::string(one);
        std::string message = rate(text, limit);
        report(mistake, cut, complaints, std::move(message), "write it so", std::move(limit));
    } else if (std::string date = as_date(text); !date.empty()) {
        report(mistake, cut, complaints, date_shape(text), "write it so", std::move(date));
    } else if (is_other_date(text)) {
        report(mistake, cut, complaints, date_shape(text), "", "");
    } else if (is_address(text)) {
        report(mistake, cut, complaints, address(text), "put it in quotes",
               "\"" + std::string(text) + "\"");
    } else if (mistake.expected.test(static_cast<std::size_t>(Kind::name))) {
        report(mistake, cut, complaints, name_first(text), "", "");
    } else if (rest.starts_with('.')) {
        report(mistake, cut, complaints, fraction(text), "", "");
    } else {
        report(mistake, cut, complaints, rest.starts_with('_') ? underscore(text) : no_number(text),
               "", "");
    }
    return true;
}

}  // namespace latchkey::syntax
