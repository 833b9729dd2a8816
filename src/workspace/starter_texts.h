#pragma once

#include "latchkey/workspace.h"

#include "workspace/starter_survey.h"

#include <string>
#include <string_view>

/// The texts that a starter workspace is made of.
namespace latchkey::workspace {

/// A text of src/workspace/starter; one of ci.
[[nodiscard]] std::string starter_text(std::string_view name);
[[nodiscard]] std::string pipeline_text(std::string_view name);

/// The example, in the one style.
[[nodiscard]] std::string example_policy(const Keeper& owner, const Keeper& reviewer,
                                         std::string_view date, const Options& options);
/// The owner, the reviewer where something names one, and in a comment whoever else there is.
[[nodiscard]] std::string team_file(const Survey& survey, bool with_reviewer,
                                    const Options& options);
/// The configuration of pre-commit, and what to add to one that is there.
[[nodiscard]] std::string hooks_file();
[[nodiscard]] std::string local_hooks();
[[nodiscard]] std::string github_file(std::string_view default_branch);

}  // namespace latchkey::workspace
