#pragma once

#include "delta/power.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// How changes are told.
namespace latchkey::delta {

/// "1 operation", "2 operations".
[[nodiscard]] std::string count(std::size_t number, std::string_view noun);
/// An entity's records: `contact-tag` is "contact tags".
[[nodiscard]] std::string plural(std::string_view entity);
/// "a", "a and b", "a, b and c"; past `most`, "a, b and 7 more".
[[nodiscard]] std::string listed(const std::vector<std::string>& words, std::size_t most = 5);
[[nodiscard]] std::string ticked(std::string_view text);
[[nodiscard]] std::vector<std::string> ticked(const std::vector<std::string>& words);

/// "90 days"; "1 hour".
[[nodiscard]] std::string days(std::uint64_t number);
[[nodiscard]] std::string seconds(std::uint64_t number);
/// "60 requests per minute".
[[nodiscard]] std::string told(const Limit& limit);
[[nodiscard]] std::string told(const Alert& alert);
/// `status = "open" and locationId = "x"`, alternatives with "or".
[[nodiscard]] std::string told(const Conditions& conditions);
[[nodiscard]] std::string told(const Recipient& recipient);

}  // namespace latchkey::delta
