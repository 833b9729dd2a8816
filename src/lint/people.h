#pragma once

#include "model/model.h"

#include <string_view>

namespace latchkey::lint {

/// Whether an address looks like one person's: an e-mail address whose name is two or more names
/// of letters (`jane.doe@…`), none of them a word for a post, a list or a team of the workspace; or
/// a handle (`@jane`, `slack:@jane`). A single word may be either and is let pass, and so are
/// several addresses in one.
[[nodiscard]] bool looks_personal(std::string_view address, const model::Model& model);

}  // namespace latchkey::lint
