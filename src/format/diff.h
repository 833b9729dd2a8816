#pragma once

#include "latchkey/source.h"

#include <span>
#include <string>
#include <string_view>

namespace latchkey::format {

/// The changes from a file to its text in the one style as a unified diff with three lines around
/// each; empty where there are none. Both texts have the same tokens and comments in the same
/// order, which say what line became of what. The characters of `hidden`, places in `before`, are
/// shown as `*`, and so is what they became.
[[nodiscard]] std::string diff(std::string_view path, std::string_view before,
                               std::string_view after, std::span<const Span> hidden);

}  // namespace latchkey::format
