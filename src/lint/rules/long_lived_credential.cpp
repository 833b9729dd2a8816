#include "lint/power.h"
#include "lint/rule.h"

#include <algorithm>

namespace latchkey::lint {
namespace {

constexpr Message<std::string_view, std::string_view> lives_long{
    "a key of kind `{}` works until somebody withdraws it: `{}` expires by itself"};

/// Whether a key of that kind and the same levels could do all that an integration is allowed.
bool suffices(std::uint32_t kind, const model::Credential& credential,
              const authority::ProviderAuthority& held, const catalog::Catalog& provider) {
    const model::Bearer bearer{.provider = &provider, .kind = kind, .levels = credential.levels};
    return (held.events.empty() || provider.kinds[kind].webhooks) &&
           std::ranges::all_of(held.allowed.ids(), [&](auto operation) {
               return model::has_operation(bearer, provider[operation]);
           });
}

/// A kind that expires and would do for everybody who uses the credential.
const catalog::Kind* better_kind(const model::Credential& credential, const Context& context) {
    const catalog::Catalog& provider = context.provider(*credential.provider);
    const auto users = living_users(context, credential);
    const auto id = context.model().credentials.id_of(credential);
    for (std::uint32_t at = 0; at < provider.kinds.size(); ++at) {
        const catalog::Kind& kind = provider.kinds[at];
        const bool has_levels = (credential.levels & ~kind.levels) == 0;
        if (kind.is_static || !has_levels || is_legacy(kind, context.as_of())) {
            continue;
        }
        const bool does = std::ranges::all_of(users, [&](auto user) {
            const auto held = context.authority(context.model().integrations[user]);
            return std::ranges::all_of(held, [&](const authority::ProviderAuthority& one) {
                return one.credential != id || suffices(at, credential, one, provider);
            });
        });
        if (does && !users.empty()) {
            return &kind;
        }
    }
    return nullptr;
}

void check(const model::Credential& credential, Context& context) {
    const catalog::Kind* kind = kind_of(context, credential);
    if (kind == nullptr || !kind->is_static || is_legacy(*kind, context.as_of())) {
        return;
    }
    if (const catalog::Kind* better = better_kind(credential, context)) {
        // Whether another kind would do is a matter of the integration as much as of its key, and
        // either is where people waive it.
        const auto users = living_users(context, credential);
        if (users.size() == 1) {
            context.about({.integration = users.front(),
                           .credential = context.model().credentials.id_of(credential),
                           .role = {}});
        }
        context.report(credential.kind_name.where, lives_long, kind->id, better->id);
    }
}

}  // namespace

constinit const Rule long_lived_credential{
    .id = "long-lived-credential",
    .category = Category::credentials,
    .level = Level::info,
    .profile = Profile::strict,
    .summary = "A token never expires, and the provider has a kind that does and would do.",
    .on_credential = check,
};

}  // namespace latchkey::lint
