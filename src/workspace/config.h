#pragma once

#include "latchkey/files.h"
#include "latchkey/workspace.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace latchkey::workspace {

/// What `latchkey.toml` says (language.md §3).
struct Config {
    std::vector<std::string> include{"**/*.latch"};
    std::vector<std::string> exclude;
    Profiles profile;
    bool profile_is_set = false;
    std::vector<RuleSettings> rules;
    /// Provider id and the path of its catalogue, relative to the root.
    std::vector<std::pair<std::string, std::string>> providers;
    std::string out;
    std::optional<std::uint64_t> scope_search;
    /// Each `LINE:COLUMN: message`; a file with problems is not used.
    std::vector<std::string> problems;
};

/// Reads the text of a `latchkey.toml`. Any bytes are safe.
[[nodiscard]] Config parse_config(std::string_view text);

/// Takes over what a configuration says of a workspace, but for its files and catalogues, which are
/// read from where the workspace is.
void apply(const Config& config, LoadedWorkspace& workspace);

/// `off info warning error`; none when it is no level.
[[nodiscard]] std::optional<Level> find_level(std::string_view word);

}  // namespace latchkey::workspace
