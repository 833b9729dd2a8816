#pragma once

#include "latchkey/source.h"

#include "diag/report.h"
#include "syntax/tree.h"

namespace latchkey::syntax {

/// Reads one policy file. Always returns a tree: what could not be understood is left out of it
/// and reported, each independent mistake once (`syntax-error`, `invalid-encoding`,
/// `confusable-text`). The tree's names are views into `file`. `id` is only put into locations.
[[nodiscard]] Tree parse(const SourceFile& file, FileId id, diag::Reports& reports);

}  // namespace latchkey::syntax
