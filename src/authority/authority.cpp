#include "authority/authority.h"

#include "authority/allowed.h"
#include "authority/scopes.h"
#include "authority/solver.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace latchkey::authority {
namespace {

using catalog::ScopeSet;

std::vector<Id<catalog::Scope>> declared_scopes(const model::Integration& integration,
                                                model::ProviderId provider) {
    std::vector<Id<catalog::Scope>> found;
    for (const model::DeclaredScope& declared : integration.scopes) {
        if (declared.provider == provider) {
            found.push_back(declared.scope);
        }
    }
    std::ranges::sort(found);
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

/// What the key holds, and what that opens besides what is allowed.
void settle_power(ProviderAuthority& held, const catalog::Catalog& catalog,
                  const model::Bearer& bearer) {
    ScopeSet scopes(catalog.scopes.size());
    for (const Id<catalog::Scope> scope : granted_scopes(held)) {
        scopes.insert(scope);
    }
    held.held = closure(catalog, scopes);
    held.opened = opens(catalog, held.held, bearer.kind, bearer.levels);
    held.residual = held.opened - held.allowed;
}

ProviderAuthority analyse(const model::Model& model, const model::Integration& integration,
                          Id<model::Credential> credential, model::ProviderId provider,
                          std::uint64_t effort) {
    const catalog::Catalog& catalog = model.provider(provider);
    const model::Bearer bearer = bearer_of(model, model.credentials[credential]);
    ProviderAuthority held;
    held.provider = provider;
    held.credential = credential;
    held.full_access = has_full_access(bearer);
    held.operations = allowed_operations(model, integration, provider, bearer);
    held.events = allowed_events(model, integration, provider, bearer);
    held.allowed = catalog::OperationSet(catalog.operations.size());
    for (const AllowedOperation& allowed : held.operations) {
        held.allowed.insert(allowed.operation);
    }
    held.has_declared = integration.scopes_where.has_value();
    if (held.has_declared) {
        held.declared = declared_scopes(integration, provider);
    }
    if (!held.full_access) {
        settle_scopes(held, catalog, bearer, effort);
    }
    settle_power(held, catalog, bearer);
    held.denied = denied_among(held.residual, model, integration, provider);
    return held;
}

}  // namespace

std::vector<Id<catalog::Scope>> granted_scopes(const ProviderAuthority& held) {
    if (held.has_declared) {
        return held.declared;
    }
    std::vector<Id<catalog::Scope>> scopes;
    for (const NeededScope& needed : held.minimal) {
        scopes.push_back(needed.scope);
    }
    return scopes;
}

IntegrationAuthority analyse(const model::Model& model, const model::Integration& integration,
                             std::optional<std::uint64_t> effort) {
    IntegrationAuthority found;
    for (const model::Named<model::Credential>& used : integration.uses) {
        if (const auto provider = model.credentials[used.id].provider; provider.has_value()) {
            found.providers.push_back(
                analyse(model, integration, used.id, *provider, effort.value_or(default_effort)));
        }
    }
    return found;
}

}  // namespace latchkey::authority
