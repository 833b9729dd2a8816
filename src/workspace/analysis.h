#pragma once

#include "latchkey/workspace.h"

#include "authority/authority.h"
#include "catalog/catalog.h"
#include "catalog/load.h"
#include "model/model.h"
#include "syntax/tree.h"

#include <memory>
#include <vector>

namespace latchkey {

/// What an analysis holds. The model's views look into the files, the trees and the catalogues,
/// so these are kept as long as it is.
struct Analysis::Data {
    std::vector<std::shared_ptr<const SourceFile>> files;
    std::vector<std::shared_ptr<const syntax::Tree>> trees;
    std::vector<std::shared_ptr<const catalog::LoadedCatalog>> loaded;
    /// Those in force, sorted by id.
    std::vector<catalog::Catalog> catalogs;
    model::Model model;
    /// Indexed by integration id.
    std::vector<authority::IntegrationAuthority> authorities;
    std::vector<Diagnostic> diagnostics;
    std::vector<Location> secrets;
    std::vector<CatalogProblem> catalog_problems;
    /// On how many threads its manifests may be made.
    unsigned jobs = 1;
};

}  // namespace latchkey

namespace latchkey::workspace {

/// The path under which the standard purposes stand among an analysis' files.
inline constexpr std::string_view standard_purposes_path = "<standard purposes>";

}  // namespace latchkey::workspace
