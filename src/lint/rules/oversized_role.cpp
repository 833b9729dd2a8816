#include "lint/rule.h"
#include "lint/words.h"

#include <algorithm>
#include <set>
#include <utility>

namespace latchkey::lint {
namespace {

using model::Id;

constexpr Message<std::string_view, std::string_view> oversized{
    "`{}` gives {}, and every integration that includes it has under half of them"};
constexpr Message<std::string_view, std::size_t> has{"`{}` has {} of them"};

struct Size {
    std::size_t operations = 0;
    std::size_t events = 0;

    [[nodiscard]] std::size_t total() const { return operations + events; }
    [[nodiscard]] std::string words() const {
        return events == 0 ? count(operations, "operation")
                           : count(operations, "operation") + " and " + count(events, "event");
    }
};

/// What the role gives to a key of any kind and level.
Size size_of(const model::Role& role, const model::Model& model) {
    Size size;
    for (std::uint32_t at = 0; at < model.providers.size(); ++at) {
        const model::Bearer any{.provider = model.providers[at], .kind = {}, .levels = 0};
        size.operations += model::covered(model, {at}, role.grants, any).count();
    }
    std::set<std::pair<model::ProviderId, Id<catalog::Event>>> events;
    for (const Id<model::Grant> grant : role.grants) {
        for (const model::EventRef& event : model.grants[grant].events) {
            events.emplace(event.provider, event.event);
        }
    }
    size.events = events.size();
    return size;
}

/// How many of them one integration is left with.
std::size_t used_by(const model::Integration& integration, Id<model::Role> role,
                    const Context& context) {
    const auto is_given = [&](const auto& allowed) {
        return std::ranges::any_of(allowed.grants, [&](std::uint32_t place) {
            return context.model().grants[integration.grants[place]].role == role;
        });
    };
    std::ptrdiff_t used = 0;
    for (const authority::ProviderAuthority& held : context.authority(integration)) {
        used += std::ranges::count_if(held.operations, is_given);
        used += std::ranges::count_if(held.events, is_given);
    }
    return static_cast<std::size_t>(used);
}

void check(const model::Model& model, Context& context) {
    std::vector<std::vector<const model::Integration*>> including(model.roles.id_bound());
    for (const model::Integration& integration : model.integrations) {
        for (const model::Named<model::Role>& role : integration.includes) {
            if (integration.status != model::Status::retired) {
                including[role.id.index].push_back(&integration);
            }
        }
    }
    for (const model::Role& role : model.roles) {
        const Id<model::Role> id = model.roles.id_of(role);
        const Size size = size_of(role, model);
        const auto& users = including[id.index];
        if (users.empty() || std::ranges::any_of(users, [&](const model::Integration* user) {
                return 2 * used_by(*user, id, context) >= size.total();
            })) {
            continue;
        }
        context.about({.integration = {}, .credential = {}, .role = id});
        diag::Finding finding =
            context.report(role.name.where, oversized, role.name.text, size.words());
        for (const model::Integration* user : users) {
            finding.note(has(user->name.text, used_by(*user, id, context)));
        }
    }
}

}  // namespace

constinit const Rule oversized_role{
    .id = "oversized-role",
    .category = Category::lifecycle,
    .level = Level::info,
    .profile = Profile::all,
    .summary = "Every integration that includes a role is left with under half of it.",
    .on_workspace = check,
};

}  // namespace latchkey::lint
