#include "check/check.h"

#include "check/exceeds.h"
#include "check/grant_set.h"
#include "check/phases.h"
#include "check/statements.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace latchkey::check {
namespace {

void rename(std::vector<Id<model::Grant>>& ids, const std::vector<Id<model::Grant>>& renamed) {
    for (Id<model::Grant>& id : ids) {
        id = renamed[id.index];
    }
}

/// The grants of one file were read declaration by declaration, and roles before integrations.
void settle_grants(Context& context, std::size_t file) {
    Pending& pending = context.pending[file];
    std::vector<std::uint32_t> order(pending.grants.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::stable_sort(order, {}, [&](std::uint32_t at) { return pending.grants[at].where; });
    const std::uint32_t first = context.model.grants.room(file).begin;
    std::vector<Id<model::Grant>> renamed(order.size());
    std::vector<model::Grant> sorted;
    sorted.reserve(order.size());
    for (const std::uint32_t old : order) {
        renamed[old] = {first + static_cast<std::uint32_t>(sorted.size())};
        context.grant_states[renamed[old].index] = pending.states[old];
        sorted.push_back(std::move(pending.grants[old]));
    }
    context.model.grants.put(file, std::move(sorted));
    for (model::Role& role : context.model.roles.edit(file)) {
        rename(role.grants, renamed);
    }
    for (model::Integration& integration : context.model.integrations.edit(file)) {
        rename(integration.grants, renamed);
    }
    std::ranges::stable_sort(pending.waivers, {}, &model::Waiver::where);
    context.model.waivers.put(file, std::exchange(pending.waivers, {}));
}

/// Adds the grants of the roles that an integration includes; ids are in the order of the files.
void add_role_grants(const model::Model& model, model::Integration& integration) {
    for (const model::Named<model::Role>& include : integration.includes) {
        const std::vector<Id<model::Grant>>& of_role = model.roles[include.id].grants;
        integration.grants.insert(integration.grants.end(), of_role.begin(), of_role.end());
    }
    std::ranges::sort(integration.grants);
}

}  // namespace

void settle_grants(Context& context) {
    for (const std::size_t file : context.work) {
        settle_grants(context, file);
    }
}

void hand_out_waivers(Context& context) {
    std::vector<bool> read(context.files().size(), false);
    for (const std::size_t file : context.work) {
        read[file] = true;
    }
    const auto was_read = [&](const model::Declared& holder) {
        return read[static_cast<std::size_t>(holder.name.where.file)];
    };
    model::Model& model = context.model;
    for (const model::Waiver& waiver : std::as_const(model.waivers)) {
        if (waiver.integration.has_value() && was_read(model.integrations[*waiver.integration])) {
            model.integrations[*waiver.integration].waivers.push_back(waiver.self);
        }
        if (waiver.credential.has_value() && was_read(model.credentials[*waiver.credential])) {
            model.credentials[*waiver.credential].waivers.push_back(waiver.self);
        }
    }
}

void check_roles(Context& context) {
    context.about({}, {});
    for (const std::size_t file : context.work) {
        context.begin(context.units[file].others);
        context.enter(context.files()[file]);
        for (model::Role& role : context.model.roles.edit(file)) {
            GrantSet set(context, role, context.used[file].ids);
            const std::size_t before = context.error_count();
            for (const Id<model::Grant> id : check_reach(context, set)) {
                context.grant_states[id.index].hopeless = true;
            }
            role.complete = role.complete && context.error_count() == before;
        }
    }
}

void check_integrations(Context& context) {
    PurposeCheck purposes(context);
    for (const std::size_t file : context.work) {
        context.begin(context.units[file].others);
        for (model::Integration& integration : context.model.integrations.edit(file)) {
            add_role_grants(context.model, integration);
            context.enter(context.files()[file]);
            context.about(integration.name.text, {});
            const std::size_t before = context.error_count();
            GrantSet set(context, integration);
            const std::vector<Id<model::Grant>> reported = check_reach(context, set);
            purposes.check(set, reported);
            integration.complete = integration.complete && context.error_count() == before;
        }
    }
}

model::Model check(std::span<const ParsedFile> files, std::span<const Catalog* const> catalogs,
                   diag::Reports& reports) {
    Outcome outcome = Checker(catalogs, false).check(files);
    for (const auto& of_file : outcome.reports) {
        reports.add(*of_file);
    }
    reports.add(outcome.of_promises);
    return std::move(outcome.model);
}

}  // namespace latchkey::check
