#pragma once

#include <span>
#include <string>
#include <vector>

namespace latchkey::workspace {

/// The environment that git is run with: ours, but of git's own variables only those that say how
/// to reach a remote, which configuration holds, and what a hook is to see; its words in English.
/// With `given_repository` also where the repository is, if somebody has said so.
[[nodiscard]] std::vector<std::string> git_environment(bool given_repository);

/// `git -C DIRECTORY ARGUMENTS` in words, with everything switched off that would run another
/// program, take a lock, or show another object than the one that was asked for.
[[nodiscard]] std::vector<std::string> git_command(const std::string& directory,
                                                   std::span<const std::string> arguments);

}  // namespace latchkey::workspace
