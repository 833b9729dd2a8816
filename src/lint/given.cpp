#include "lint/given.h"

#include <algorithm>

namespace latchkey::lint {
namespace {

using catalog::Effect;
using catalog::OperationSet;

/// Taking a tag or a follower off something destroys nothing that could not be put back.
bool is_destructive(const catalog::Catalog& provider, const catalog::Operation& operation) {
    constexpr Effect effects[] = {Effect::bulk, Effect::send_message, Effect::charge_money,
                                  Effect::refund_money};
    const bool deletes = operation.actions.contains(catalog::Action::remove) &&
                         provider[operation.verb].id != "remove";
    return deletes || std::ranges::any_of(effects, [&](Effect effect) {
               return operation.effects.contains(effect);
           });
}

/// Adds what the grant gives to one integration, by provider.
void add(const Context& context, const model::Integration& integration,
         model::Id<model::Grant> grant, std::vector<OperationSet>& sets) {
    for (const authority::ProviderAuthority& held : context.authority(integration)) {
        for (const authority::AllowedOperation& allowed : held.operations) {
            if (std::ranges::any_of(allowed.grants, [&](std::uint32_t place) {
                    return integration.grants[place] == grant;
                })) {
                sets[held.provider.index].insert(allowed.operation);
            }
        }
    }
}

/// What a grant gives among the other grants of its role.
OperationSet within_role(const Context& context, const model::Grant& grant,
                         model::ProviderId provider) {
    const model::Bearer bearer = context.bearer(grant, provider);
    return model::contributed(context.model(), provider, grant, bearer) &
           model::covered(context.model(), provider, context.model().roles[*grant.role].grants,
                          bearer);
}

}  // namespace

std::vector<Given> given_by(const Context& context, const model::Grant& grant) {
    const model::Model& model = context.model();
    std::vector<OperationSet> sets;
    for (const catalog::Catalog* provider : model.providers) {
        sets.emplace_back(provider->operations.size());
    }
    for (const model::Id<model::Integration> holder : living_holders(context, grant)) {
        add(context, model.integrations[holder], model.grants.id_of(grant), sets);
    }
    std::vector<Given> given;
    for (std::uint32_t at = 0; at < sets.size(); ++at) {
        const model::ProviderId provider{at};
        if (grant.role.has_value() && context.holders(grant).empty()) {
            sets[at] = within_role(context, grant, provider);
        }
        if (!sets[at].empty()) {
            given.push_back({provider, std::move(sets[at])});
        }
    }
    return given;
}

std::vector<Given> destructive(const Context& context, std::vector<Given> given) {
    for (Given& one : given) {
        for (const auto operation : one.operations.ids()) {
            if (!is_destructive(context.provider(one.provider),
                                context.provider(one.provider)[operation])) {
                one.operations.erase(operation);
            }
        }
    }
    std::erase_if(given, [](const Given& one) { return one.operations.empty(); });
    return given;
}

std::vector<model::Id<model::Integration>> living_holders(const Context& context,
                                                          const model::Grant& grant) {
    std::vector<model::Id<model::Integration>> living;
    std::ranges::copy_if(context.holders(grant), std::back_inserter(living), [&](auto id) {
        return context.is_understood(id) &&
               context.model().integrations[id].status != model::Status::retired;
    });
    return living;
}

}  // namespace latchkey::lint
