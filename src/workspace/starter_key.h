#pragma once

#include "latchkey/init.h"

#include "workspace/analysis.h"
#include "workspace/starter_survey.h"

#include <string>
#include <vector>

namespace latchkey::workspace {

/// A policy made of scopes, or why there is none.
struct ScopedPolicy {
    /// The integration's.
    std::string name;
    std::string text;
    /// Complete messages; no secret that was pasted among the scopes stands in one.
    std::vector<std::string> problems;
};

[[nodiscard]] ScopedPolicy make_scoped_policy(const StarterRequest& request, const Survey& survey,
                                              const Analysis& analysis, const Options& options);

}  // namespace latchkey::workspace
