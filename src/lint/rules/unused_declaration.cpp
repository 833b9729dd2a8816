#include "lint/rule.h"

#include <vector>

namespace latchkey::lint {
namespace {

constexpr Message<std::string_view> team_unused{"nothing names team `{}`"};
constexpr Message<std::string_view> role_unused{"no integration includes role `{}`"};
constexpr Message<std::string_view> purpose_unused{"no integration and no purpose names `{}`"};

/// By id: whether anything names it.
struct Uses {
    explicit Uses(const model::Model& model)
        : teams(model.teams.id_bound()),
          roles(model.roles.id_bound()),
          purposes(model.purposes.id_bound()) {
        for (const model::Integration& integration : model.integrations) {
            add(integration);
        }
        for (const model::Credential& credential : model.credentials) {
            add(credential.owner);
        }
        for (const model::Waiver& waiver : model.waivers) {
            add(waiver.by);
        }
        for (const model::Acceptance& acceptance : model.acceptances) {
            add(acceptance.by);
        }
        for (const model::Purpose& purpose : model.purposes) {
            if (purpose.extends.has_value()) {
                purposes[purpose.extends->index] = true;
            }
        }
    }

    void add(const std::optional<model::Id<model::Team>>& team) {
        if (team.has_value()) {
            teams[team->index] = true;
        }
    }
    void add(const model::Integration& integration) {
        add(integration.owner);
        if (integration.review.has_value()) {
            add(integration.review->by);
        }
        if (integration.purpose.has_value()) {
            purposes[integration.purpose->id.index] = true;
        }
        for (const model::Named<model::Role>& role : integration.includes) {
            roles[role.id.index] = true;
        }
    }

    std::vector<bool> teams;
    std::vector<bool> roles;
    std::vector<bool> purposes;
};

template <typename Item>
void report(const model::Store<Item>& items, const std::vector<bool>& used,
            const Message<std::string_view>& message, Context& context) {
    for (const Item& item : items) {
        if (used[items.id_of(item).index]) {
            continue;
        }
        context.report(item.name.where, message, item.name.text)
            .fix(Fix::Safety::safe, "remove it", context.remove_statement(item.where));
    }
}

void check(const model::Model& model, Context& context) {
    // A folder that only declares what others share is looked at with them.
    if (model.integrations.empty()) {
        return;
    }
    Uses uses(model);
    for (const model::Purpose& purpose : model.purposes) {
        const auto at = model.purposes.id_of(purpose).index;
        uses.purposes[at] = uses.purposes[at] || purpose.standard;
    }
    report(model.teams, uses.teams, team_unused, context);
    report(model.roles, uses.roles, role_unused, context);
    report(model.purposes, uses.purposes, purpose_unused, context);
}

}  // namespace

constinit const Rule unused_declaration{
    .id = "unused-declaration",
    .category = Category::lifecycle,
    .level = Level::warning,
    .fix = FixKind::safe,
    .summary = "Nothing uses a team, role or purpose.",
    .on_workspace = check,
};

}  // namespace latchkey::lint
