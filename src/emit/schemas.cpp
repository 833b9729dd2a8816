#include "emit/emit.h"
#include "source/assert.h"
#include "source/embedded.h"

#include <algorithm>
#include <span>

namespace latchkey::embedded {

extern const std::span<const EmbeddedText> emit_schemas;

}  // namespace latchkey::embedded

namespace latchkey::emit {
namespace {

std::string_view find(std::string_view stem) {
    const auto found =
        std::ranges::find(embedded::emit_schemas, stem, &embedded::EmbeddedText::stem);
    LATCHKEY_ASSERT(found != embedded::emit_schemas.end());
    return found->text;
}

}  // namespace

std::string_view manifest_schema() {
    return find("manifest.schema");
}

std::string_view index_schema() {
    return find("index.schema");
}

}  // namespace latchkey::emit
