#include "check/quantities.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <utility>
#include <vector>

namespace latchkey::check {
namespace {

using std::string_view;

constexpr Message<string_view> too_large{"`{}` is more than a number can be"};
constexpr Message<string_view> zero_count{"`0` {} is none at all"};
constexpr Message<string_view> zero_duration{"`0 {}` is no time at all"};
constexpr Message<string_view> too_long{"`{}` is longer than 1000 years"};
constexpr Message<string_view> no_unit{"`{}` is no unit of time"};
constexpr Message<string_view> over_all{"`{}` is more than all: a share is at most `100%`"};
constexpr Message<string_view> no_date{"the calendar has no `{}`"};
constexpr Message<int, int, int> days_of_month{"month {} of {} has {} days"};
constexpr Message<> twelve_months{
    "a year has the months `01` to `12`, a date is written year, month, day"};

struct Unit {
    string_view singular;
    string_view plural;
    std::uint64_t seconds;
};

// Months and years are 30.4375 and 365.25 days (manifest.md).
constexpr std::array<Unit, 7> units{{{"second", "seconds", 1},
                                     {"minute", "minutes", 60},
                                     {"hour", "hours", 3'600},
                                     {"day", "days", 86'400},
                                     {"week", "weeks", 604'800},
                                     {"month", "months", 2'629'800},
                                     {"year", "years", 31'557'600}}};

// Longer ones cannot be meant, and adding one to a date must stay within the calendar.
constexpr std::uint64_t longest = 1'000 * units.back().seconds;

const Unit* find_unit(string_view word) {
    const auto found = std::ranges::find_if(
        units, [word](const Unit& unit) { return word == unit.singular || word == unit.plural; });
    return found == units.end() ? nullptr : &*found;
}

void report_unit(Context& context, const syntax::Name& unit) {
    std::vector<string_view> words;
    std::vector<string_view> plurals;
    for (const Unit& one : units) {
        plurals.push_back(one.plural);
        words.push_back(one.singular);
        words.push_back(one.plural);
    }
    std::string message = no_unit(unit.text);
    if (diag::nearest(unit.text, words).empty()) {
        message += ": there is " + list(plurals);
    }
    report_unknown(context, ErrorId::invalid_duration, context.at(unit.span), std::move(message),
                   unit.text, words);
}

void report_date(Context& context, const syntax::Date& date) {
    Finding finding = context.error(ErrorId::invalid_date, date.span, no_date(date.text));
    int year = 0;
    unsigned month = 0;
    std::from_chars(date.text.data(), date.text.data() + 4, year);
    std::from_chars(date.text.data() + 5, date.text.data() + 7, month);
    if (month < 1 || month > 12) {
        finding.note(twelve_months());
        return;
    }
    const std::chrono::year_month_day_last last{
        std::chrono::year{year}, std::chrono::month_day_last{std::chrono::month{month}}};
    finding.note(days_of_month(static_cast<int>(month), year,
                               static_cast<int>(static_cast<unsigned>(last.day()))));
}

}  // namespace

std::optional<std::uint64_t> read_integer(Context& context, const syntax::Integer& integer) {
    constexpr std::uint64_t most = std::numeric_limits<std::int64_t>::max();
    std::uint64_t value = 0;
    for (const char digit : integer.text) {
        if (digit == '_') {
            continue;
        }
        const auto number = static_cast<std::uint64_t>(digit - '0');
        if (value > (most - number) / 10) {
            context.error(ErrorId::invalid_duration, integer.span, too_large(integer.text));
            return std::nullopt;
        }
        value = value * 10 + number;
    }
    return value;
}

std::optional<std::uint64_t> read_count(Context& context, const syntax::Integer& integer,
                                        string_view what) {
    const std::optional<std::uint64_t> value = read_integer(context, integer);
    if (value == std::uint64_t{0}) {
        context.error(ErrorId::invalid_duration, integer.span, zero_count(what));
        return std::nullopt;
    }
    return value;
}

std::optional<model::Duration> read_duration(Context& context, const syntax::Duration& duration) {
    const std::optional<std::uint64_t> count =
        duration.count.text.empty() ? std::uint64_t{1} : read_integer(context, duration.count);
    const Unit* const unit = find_unit(duration.unit.text);
    if (unit == nullptr) {
        report_unit(context, duration.unit);
        return std::nullopt;
    }
    if (!count.has_value()) {
        return std::nullopt;
    }
    if (*count == 0) {
        context.error(ErrorId::invalid_duration, duration.span, zero_duration(duration.unit.text));
        return std::nullopt;
    }
    if (*count > longest / unit->seconds) {
        context.error(ErrorId::invalid_duration, duration.span,
                      too_long(context.file().source->text(duration.span)));
        return std::nullopt;
    }
    return model::Duration{*count * unit->seconds, context.at(duration.span)};
}

std::optional<model::Duration> read_duration(Context& context,
                                             const std::optional<syntax::Duration>& duration) {
    return duration.has_value() ? read_duration(context, *duration) : std::nullopt;
}

std::optional<std::string> read_share(Context& context, const syntax::Percentage& share) {
    string_view digits = share.text;
    if (digits.ends_with('%')) {
        digits.remove_suffix(1);
    }
    std::string plain(digits);
    std::erase(plain, '_');
    const std::size_t point = std::min(plain.find('.'), plain.size());
    std::string whole = plain.substr(0, point);
    std::string part = plain.substr(std::min(point + 1, plain.size()));
    whole.erase(0, std::min(whole.find_first_not_of('0'), whole.size()));
    part.erase(part.find_last_not_of('0') + 1);
    const bool over = whole.size() > 3 ||
                      (whole.size() == 3 && (whole > "100" || (whole == "100" && !part.empty())));
    if (over) {
        context.error(ErrorId::invalid_duration, share.span, over_all(share.text));
        return std::nullopt;
    }
    return (whole.empty() ? "0" : whole) + (part.empty() ? "" : "." + part);
}

std::optional<model::Date> read_date(Context& context, const syntax::Date& date) {
    model::Date found{.day = {}, .where = context.at(date.span)};
    if (!model::parse_date(date.text, found.day)) {
        report_date(context, date);
        return std::nullopt;
    }
    return found;
}

}  // namespace latchkey::check
