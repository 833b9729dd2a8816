#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace latchkey::workspace {

inline constexpr std::string_view index_name = "index.json";

/// Whether a file of a set may have that name: it may only ever stand in the set's own directory.
[[nodiscard]] bool is_plain_name(std::string_view name);

/// The manifests that an index lists; none where the text is not an index as `compile` writes it.
/// Each stands in the index' own directory, whatever the text says.
[[nodiscard]] std::optional<std::set<std::string>> listed_manifests(std::string_view index);

}  // namespace latchkey::workspace
