#include "lint/danger.h"

#include "lint/power.h"

#include <algorithm>

namespace latchkey::lint {

bool is_about_money(const catalog::Operation& operation) {
    using catalog::Effect;
    constexpr Effect effects[] = {Effect::change_billing, Effect::change_payment_provider,
                                  Effect::charge_money,   Effect::credit_money,
                                  Effect::record_payment, Effect::refund_money,
                                  Effect::spend_money};
    return std::ranges::any_of(effects,
                               [&](Effect effect) { return operation.effects.contains(effect); });
}

bool only_reads(const catalog::Operation& operation) {
    return operation.actions ==
           catalog::ActionSet{static_cast<std::uint8_t>(catalog::Action::read)};
}

catalog::OperationSet lasting_residual(const Context& context,
                                       const authority::ProviderAuthority& held) {
    const catalog::Catalog& provider = context.provider(held.provider);
    if (held.full_access) {
        return has_narrower_kind(provider) ? catalog::OperationSet(provider.operations.size())
                                           : held.residual;
    }
    catalog::ScopeSet scopes(provider.scopes.size());
    for (const catalog::Id<catalog::Scope> scope : authority::granted_scopes(held)) {
        if (std::ranges::find(held.excess, scope) == held.excess.end()) {
            scopes.insert(scope);
        }
    }
    const model::Credential& credential = context.model().credentials[held.credential];
    return authority::opens(provider, scopes, credential.kind, credential.levels) & held.residual;
}

std::string dangerous_scope(const Context& context, const model::Integration& integration,
                            catalog::Tier tier) {
    for (const authority::ProviderAuthority& held : context.authority(integration)) {
        const catalog::Catalog& provider = context.provider(held.provider);
        if (held.full_access) {
            return std::string(full_access);
        }
        for (const catalog::Id<catalog::Scope> scope : held.held.ids()) {
            if (provider[scope].tier >= tier) {
                return std::string(provider[scope].id);
            }
        }
    }
    return "";
}

bool reaches_personal_data(const Context& context, const model::Integration& integration) {
    return std::ranges::any_of(
        context.authority(integration), [&](const authority::ProviderAuthority& held) {
            const catalog::Catalog& provider = context.provider(held.provider);
            const auto is_personal = [&](auto item) {
                return provider[provider[item].entity].personal;
            };
            return std::ranges::any_of((held.opened | held.allowed).ids(), is_personal) ||
                   std::ranges::any_of(held.events, is_personal, &authority::AllowedEvent::event);
        });
}

}  // namespace latchkey::lint
