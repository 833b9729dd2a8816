#include "lint/rule.h"

#include <algorithm>
#include <vector>

namespace latchkey::lint {
namespace {

using authority::AllowedOperation;
using authority::ProviderAuthority;
using GrantIds = std::vector<model::Id<model::Grant>>;

constexpr Message<> redundant{"other grants already allow all of this"};

bool is_same(const model::Condition* left, const model::Condition* right) {
    return left->name.text == right->name.text && left->op == right->op &&
           left->values == right->values;
}

/// Whether every alternative that the whole has is one of the rest, or under fewer conditions.
bool has_conditions(const AllowedOperation& rest, const AllowedOperation& whole) {
    if (rest.conditions.empty() || whole.conditions.empty()) {
        return rest.conditions.empty();
    }
    return std::ranges::all_of(whole.conditions, [&](const auto& alternative) {
        return std::ranges::any_of(rest.conditions, [&](const auto& wider) {
            return std::ranges::all_of(wider, [&](const model::Condition* one) {
                return std::ranges::any_of(alternative, [&](const model::Condition* other) {
                    return is_same(one, other);
                });
            });
        });
    });
}

/// Whether the same is allowed: operations, fields, conditions and events.
bool is_same(const ProviderAuthority& rest, const ProviderAuthority& whole) {
    return std::ranges::equal(rest.operations, whole.operations,
                              [](const AllowedOperation& left, const AllowedOperation& right) {
                                  return left.operation == right.operation &&
                                         left.fields == right.fields && has_conditions(left, right);
                              }) &&
           std::ranges::equal(rest.events, whole.events, {}, &authority::AllowedEvent::event,
                              &authority::AllowedEvent::event);
}

/// Other grants that are still there and that give, taken together, something of each thing that
/// this one gives. None where there is a thing that nothing else gives: then the grant is needed,
/// and nothing has to be computed.
GrantIds other_givers(const model::Integration& integration, const GrantIds& remaining,
                      std::span<const ProviderAuthority> held, model::Id<model::Grant> grant) {
    GrantIds others;
    bool needed = false;
    const auto look = [&](const std::vector<std::uint32_t>& places) {
        const auto is_grant = [&](std::uint32_t place) {
            return integration.grants[place] == grant;
        };
        if (std::ranges::none_of(places, is_grant)) {
            return;
        }
        const auto found = std::ranges::find_if(places, [&](std::uint32_t place) {
            return !is_grant(place) &&
                   std::ranges::find(remaining, integration.grants[place]) != remaining.end();
        });
        needed = needed || found == places.end();
        if (found != places.end() &&
            std::ranges::find(others, integration.grants[*found]) == others.end()) {
            others.push_back(integration.grants[*found]);
        }
    };
    for (const ProviderAuthority& one : held) {
        std::ranges::for_each(one.operations, look, &AllowedOperation::grants);
        std::ranges::for_each(one.events, look, &authority::AllowedEvent::grants);
    }
    return needed ? GrantIds{} : others;
}

/// From the last grant to the first, so that of two equal ones the later is reported, and all that
/// are reported may go together.
void check(const model::Integration& integration, Context& context) {
    const auto held = context.authority(integration);
    GrantIds remaining = integration.grants;
    for (std::size_t place = integration.grants.size(); place-- > 0;) {
        const model::Id<model::Grant> id = integration.grants[place];
        const model::Grant& grant = context.model().grants[id];
        // What a role gives may be needed by the other integrations that include it.
        if (grant.effect == model::Grant::Effect::deny || grant.role.has_value()) {
            continue;
        }
        const GrantIds others = other_givers(integration, remaining, held, id);
        if (others.empty()) {
            continue;
        }
        model::Integration without = integration;
        without.grants = remaining;
        std::erase(without.grants, id);
        const authority::IntegrationAuthority rest = authority::analyse(context.model(), without);
        if (std::ranges::equal(rest.providers, held, [](const auto& left, const auto& right) {
                return is_same(left, right);
            })) {
            remaining = without.grants;
            diag::Finding finding = context.report(grant.where, redundant);
            for (const model::Id<model::Grant> other : others) {
                finding.label(context.model().grants[other].where,
                              others.size() == 1 ? "covers it" : "covers part of it");
            }
            finding.fix(Fix::Safety::safe, "remove it", context.remove_statement(grant.where));
        }
    }
}

}  // namespace

constinit const Rule redundant_grant{
    .id = "redundant-grant",
    .category = Category::least_privilege,
    .level = Level::warning,
    .fix = FixKind::safe,
    .summary = "A grant allows nothing that other grants do not allow already.",
    .on_integration = check,
};

}  // namespace latchkey::lint
