#include "authority/authority.h"

#include <algorithm>
#include <string_view>
#include <vector>

namespace latchkey::authority {
namespace {

using catalog::Alternative;
using catalog::Catalog;
using catalog::Operation;
using catalog::Scope;
using catalog::ScopeSet;

Enforcement in_front(const model::Integration& integration) {
    return integration.gateway.has_value() ? Enforcement::gateway : Enforcement::none;
}

/// The scopes of the alternatives that are open.
ScopeSet scopes_in_use(const Operation& operation, const ScopeSet& given) {
    ScopeSet found;
    for (const Alternative& alternative : operation.alternatives) {
        if (std::ranges::all_of(alternative,
                                [&](Id<Scope> scope) { return given.contains(scope); })) {
            std::ranges::for_each(alternative, [&](Id<Scope> scope) { found.insert(scope); });
        }
    }
    return found;
}

/// All that comes with the scopes that an operation needs: a scope that implies another one brings
/// everything that it implies.
ScopeSet company(const Catalog& catalog, const ProviderAuthority& held,
                 const Operation& operation) {
    std::vector<Id<Scope>> granted = granted_scopes(held);
    // What is missing has to be added before the operation works at all.
    granted.insert(granted.end(), held.missing.begin(), held.missing.end());
    ScopeSet given(catalog.scopes.size());
    std::ranges::for_each(granted, [&](Id<Scope> scope) { given.insert(scope); });
    const ScopeSet used = scopes_in_use(operation, closure(catalog, given));
    ScopeSet found(catalog.scopes.size());
    for (const Id<Scope> scope : granted) {
        ScopeSet alone(catalog.scopes.size());
        alone.insert(scope);
        alone = closure(catalog, alone);
        if (alone.intersects(used)) {
            found |= alone;
        }
    }
    return found;
}

/// Every field of a response is out of reach of what looks at requests.
bool only_answers(const Operation& operation) {
    catalog::ActionSet read;
    read.insert(catalog::Action::read);
    return operation.actions == read;
}

}  // namespace

std::string_view to_string(Enforcement enforcement) {
    switch (enforcement) {
        case Enforcement::provider: return "provider";
        case Enforcement::gateway: return "gateway";
        case Enforcement::none: return "none";
    }
    return "none";
}

Enforcement operation_enforcement(const model::Model& model, const model::Integration& integration,
                                  const ProviderAuthority& held, Id<Operation> id) {
    if (held.residual.empty()) {
        return Enforcement::provider;
    }
    const Catalog& catalog = model.provider(held.provider);
    // Without scopes, or with unknown ones, nobody can say that the residual is not under them.
    if (held.full_access || !catalog[id].requirement_known) {
        return in_front(integration);
    }
    const ScopeSet together = company(catalog, held, catalog[id]);
    bool shared = false;
    held.residual.for_each([&](Id<Operation> other) {
        shared = shared || scopes_in_use(catalog[other], held.held).intersects(together);
    });
    return shared ? in_front(integration) : Enforcement::provider;
}

Enforcement field_enforcement(const model::Model& model, const model::Integration& integration,
                              const ProviderAuthority& held, Id<Operation> id) {
    const Operation& operation = model.provider(held.provider)[id];
    return only_answers(operation) ? Enforcement::none : in_front(integration);
}

Enforcement condition_enforcement(const model::Model& model, const model::Integration& integration,
                                  const ProviderAuthority& held, Id<Operation> id,
                                  const model::Condition& condition) {
    const Operation& operation = model.provider(held.provider)[id];
    const std::string_view name = condition.name.text;
    const auto has_name = [&](const auto& item) { return item.name == name; };
    const bool in_request = !only_answers(operation) ||
                            std::ranges::any_of(operation.parameters, has_name) ||
                            std::ranges::any_of(operation.body, has_name);
    return in_request ? in_front(integration) : Enforcement::none;
}

}  // namespace latchkey::authority
