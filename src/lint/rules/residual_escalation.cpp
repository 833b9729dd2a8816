#include "lint/power.h"
#include "lint/rule.h"
#include "lint/words.h"

#include <algorithm>

namespace latchkey::lint {
namespace {

constexpr Message<std::string_view, std::string_view, std::string_view> escalates{
    "`{}` lets `{}` give itself more power: it {}"};

/// What the operations do, in words.
std::string effects_of(const catalog::Catalog& provider,
                       std::span<const catalog::Id<catalog::Operation>> operations) {
    const auto any = [&](catalog::Effect effect) {
        return std::ranges::any_of(operations,
                                   [&](auto id) { return provider[id].effects.contains(effect); });
    };
    const bool mints = any(catalog::Effect::mint_token);
    const bool permits = any(catalog::Effect::change_permissions);
    return mints && permits ? "mints tokens and changes what people may do"
           : mints          ? "mints tokens"
                            : "changes what people may do";
}

void check(const model::Integration& integration, Context& context) {
    for (const authority::ProviderAuthority& held : context.authority(integration)) {
        const catalog::Catalog& provider = context.provider(held.provider);
        held.held.for_each([&](catalog::Id<catalog::Scope> scope) {
            const auto found = escalations(provider, held, scope);
            // A scope that nothing needs has to go, and with it what it opens: `excess-scope`.
            if (found.empty() || std::ranges::find(held.excess, scope) != held.excess.end()) {
                return;
            }
            const auto allowed =
                std::ranges::count_if(found, [&](auto id) { return held.allowed.contains(id); });
            // Where the provider has nothing narrower, nobody can put it right.
            const Level level = has_narrow_scopes(provider) ? Level::error : Level::warning;
            context
                .report_as(level, place_of(context, integration, held, scope), escalates,
                           provider[scope].id, integration.name.text, effects_of(provider, found))
                .note(quoted_list(provider, found))
                .note(allowed == 0 ? "the policy allows none of them, but nothing withholds them"
                                   : "the policy allows " + std::to_string(allowed) + " of them");
        });
    }
}

}  // namespace

constinit const Rule residual_escalation{
    .id = "residual-escalation",
    .category = Category::least_privilege,
    .level = Level::error,
    .summary = "A key can mint tokens or change permissions, and so reach what it was not given.",
    .on_integration = check,
};

}  // namespace latchkey::lint
