#pragma once

namespace latchkey::cli {

/// What a run ends with, the same in every format (cli.md).
enum ExitCode : int {
    nothing_found = 0,
    findings = 1,
    wrong_usage = 2,
    not_readable = 3,
};

}  // namespace latchkey::cli
