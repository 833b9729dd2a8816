#pragma once

#include "authority/authority.h"
#include "model/coverage.h"

#include <vector>

/// What the grants of an integration allow at one provider.
namespace latchkey::authority {

[[nodiscard]] model::Bearer bearer_of(const model::Model& model,
                                      const model::Credential& credential);

/// Whether the kind opens everything without scopes.
[[nodiscard]] bool has_full_access(const model::Bearer& bearer);
/// Whether a bearer of the kind is sent events.
[[nodiscard]] bool has_webhooks(const model::Bearer& bearer);

/// Each allowed operation and all that the grants say of it, in the order of the catalogue.
[[nodiscard]] std::vector<AllowedOperation> allowed_operations(
    const model::Model& model, const model::Integration& integration, model::ProviderId provider,
    const model::Bearer& bearer);
[[nodiscard]] std::vector<AllowedEvent> allowed_events(const model::Model& model,
                                                       const model::Integration& integration,
                                                       model::ProviderId provider,
                                                       const model::Bearer& bearer);
/// Those of the operations that a deny without fields speaks of.
[[nodiscard]] catalog::OperationSet denied_among(const catalog::OperationSet& operations,
                                                 const model::Model& model,
                                                 const model::Integration& integration,
                                                 model::ProviderId provider);

}  // namespace latchkey::authority
