#pragma once

#include "latchkey/source.h"

#include "catalog/catalog.h"
#include "diag/report.h"
#include "model/model.h"
#include "syntax/tree.h"

#include <memory>
#include <span>
#include <vector>

namespace latchkey::check {

/// One parsed file of the workspace.
struct ParsedFile {
    FileId id{};
    const SourceFile* source = nullptr;
    const syntax::Tree* tree = nullptr;
    /// The file of standard purposes that ships with Latchkey.
    bool standard = false;
};

/// Resolves every name, checks every type and makes the model. `files` are in the order of their
/// ids, `catalogs` sorted by id. Always returns a model: what could not be resolved is left out of
/// it, reported once, and its declaration marked as not complete.
[[nodiscard]] model::Model check(std::span<const ParsedFile> files,
                                 std::span<const catalog::Catalog* const> catalogs,
                                 diag::Reports& reports);

}  // namespace latchkey::check
