#pragma once

#include "lsp/json.h"

namespace latchkey::lsp {

/// The names of the kinds and marks of semantic tokens, in the order that the numbers have.
[[nodiscard]] Json token_legend();

}  // namespace latchkey::lsp
