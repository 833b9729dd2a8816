#pragma once

#include "cli/commands.h"

#include <string_view>
#include <vector>

/// The parts of `check`.
namespace latchkey::cli {

struct Fixed {
    ExitCode code = nothing_found;
    /// Standard output has the diff or the fixed text, and can have nothing else.
    bool took_output = false;
};

/// Applies fixes to the session and writes the files, or shows what it would write. After a
/// `--diff` the session is as it was.
[[nodiscard]] Fixed fix(Session& session, const Common& common, const CheckOptions& options);

/// Marks what the baseline lists and writes it where that was asked for. `findings` means that it
/// lists what is no longer there.
[[nodiscard]] ExitCode use_baseline(const Session& session, const Common& common,
                                    const CheckOptions& options, std::vector<Diagnostic>& findings);

}  // namespace latchkey::cli
