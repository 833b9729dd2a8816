#pragma once

#include "mutation/mutation.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What must hold of the formatter, whatever it is given.
namespace latchkey::format_test {

using Problems = std::vector<std::string>;

/// The text in the one style; none for a text that does not parse.
[[nodiscard]] std::optional<std::string> formatted(std::string_view text);

/// What is wrong with `after` as the formatted text of `before`, which parses; a sentence each.
[[nodiscard]] Problems compare(std::string_view before, std::string_view after);

/// What is wrong with how a text is formatted; none for one that does not parse.
[[nodiscard]] std::optional<Problems> check(std::string_view text, mutation::Random& random);

/// The text with other blanks, line ends and comments between its tokens.
[[nodiscard]] std::string rearrange(std::string_view text, mutation::Random& random);

/// Problems of the checks themselves: each is shown something that it must report.
[[nodiscard]] Problems test_checks();

}  // namespace latchkey::format_test
