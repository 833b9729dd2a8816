#pragma once

#include "latchkey/catalog_diff.h"

#include "catalog/catalog.h"

namespace latchkey::catalog {

/// What differs between two catalogues. `from` and the integrations stay empty: a catalogue does
/// not know where it was read, nor who holds what it describes.
[[nodiscard]] CatalogDiff compare(const Catalog& before, const Catalog& after);

}  // namespace latchkey::catalog
