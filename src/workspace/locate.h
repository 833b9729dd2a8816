#pragma once

#include "latchkey/files.h"

namespace latchkey::workspace {

/// Where a request's workspace is: `root`, `config_path` and `prefix` of it. Nothing is read.
[[nodiscard]] LoadOutcome locate_workspace(const LoadRequest& request);

}  // namespace latchkey::workspace
