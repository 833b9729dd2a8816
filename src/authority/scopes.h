#pragma once

#include "authority/authority.h"
#include "model/coverage.h"

/// Which scopes an integration's power takes.
namespace latchkey::authority {

/// Fills `minimal`, and with a `scopes` statement `excess` and `missing`, of one whose allowed
/// operations, events and declared scopes are known and whose kind has scopes.
void settle_scopes(ProviderAuthority& held, const catalog::Catalog& catalog,
                   const model::Bearer& bearer, std::uint64_t effort);

}  // namespace latchkey::authority
