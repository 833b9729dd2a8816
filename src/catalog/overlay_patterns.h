#pragma once

#include <span>
#include <string>
#include <string_view>

namespace latchkey::catalog {

/// Why a pattern cannot be used (RE2's words); empty when it can.
[[nodiscard]] std::string pattern_problem(std::string_view pattern);
/// Whether it matches one of the names somewhere. False for one that cannot be used.
[[nodiscard]] bool matches_any(std::string_view pattern, std::span<const std::string_view> names);

}  // namespace latchkey::catalog
