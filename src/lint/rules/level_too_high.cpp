#include "lint/power.h"
#include "lint/rule.h"

#include <algorithm>
#include <bit>
#include <cstdint>

namespace latchkey::lint {
namespace {

constexpr Message<std::string_view, std::string_view, std::string_view> too_high{
    "`{}` is at level `{}`, though all that is allowed exists at level `{}`"};

/// The levels at which everything exists that the users of a credential are allowed; none where
/// nothing is allowed or where somebody's power is not known.
catalog::LevelSet sufficient_levels(const model::Credential& credential, const Context& context) {
    const catalog::Catalog& provider = context.provider(*credential.provider);
    const model::Id<model::Credential> id = context.model().credentials.id_of(credential);
    auto levels = static_cast<catalog::LevelSet>((1U << provider.levels.size()) - 1U);
    bool anything = false;
    for (const model::Id<model::Integration> user : living_users(context, credential)) {
        if (!context.is_understood(user)) {
            return 0;
        }
        for (const authority::ProviderAuthority& held :
             context.authority(context.model().integrations[user])) {
            // Operations of another provider's key are numbered by another catalogue.
            if (held.credential != id) {
                continue;
            }
            for (const authority::AllowedOperation& allowed : held.operations) {
                const catalog::LevelSet stated = provider[allowed.operation].levels;
                anything = true;
                levels = stated != 0 ? static_cast<catalog::LevelSet>(levels & stated) : levels;
            }
        }
    }
    return anything ? levels : catalog::LevelSet{0};
}

void check(const model::Credential& credential, Context& context) {
    if (!credential.provider.has_value() || credential.levels == 0) {
        return;
    }
    // A catalogue lists levels from the highest to the lowest, so that a lower one is a higher bit.
    const auto highest = static_cast<std::size_t>(std::countr_zero(credential.levels));
    const catalog::LevelSet sufficient = sufficient_levels(credential, context);
    if (sufficient >> (highest + 1) == 0) {
        return;
    }
    const catalog::Catalog& provider = context.provider(*credential.provider);
    const auto lowest = static_cast<std::size_t>(std::bit_width(sufficient)) - 1;
    const catalog::Kind* kind = kind_of(context, credential);
    if (kind == nullptr || (kind->levels >> lowest & 1U) == 0) {
        return;
    }
    context
        .report(credential.levels_where, too_high, credential.name.text, provider.levels[highest],
                provider.levels[lowest])
        .label(credential.levels_where,
               "a `" + std::string(provider.levels[lowest]) + "` key is enough");
}

}  // namespace

constinit const Rule level_too_high{
    .id = "level-too-high",
    .category = Category::least_privilege,
    .level = Level::error,
    .summary = "A credential is of a higher level than anything that it is used for.",
    .on_credential = check,
};

}  // namespace latchkey::lint
