#pragma once

#include "lsp/json.h"
#include "lsp/preferences.h"

#include <string>
#include <vector>

namespace latchkey::lsp {

struct ReadPreferences {
    Preferences preferences;
    /// What is no setting of ours, each a message.
    std::vector<std::string> problems;
};

/// Reads a client's settings: `{"profile": ["strict"], "rules": {"missing-limit": "info"}}`, or an
/// object that has them as `latchkey`. What else is in it belongs to the client; `default`, null
/// and an empty list stand for nothing.
[[nodiscard]] ReadPreferences read_preferences(const Json& settings);

}  // namespace latchkey::lsp
