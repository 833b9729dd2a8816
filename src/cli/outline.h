#pragma once

#include "cli/exit_code.h"

namespace CLI {
class App;
}

namespace latchkey::cli {

/// Prints the whole command line as JSON: each command with its options, what they may be and what
/// is said of them, and the ids that words can be. Manual pages and shells' completions are made of
/// it, so that neither can say what the program does not do.
[[nodiscard]] ExitCode run_outline(const CLI::App& program);

}  // namespace latchkey::cli
