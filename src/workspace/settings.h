#pragma once

#include "latchkey/workspace.h"

#include "lint/context.h"

namespace latchkey::workspace {

/// What the configuration and the command line say of the rules, as the rules ask for it.
[[nodiscard]] lint::Settings lint_settings(const Options& options);

}  // namespace latchkey::workspace
