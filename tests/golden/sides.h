#pragma once

#include "latchkey/workspace.h"

#include "golden/expectations.h"

#include <memory>
#include <vector>

namespace latchkey::golden {

struct Outcome {
    std::vector<std::shared_ptr<const SourceFile>> files;
    std::vector<Diagnostic> found;
};

/// What is said of a golden's policies. Where files stand below `before/`, these are what the
/// others were before, and what the comparison says is said too. A catalogue counts for its side.
[[nodiscard]] Outcome analyse(const Golden& golden, const Options& options);

}  // namespace latchkey::golden
