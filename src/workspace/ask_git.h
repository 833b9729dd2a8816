#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace latchkey::workspace {

/// What git answers to a question about a folder: its standard output without the last end of line.
/// None where git is not there, says no, or is asked about something that is no repository. No
/// shell is involved, and git asks nobody anything.
[[nodiscard]] std::optional<std::string> ask_git(const std::string& directory,
                                                 std::span<const std::string> words);

}  // namespace latchkey::workspace
