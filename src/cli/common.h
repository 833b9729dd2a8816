#pragma once

#include "latchkey/files.h"
#include "latchkey/render.h"
#include "latchkey/workspace.h"

#include "cli/exit_code.h"

#include <memory>
#include <optional>
#include <span>
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
    std::vector<std::string> profiles;
    std::string colour = "auto";
    std::string stdin_filename = "stdin.latch";
    bool quiet = false;
    /// On how many threads the work is done; 0 = as many as the machine has processors.
    unsigned jobs = 0;
};

/// `--jobs`, or the number of processors.
[[nodiscard]] unsigned jobs_of(const Common& options);

/// A workspace read and analysed, with what the options made of it.
struct Session {
    LoadedWorkspace loaded;
    std::optional<Workspace> workspace;
    std::shared_ptr<const Analysis> analysis;
    /// What the paths chose, in the analysis' order.
    std::vector<Diagnostic> chosen;
    /// Takes of these findings of the analysis those that the paths chose.
    void choose(std::span<const Diagnostic> all);
    /// Assertions that were run as tests, sorted by place.
    std::vector<TestCase> tests;
    [[nodiscard]] Findings findings() const;
};

/// Lays what the command line says of the rules and the day over what the configuration says;
/// false when it was wrong and said so.
[[nodiscard]] bool apply_options(const Common& common, Options& options);

/// Reads the workspace, or says on standard error why not and returns the exit code.
struct Loaded {
    std::optional<LoadedWorkspace> workspace;
    ExitCode code = nothing_found;
};
[[nodiscard]] Loaded load(const Common& options);

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

/// How findings look where they are written to a file descriptor, which may be a terminal.
[[nodiscard]] RenderOptions render_options(const LoadedWorkspace& loaded, const Common& options,
                                           int file);

/// The same where standard output is taken: the files of `--output` and, if wanted, text on
/// standard error.
[[nodiscard]] ExitCode report_elsewhere(const Session& session, const Common& options,
                                        std::string_view fail_on, bool text);

/// Whether a finding counts at this threshold: `info`, `warning`, `error` or `never`. Language
/// errors always count but at `never`.
[[nodiscard]] bool reaches(const Diagnostic& diagnostic, std::string_view fail_on);

/// The day it is, or the one that SOURCE_DATE_EPOCH says: what a run judges on when none is given.
[[nodiscard]] std::string today();
/// To standard output; a reader that went away ends the program quietly.
void print(std::string_view text);
/// "latchkey: " and the message, to standard error.
void complain(std::string_view message);

}  // namespace latchkey::cli
