#pragma once

#include "catalog/catalog.h"

#include <chrono>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// How messages of several rules say the same thing.
namespace latchkey::lint {

/// "1 operation", "2 operations".
[[nodiscard]] std::string count(std::size_t number, std::string_view noun);

/// "`a`", "`a` and `b`", "`a`, `b` and `c`"; past `most`, "`a`, `b` and 7 more".
[[nodiscard]] std::string quoted_list(std::span<const std::string_view> names,
                                      std::size_t most = 5);
[[nodiscard]] std::string quoted_list(std::span<const std::string> names, std::size_t most = 5);

/// "a", "a and b", "a, b and c", as they are.
[[nodiscard]] std::string plain_list(std::span<const std::string_view> words);

/// `DELETE /contacts/{contactId}`.
[[nodiscard]] std::string name_of(const catalog::Operation& operation);

/// At most five of them, as `METHOD /path`, and how many more.
[[nodiscard]] std::string quoted_list(const catalog::Catalog& provider,
                                      std::span<const catalog::Id<catalog::Operation>> operations);

/// "role `r` is included by `a` and `b`".
[[nodiscard]] std::string included_by(std::string_view role,
                                      std::span<const std::string_view> integrations);

/// "today", "1 day ago", "in 9 days", for a number of days from now.
[[nodiscard]] std::string when(std::chrono::days from_now);

/// A scope, entity or verb as a policy must write it: in quotes where it is no name.
[[nodiscard]] std::string spelling(std::string_view name);

}  // namespace latchkey::lint
