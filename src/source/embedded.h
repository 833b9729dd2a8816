#pragma once

#include <span>
#include <string_view>

namespace latchkey::embedded {

/// A file of the tree that the build compiled in (cmake/Embed.cmake).
struct EmbeddedText {
    /// The file's name without its extension.
    std::string_view stem;
    std::string_view text;
};

}  // namespace latchkey::embedded
