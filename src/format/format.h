#pragma once

#include "latchkey/source.h"

#include "syntax/tree.h"

#include <string>

/// The one style of policies: how blanks and line ends stand between tokens that stay as they are.
namespace latchkey::format {

/// How many columns a line may have; what cannot be broken may be longer.
inline constexpr std::size_t columns = 100;

/// The text of a file in the one style. `tree` was read from it without an error. Tokens, comments
/// and their order stay; so do a byte-order mark, the kind of line end that most lines have,
/// single blank lines between statements, and whether a clause of a grant begins a line.
[[nodiscard]] std::string in_style(const SourceFile& file, const syntax::Tree& tree);

}  // namespace latchkey::format
