#include "check/check.h"

#include "check/exceeds.h"
#include "check/grant_set.h"
#include "check/statements.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace latchkey::check {
namespace {

/// Puts what was read declaration by declaration into the order of the files, and says for each old
/// id which one took its place.
template <typename T>
std::vector<Id<T>> sort_by_place(model::Store<T>& store) {
    std::vector<std::uint32_t> order(store.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::stable_sort(order, {}, [&](std::uint32_t at) { return store[Id<T>{at}].where; });
    model::Store<T> sorted;
    std::vector<Id<T>> renamed(store.size());
    for (const std::uint32_t old : order) {
        renamed[old] = sorted.add(std::move(store[Id<T>{old}]));
    }
    store = std::move(sorted);
    return renamed;
}

template <typename T>
void rename(std::vector<Id<T>>& ids, const std::vector<Id<T>>& renamed) {
    for (Id<T>& id : ids) {
        id = renamed[id.index];
    }
}

void sort_grants(Context& context) {
    const std::vector<Id<model::Grant>> renamed = sort_by_place(context.model.grants);
    std::vector<GrantState> states(context.grant_states.size());
    for (std::size_t at = 0; at < renamed.size(); ++at) {
        states[renamed[at].index] = context.grant_states[at];
    }
    context.grant_states = std::move(states);
    for (std::uint32_t at = 0; at < context.model.roles.size(); ++at) {
        rename(context.model.roles[Id<model::Role>{at}].grants, renamed);
    }
    for (std::uint32_t at = 0; at < context.model.integrations.size(); ++at) {
        rename(context.model.integrations[Id<model::Integration>{at}].grants, renamed);
    }
}

/// A waiver at top level belongs to what it names as much as one that stands inside it.
void hand_out_waivers(model::Model& model) {
    sort_by_place(model.waivers);
    for (std::uint32_t at = 0; at < model.waivers.size(); ++at) {
        const Id<model::Waiver> id{at};
        if (const auto integration = model.waivers[id].integration) {
            model.integrations[*integration].waivers.push_back(id);
        }
        if (const auto credential = model.waivers[id].credential) {
            model.credentials[*credential].waivers.push_back(id);
        }
    }
}

/// What is wrong with a role's grants whoever includes it is said once, in the role.
void check_roles(Context& context) {
    context.about({}, {});
    for (const BlockOf<model::Role>& block : context.declarations.roles) {
        if (!block.id.has_value()) {
            continue;
        }
        const auto file = static_cast<std::size_t>(block.file - context.files().data());
        model::Role& role = context.model.roles[*block.id];
        GrantSet set(context, role, context.used[file].ids);
        const std::size_t before = context.error_count();
        for (const Id<model::Grant> id : check_reach(context, set)) {
            context.grant_states[id.index].hopeless = true;
        }
        role.complete = role.complete && context.error_count() == before;
    }
}

/// Adds the grants of the roles that an integration includes; ids are in the order of the files.
void add_role_grants(const model::Model& model, model::Integration& integration) {
    for (const model::Named<model::Role>& include : integration.includes) {
        const std::vector<Id<model::Grant>>& of_role = model.roles[include.id].grants;
        integration.grants.insert(integration.grants.end(), of_role.begin(), of_role.end());
    }
    std::ranges::sort(integration.grants);
}

void check_integrations(Context& context) {
    PurposeCheck purposes(context);
    for (std::uint32_t at = 0; at < context.model.integrations.size(); ++at) {
        model::Integration& integration = context.model.integrations[Id<model::Integration>{at}];
        add_role_grants(context.model, integration);
        context.about(integration.name.text, {});
        const std::size_t before = context.error_count();
        GrantSet set(context, integration);
        const std::vector<Id<model::Grant>> reported = check_reach(context, set);
        purposes.check(set, reported);
        integration.complete = integration.complete && context.error_count() == before;
    }
}

}  // namespace

model::Model check(std::span<const ParsedFile> files,
                   std::span<const catalog::Catalog* const> catalogs, diag::Reports& reports) {
    model::Model model;
    model.providers.assign(catalogs.begin(), catalogs.end());
    Context context(files, model, reports);
    declare(context);
    read_teams(context);
    read_purposes(context);
    read_credentials(context);
    read_roles(context);
    read_integrations(context);
    read_waivers(context);
    sort_grants(context);
    hand_out_waivers(model);
    check_roles(context);
    check_integrations(context);
    read_assertions(context);
    read_acceptances(context);
    return model;
}

}  // namespace latchkey::check
