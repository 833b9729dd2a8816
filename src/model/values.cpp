#include "model/values.h"

#include <array>
#include <charconv>
#include <cstddef>
#include <optional>

namespace latchkey::model {
namespace {

void append_digits(std::string& out, unsigned value, std::size_t width) {
    const std::string digits = std::to_string(value);
    if (digits.size() < width) {
        out.append(width - digits.size(), '0');
    }
    out += digits;
}

std::optional<unsigned> parse_digits(std::string_view text) {
    unsigned value = 0;
    const char* const end = text.data() + text.size();
    const std::from_chars_result result = std::from_chars(text.data(), end, value);
    const bool whole = result.ec == std::errc{} && result.ptr == end;
    return whole ? std::optional(value) : std::nullopt;
}

}  // namespace

std::string to_string(std::chrono::sys_days day) {
    const std::chrono::year_month_day date(day);
    std::string text;
    append_digits(text, static_cast<unsigned>(static_cast<int>(date.year())), 4);
    text += '-';
    append_digits(text, static_cast<unsigned>(date.month()), 2);
    text += '-';
    append_digits(text, static_cast<unsigned>(date.day()), 2);
    return text;
}

bool parse_date(std::string_view text, std::chrono::sys_days& day) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') {
        return false;
    }
    const std::optional<unsigned> year = parse_digits(text.substr(0, 4));
    const std::optional<unsigned> month = parse_digits(text.substr(5, 2));
    const std::optional<unsigned> of_month = parse_digits(text.substr(8, 2));
    if (!year.has_value() || !month.has_value() || !of_month.has_value()) {
        return false;
    }
    const std::chrono::year_month_day date{std::chrono::year{static_cast<int>(*year)},
                                           std::chrono::month{*month}, std::chrono::day{*of_month}};
    if (!date.ok()) {
        return false;
    }
    day = date;
    return true;
}

std::string_view to_string(Environment environment) {
    constexpr std::array<std::string_view, 3> names{"production", "staging", "development"};
    return names.at(static_cast<std::size_t>(environment));
}

std::string_view to_string(Status status) {
    constexpr std::array<std::string_view, 3> names{"planned", "active", "retired"};
    return names.at(static_cast<std::size_t>(status));
}

std::string_view to_string(Subject subject) {
    constexpr std::array<std::string_view, 11> names{
        "eu",        "uk",    "us",    "california",  "canada", "brazil",
        "australia", "india", "japan", "switzerland", "other"};
    return names.at(static_cast<std::size_t>(subject));
}

std::string_view to_string(BasisKind kind) {
    constexpr std::array<std::string_view, 6> names{"consent",          "contract",
                                                    "legal-obligation", "vital-interests",
                                                    "public-task",      "legitimate-interest"};
    return names.at(static_cast<std::size_t>(kind));
}

std::string_view to_string(StoreKind kind) {
    constexpr std::array<std::string_view, 13> names{"env",
                                                     "vault",
                                                     "aws-secrets-manager",
                                                     "aws-ssm",
                                                     "gcp-secret-manager",
                                                     "azure-key-vault",
                                                     "kubernetes-secret",
                                                     "github-secret",
                                                     "onepassword",
                                                     "doppler",
                                                     "make-connection",
                                                     "n8n-credential",
                                                     "file"};
    return names.at(static_cast<std::size_t>(kind));
}

}  // namespace latchkey::model
