#pragma once

#include "catalog/catalog.h"

#include <ostream>
#include <span>
#include <string_view>

namespace latchkey::catalog::embed {

/// Writes one catalogue as constant arrays within the namespace NAME, the last of which is
/// `constexpr Catalog catalog`, with the origin `shipped`.
void write_catalog(std::ostream& out, const Catalog& catalog, std::string_view name);

/// Writes the array `generic` of secret shapes; there is at least one.
void write_secrets(std::ostream& out, std::span<const SecretShape> shapes);

}  // namespace latchkey::catalog::embed
