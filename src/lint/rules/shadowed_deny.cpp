#include "lint/given.h"
#include "lint/rule.h"

#include <algorithm>

namespace latchkey::lint {
namespace {

using catalog::Id;
using catalog::Operation;
using model::Grant;

constexpr Message<> shadowed{"no grant and no scope reaches anything of what this denies"};

/// The operations that the deny speaks of at one provider.
catalog::OperationSet denied_by(const Grant& deny, model::ProviderId id,
                                const catalog::Catalog& provider) {
    catalog::OperationSet denied(provider.operations.size());
    for (const model::OperationRef& named : deny.operations) {
        if (named.provider == id) {
            denied.insert(named.operation);
        }
    }
    for (std::uint32_t at = 0; at < provider.operations.size(); ++at) {
        if (std::ranges::any_of(deny.targets, [&](const model::Target& target) {
                return target.provider == id && model::speaks_of(target, provider, {at});
            })) {
            denied.insert({at});
        }
    }
    return denied;
}

/// Whether without this deny something of it could be done: a grant allows it, or a scope opens it,
/// or the provider does not say which scope would.
bool reaches(const Grant& deny, const model::Integration& integration,
             const authority::ProviderAuthority& held, const Context& context) {
    const model::Model& model = context.model();
    const catalog::Catalog& provider = context.provider(held.provider);
    const model::Credential& key = model.credentials[held.credential];
    const model::Bearer bearer{.provider = &provider, .kind = key.kind, .levels = key.levels};
    std::vector<model::Id<Grant>> allows = integration.grants;
    std::erase_if(allows, [&](auto id) { return model.grants[id].effect == Grant::Effect::deny; });
    const catalog::OperationSet allowed = model::covered(model, held.provider, allows, bearer);
    return std::ranges::any_of(
        denied_by(deny, held.provider, provider).ids(), [&](Id<Operation> id) {
            const Operation& operation = provider[id];
            const bool needs_known_scope =
                operation.requirement_known && !operation.alternatives.empty();
            return model::has_operation(bearer, operation) &&
                   (!needs_known_scope || held.opened.contains(id) || allowed.contains(id));
        });
}

void check(const Grant& grant, Context& context) {
    const auto holders = living_holders(context, grant);
    if (grant.effect != Grant::Effect::deny || holders.empty()) {
        return;
    }
    for (const model::Id<model::Integration> holder : holders) {
        const model::Integration& integration = context.model().integrations[holder];
        for (const authority::ProviderAuthority& held : context.authority(integration)) {
            if (reaches(grant, integration, held, context)) {
                return;
            }
        }
    }
    context.report(grant.where, shadowed)
        .fix(Fix::Safety::safe, "remove it", context.remove_statement(grant.where));
}

}  // namespace

constinit const Rule shadowed_deny{
    .id = "shadowed-deny",
    .category = Category::least_privilege,
    .level = Level::info,
    .profile = Profile::strict,
    .fix = FixKind::safe,
    .summary = "A `deny` forbids what no grant allows and no scope opens.",
    .on_grant = check,
};

}  // namespace latchkey::lint
