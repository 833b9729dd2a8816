#pragma once

#include "latchkey/workspace.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace latchkey {

/// Why a workspace could not be loaded. The kinds have exit codes of their own (cli.md).
struct LoadError {
    enum class Kind : std::uint8_t {
        /// Wrong usage or configuration: exit code 2.
        usage,
        /// There is no policy where policies were looked for: exit code 2.
        nothing,
        /// Something could not be read: exit code 3.
        io,
    };

    Kind kind = Kind::usage;
    /// `latchkey.toml:3:1: unknown key …`; complete, without a full stop.
    std::string message;
};

/// What a command works on.
struct LoadedWorkspace {
    /// The directory that paths are relative to: the one of `latchkey.toml`; without one, the
    /// current directory when it holds all inputs, else the deepest that does. Absolute.
    std::string root;
    /// `latchkey.toml` of the root, relative to the current directory; empty where there is none.
    std::string config_path;
    Options options;
    /// Whether `latchkey.toml` names the profile, so that nothing else has a say in it.
    bool profile_is_set = false;
    std::vector<PolicyFile> files;
    /// The files that PATHS chose; the findings of the others are not reported. Sorted.
    std::vector<std::string> chosen;
    /// What stands between the current directory and the root: `policies/`, `../`, or nothing.
    std::string prefix;
    /// `[compile] out`, relative to the root; empty where it is not set.
    std::string out;
};

struct LoadRequest {
    /// Files, directories, or `-` for standard input. None = the workspace around the current
    /// directory.
    std::vector<std::string> paths;
    /// `--config FILE`; empty = the nearest latchkey.toml.
    std::string config;
    /// The text that `-` stands for, and `--stdin-filename`.
    std::optional<std::string> standard_input;
    std::string standard_input_name;
    /// On how many threads files are read.
    unsigned jobs = 1;
    /// A directory that is the workspace's root, whatever stands above it; its own latchkey.toml
    /// holds, if it has one. Empty = the root is found from the paths.
    std::string root = {};
};

struct LoadOutcome {
    std::optional<LoadedWorkspace> workspace;
    std::vector<LoadError> errors;
};

/// Finds and reads the configuration, the policies and the catalogues of a workspace. Symbolic
/// links are followed inside the root only, and each directory once.
[[nodiscard]] LoadOutcome load_workspace(const LoadRequest& request);

/// Puts a new text in the place of a file by renaming, so that nobody ever sees half of it; mode
/// and, where a link leads to it, the link stay. A file that is not there is made. With `expected`
/// the file must still hold that. Returns why not; empty = done.
[[nodiscard]] std::string replace_file(const std::string& path, std::string_view text,
                                       const std::string* expected = nullptr);

/// Whether a path matches a pattern: `*` and `?` within one part, `**` over any number of parts,
/// `[a-z]`, `{a,b}`.
[[nodiscard]] bool matches_glob(std::string_view pattern, std::string_view path);

}  // namespace latchkey
