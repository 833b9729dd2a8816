#pragma once

#include "latchkey/source.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace latchkey::format {

/// Bytes of the file as it was, and what stands there in the one style.
struct Change {
    Span where;
    std::string text;
};

/// The changes from a file to its text in the one style, by lines, in the order of the text.
[[nodiscard]] std::vector<Change> changes(std::string_view before, std::string_view after);

/// The changes from a file to its text in the one style as a unified diff with three lines around
/// each; empty where there are none. Both texts have the same tokens and comments in the same
/// order, which say what line became of what. The characters of `hidden`, places in `before`, are
/// shown as `*`, and so is what they became.
[[nodiscard]] std::string diff(std::string_view path, std::string_view before,
                               std::string_view after, std::span<const Span> hidden);

}  // namespace latchkey::format
