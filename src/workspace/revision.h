#pragma once

#include "latchkey/revision.h"

#include "workspace/git.h"

namespace latchkey::workspace {

/// Reads the workspace as it stands at a commit, or in the index where the commit is empty. `at`
/// says where it is on disk. Errors are told without the name of the side.
[[nodiscard]] SideOutcome read_revision(const GitRepository& repository, const std::string& commit,
                                        const LoadedWorkspace& at);

}  // namespace latchkey::workspace
