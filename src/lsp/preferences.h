#pragma once

#include "latchkey/workspace.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace latchkey::lsp {

/// What a person set in the editor. It fills what `latchkey.toml` leaves open and takes nothing
/// back: what a team agreed on is told to everybody in the same way.
struct Preferences {
    std::optional<Profiles> profile;
    /// Rules and their levels, sorted by the rule.
    std::vector<std::pair<std::string, Level>> rules;

    friend bool operator==(const Preferences&, const Preferences&) = default;
};

/// Puts the preferences where a workspace's own options say nothing.
void fill(Options& options, bool profile_is_set, const Preferences& preferences);

}  // namespace latchkey::lsp
