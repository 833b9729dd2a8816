#pragma once

#include "syntax/complaints.h"
#include "syntax/cut.h"
#include "syntax/tree.h"

namespace latchkey::syntax {

/// The text of a string token with its escapes resolved; an escape that the language does not have
/// is reported and stays as it is written.
[[nodiscard]] String read_string(const Cut& cut, std::size_t token, Complaints& complaints);

/// Reports a declared name that has more than letters, digits, `-` and `_`.
void check_declared(const Name& name, Complaints& complaints);

}  // namespace latchkey::syntax
