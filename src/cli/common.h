#pragma once

#include "latchkey/files.h"
#include "latchkey/render.h"
#include "latchkey/workspace.h"

#include "cli/exit_code.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace latchkey::cli {

/// The options that every command which looks at policies has.
struct Common {
    std::vector<std::string> paths;
    std::string format = "text";
    /// `FORMAT:PATH`.
    std::vector<std::string> outputs;
    std::string config;
    std::string as_of;
    std::string fail_on;
    /// `ID=LEVEL`.
    std::vector<std::string> rules;
    std::string profile;
    std::string colour = "auto";
    std::string stdin_filename = "stdin.latch";
    bool quiet = false;
};

/// A workspace read and analysed, with what the options made of it.
struct Session {
    LoadedWorkspace loaded;
    std::shared_ptr<const Analysis> analysis;
    /// What the paths chose, in the analysis' order.
    std::vector<Diagnostic> chosen;
    /// Every finding, wherever it stands, decides whether manifests may be written.
    [[nodiscard]] Findings findings() const;
};

/// Reads and analyses, or says on standard error why not and returns the exit code.
struct Opened {
    std::optional<Session> session;
    ExitCode code = nothing_found;
};
[[nodiscard]] Opened open_session(const Common& options);

/// Writes the chosen findings in the formats asked for and says how the command ends: `findings`
/// when one is at or above `fail_on`.
[[nodiscard]] ExitCode report(const Session& session, const Common& options,
                              std::string_view fail_on);

/// Whether a finding counts at this threshold: `info`, `warning`, `error` or `never`. Language
/// errors always count but at `never`.
[[nodiscard]] bool reaches(const Diagnostic& diagnostic, std::string_view fail_on);

/// The day it is, or the one that SOURCE_DATE_EPOCH says.
[[nodiscard]] std::string today();

/// To standard output; a reader that went away ends the program quietly.
void print(std::string_view text);
/// "latchkey: " and the message, to standard error.
void complain(std::string_view message);

}  // namespace latchkey::cli
