#include "catalog/load.h"
#include "source/assert.h"
#include "source/embedded.h"

namespace latchkey::embedded {
extern const std::span<const EmbeddedText> catalog_schemas;
}  // namespace latchkey::embedded

namespace latchkey::catalog {

std::string_view schema() {
    LATCHKEY_ASSERT(embedded::catalog_schemas.size() == 1);
    return embedded::catalog_schemas.front().text;
}

}  // namespace latchkey::catalog
