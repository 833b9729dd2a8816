#pragma once

#include "latchkey/diagnostic.h"

#include "catalog/catalog.h"

#include <memory>
#include <span>
#include <vector>

namespace latchkey::workspace {

/// Where secrets stand in these files, sorted.
[[nodiscard]] std::vector<Location> find_secrets(std::span<const std::shared_ptr<const SourceFile>> files,
                                                 std::span<const catalog::Catalog* const> catalogs);

/// Cuts every secret that a finding quotes down to its first four characters. Messages quote what
/// the file says, and an unknown name may be a pasted token.
void mask_secrets(std::span<const Location> secrets, std::span<const std::shared_ptr<const SourceFile>> files,
                  std::vector<Diagnostic>& diagnostics);

}  // namespace latchkey::workspace
