#pragma once

#include "latchkey/catalog_diff.h"

#include <string>

namespace latchkey::workspace {

[[nodiscard]] std::string render_catalog_diff_json(const CatalogDiff& diff);
[[nodiscard]] std::string render_catalog_diff_text(const CatalogDiff& diff);
[[nodiscard]] std::string render_catalog_diff_markdown(const CatalogDiff& diff);

}  // namespace latchkey::workspace
