#pragma once

#include "syntax/tree.h"

#include <string>

namespace latchkey::format_test {

/// Everything that a tree says, in words, without the places. Two files whose trees have the same
/// description mean the same.
[[nodiscard]] std::string describe(const syntax::Tree& tree);

}  // namespace latchkey::format_test
