#include "lint/power.h"

#include <algorithm>
#include <ranges>

namespace latchkey::lint {
namespace {

using catalog::Effect;
using catalog::Id;
using catalog::Operation;
using catalog::Scope;

bool is_escalation(const Operation& operation) {
    return operation.effects.contains(Effect::mint_token) ||
           operation.effects.contains(Effect::change_permissions);
}

catalog::ScopeSet alone(const catalog::Catalog& provider, Id<Scope> scope) {
    catalog::ScopeSet set(provider.scopes.size());
    set.insert(scope);
    return authority::closure(provider, set);
}

/// The grant that is the reason for an undeclared scope.
const model::Grant* grant_that_needs(const Context& context, const model::Integration& integration,
                                     const authority::ProviderAuthority& held, Id<Scope> scope) {
    const auto needed = std::ranges::find(held.minimal, scope, &authority::NeededScope::scope);
    if (needed == held.minimal.end()) {
        return nullptr;
    }
    const auto grant = [&](const auto& allowed) {
        return &context.model().grants[integration.grants[allowed.grants.front()]];
    };
    for (const authority::AllowedOperation& allowed : held.operations) {
        if (std::ranges::find(needed->operations, allowed.operation) != needed->operations.end()) {
            return grant(allowed);
        }
    }
    for (const authority::AllowedEvent& allowed : held.events) {
        if (std::ranges::find(needed->events, allowed.event) != needed->events.end()) {
            return grant(allowed);
        }
    }
    return nullptr;
}

}  // namespace

catalog::OperationSet reached_by(const catalog::Catalog& provider,
                                 const authority::ProviderAuthority& held, Id<Scope> scope) {
    catalog::OperationSet reached(provider.operations.size());
    alone(provider, scope).for_each([&](Id<Scope> one) {
        for (const Id<Operation> operation : provider[one].operations) {
            reached.insert(operation);
        }
    });
    return reached &= held.opened;
}

std::vector<Id<Operation>> escalations(const catalog::Catalog& provider,
                                       const authority::ProviderAuthority& held, Id<Scope> scope) {
    std::vector<Id<Operation>> found = reached_by(provider, held, scope).ids();
    std::erase_if(found,
                  [&](Id<Operation> operation) { return !is_escalation(provider[operation]); });
    return found;
}

Location place_of(const Context& context, const model::Integration& integration,
                  const authority::ProviderAuthority& held, Id<Scope> scope) {
    if (const model::DeclaredScope* declared = find_declared(integration, held.provider, scope)) {
        return declared->where;
    }
    const catalog::Catalog& provider = context.provider(held.provider);
    for (const model::DeclaredScope& declared : integration.scopes) {
        if (declared.provider == held.provider && alone(provider, declared.scope).contains(scope)) {
            return declared.where;
        }
    }
    const model::Grant* grant = grant_that_needs(context, integration, held, scope);
    return grant != nullptr ? grant->word_where : integration.name.where;
}

const model::DeclaredScope* find_declared(const model::Integration& integration,
                                          model::ProviderId provider, Id<Scope> scope) {
    const auto found =
        std::ranges::find_if(integration.scopes, [&](const model::DeclaredScope& declared) {
            return declared.provider == provider && declared.scope == scope;
        });
    return found == integration.scopes.end() ? nullptr : &*found;
}

bool is_read_only(const catalog::Catalog& provider, const Scope& scope) {
    constexpr catalog::ActionSet read{static_cast<std::uint8_t>(catalog::Action::read)};
    return !scope.operations.empty() &&
           std::ranges::all_of(scope.operations, [&](Id<Operation> operation) {
               return provider[operation].actions == read;
           });
}

bool has_narrow_scopes(const catalog::Catalog& provider) {
    return std::ranges::any_of(provider.scopes, [](const Scope& scope) {
        return scope.tier != catalog::Tier::admin && !scope.operations.empty();
    });
}

bool has_narrower_kind(const catalog::Catalog& provider) {
    return has_narrow_scopes(provider) &&
           std::ranges::any_of(provider.kinds,
                               [](const catalog::Kind& kind) { return !kind.full_access; });
}

bool has_purpose(const Context& context, const model::Integration& integration,
                 std::string_view standard) {
    if (!integration.purpose.has_value()) {
        return false;
    }
    std::optional<model::Id<model::Purpose>> id = integration.purpose->id;
    // A purpose that extends itself was reported; the walk over it still has to end.
    for (std::size_t steps = 0; id.has_value() && steps <= context.model().purposes.size();
         ++steps) {
        const model::Purpose& purpose = context.model().purposes[*id];
        if (purpose.standard && purpose.name.text == standard) {
            return true;
        }
        id = purpose.extends;
    }
    return false;
}

bool is_administration(const Context& context, const model::Integration& integration) {
    return has_purpose(context, integration, "administration");
}

const catalog::Kind* kind_of(const Context& context, const model::Credential& credential) {
    if (!credential.provider.has_value() || !credential.kind.has_value()) {
        return nullptr;
    }
    return &context.provider(*credential.provider).kinds[*credential.kind];
}

bool is_legacy(const catalog::Kind& kind, std::chrono::sys_days as_of) {
    std::chrono::sys_days ended;
    return !kind.replaced_by.empty() ||
           (model::parse_date(kind.support_ended, ended) && ended < as_of);
}

std::vector<model::Id<model::Integration>> living_users(const Context& context,
                                                        const model::Credential& credential) {
    std::vector<model::Id<model::Integration>> living;
    std::ranges::copy_if(context.users(credential), std::back_inserter(living), [&](auto id) {
        return context.model().integrations[id].status != model::Status::retired;
    });
    return living;
}

}  // namespace latchkey::lint
