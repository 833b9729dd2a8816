#include "delta/words.h"

#include <algorithm>
#include <array>

namespace latchkey::delta {
namespace {

struct Unit {
    std::uint64_t seconds;
    std::string_view name;
};
constexpr std::array<Unit, 4> units{
    {{86'400, "day"}, {3'600, "hour"}, {60, "minute"}, {1, "second"}}};

bool ends_in(std::string_view word, std::initializer_list<std::string_view> ends) {
    return std::ranges::any_of(ends, [&](std::string_view end) { return word.ends_with(end); });
}

/// "minute", or "10 seconds": what stands after "per".
std::string period(std::uint64_t number) {
    for (const Unit& unit : units) {
        if (number == unit.seconds) {
            return std::string(unit.name);
        }
    }
    return seconds(number);
}

std::string told(const Condition& condition) {
    std::string text = condition.name;
    if (condition.op != Condition::Operator::in) {
        text += condition.op == Condition::Operator::equal ? " = " : " != ";
        return text + (condition.values.empty() ? "" : condition.values.front());
    }
    text += " in (";
    for (const std::string& value : condition.values) {
        text += (text.back() == '(' ? "" : ", ") + value;
    }
    return text + ")";
}

}  // namespace

std::string count(std::size_t number, std::string_view noun) {
    return std::to_string(number) + " " + std::string(noun) + (number == 1 ? "" : "s");
}

std::string plural(std::string_view entity) {
    std::string word(entity);
    std::ranges::replace(word, '-', ' ');
    if (word.empty() || word.ends_with("ss") || ends_in(word, {"x", "ch", "sh"})) {
        return word + "es";
    }
    if (word.ends_with('s') || ends_in(word, {"data", "media", "information", "content"})) {
        return word;
    }
    const bool vowel = word.size() > 1 && std::string_view("aeiou").find(word[word.size() - 2]) !=
                                              std::string_view::npos;
    if (word.back() == 'y' && !vowel) {
        word.pop_back();
        return word + "ies";
    }
    return word + "s";
}

std::string listed(const std::vector<std::string>& words, std::size_t most) {
    const std::size_t shown = words.size() <= most ? words.size() : most - 1;
    std::string text;
    for (std::size_t at = 0; at < shown; ++at) {
        const bool last = at + 1 == words.size();
        text += (at == 0 ? "" : last ? " and " : ", ") + words[at];
    }
    return shown == words.size() ? text
                                 : text + " and " + std::to_string(words.size() - shown) + " more";
}

std::string ticked(std::string_view text) {
    return "`" + std::string(text) + "`";
}

std::vector<std::string> ticked(const std::vector<std::string>& words) {
    std::vector<std::string> all;
    for (const std::string& word : words) {
        all.push_back(ticked(word));
    }
    return all;
}

std::string days(std::uint64_t number) {
    return count(number, "day");
}

std::string seconds(std::uint64_t number) {
    for (const Unit& unit : units) {
        if (number >= unit.seconds && number % unit.seconds == 0) {
            return count(number / unit.seconds, unit.name);
        }
    }
    return count(number, "second");
}

std::string told(const Limit& limit) {
    return count(limit.requests, "request") + " per " + period(limit.per_seconds);
}

std::string told(const Alert& alert) {
    std::string text = alert.signal;
    if (alert.signal == "volume") {
        text += " above " + std::to_string(alert.above) + " per " + period(alert.per_seconds);
    } else if (alert.signal == "errors") {
        std::string share = std::to_string(alert.above / 10'000);
        if (const std::uint64_t rest = alert.above % 10'000; rest != 0) {
            std::string digits = std::to_string(10'000 + rest).substr(1);
            digits.erase(digits.find_last_not_of('0') + 1);
            share += "." + digits;
        }
        text += " above " + share + "% per " + period(alert.per_seconds);
    }
    return text;
}

std::string told(const Conditions& conditions) {
    std::string text;
    for (const std::vector<Condition>& all : conditions) {
        std::string list;
        for (const Condition& each : all) {
            list += (list.empty() ? "" : " and ") + told(each);
        }
        text += (text.empty() ? "" : " or ") + list;
    }
    return text;
}

std::string told(const Recipient& recipient) {
    return recipient.name + (recipient.region.empty() ? "" : " (" + recipient.region + ")") +
           (recipient.agreement.empty() ? " without an agreement"
                                        : " under " + recipient.agreement);
}

}  // namespace latchkey::delta
