#pragma once

#include "syntax/complaints.h"
#include "syntax/cut.h"
#include "syntax/tree.h"

#include <cstddef>
#include <optional>

namespace latchkey::syntax {

/// A block without its statements, from the tokens of its header.
[[nodiscard]] Block begin_block(const Cut& cut, Block::Kind kind, std::size_t name,
                                std::optional<std::size_t> title, Complaints& complaints);

}  // namespace latchkey::syntax
