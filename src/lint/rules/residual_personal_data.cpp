#include "lint/danger.h"
#include "lint/power.h"
#include "lint/rule.h"
#include "lint/words.h"

#include <set>

namespace latchkey::lint {
namespace {

using Entities = std::set<catalog::Id<catalog::Entity>>;

constexpr Message<std::string_view, std::string_view> residual{
    "the key of `{}` can also read {}, which the policy does not allow"};
constexpr Message<std::size_t> opens{"opens {} of them"};

/// What the policy allows to be read, by an operation or an event.
Entities allowed_entities(const catalog::Catalog& provider,
                          const authority::ProviderAuthority& held) {
    Entities allowed;
    held.allowed.for_each([&](auto id) {
        if (provider[id].actions.contains(catalog::Action::read)) {
            allowed.insert(provider[id].entity);
        }
    });
    for (const authority::AllowedEvent& event : held.events) {
        allowed.insert(provider[event.event].entity);
    }
    return allowed;
}

void report(const model::Integration& integration, const authority::ProviderAuthority& held,
            const catalog::OperationSet& found, Context& context) {
    const catalog::Catalog& provider = context.provider(held.provider);
    Entities entities;
    found.for_each([&](auto id) { entities.insert(provider[id].entity); });
    std::vector<std::string_view> names;
    for (const catalog::Id<catalog::Entity> entity : entities) {
        names.push_back(provider[entity].id);
    }
    diag::Finding finding =
        context.report(integration.name.where, residual, integration.name.text, quoted_list(names));
    finding.note(quoted_list(provider, found.ids()));
    for (const model::DeclaredScope& declared : integration.scopes) {
        if (declared.provider == held.provider) {
            const auto opened = reached_by(provider, held, declared.scope) & found;
            if (!opened.empty()) {
                finding.label(declared.where, opens(opened.count()));
            }
        }
    }
}

void check(const model::Integration& integration, Context& context) {
    if (integration.gateway.has_value()) {
        return;
    }
    for (const authority::ProviderAuthority& held : context.authority(integration)) {
        const catalog::Catalog& provider = context.provider(held.provider);
        const Entities allowed = allowed_entities(provider, held);
        catalog::OperationSet found = lasting_residual(context, held);
        for (const catalog::Id<catalog::Operation> id : found.ids()) {
            const catalog::Operation& operation = provider[id];
            if (!operation.actions.contains(catalog::Action::read) ||
                !provider[operation.entity].personal || allowed.contains(operation.entity)) {
                found.erase(id);
            }
        }
        if (!found.empty()) {
            report(integration, held, found, context);
        }
    }
}

}  // namespace

constinit const Rule residual_personal_data{
    .id = "residual-personal-data",
    .category = Category::least_privilege,
    .level = Level::warning,
    .profile = Profile::strict,
    .summary =
        "A key can read records about people that the policy does not allow to be read, and "
        "nothing stands in front.",
    .on_integration = check,
};

}  // namespace latchkey::lint
