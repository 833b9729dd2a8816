#include "lint/limits.h"
#include "lint/rule.h"

#include <algorithm>

namespace latchkey::lint {
namespace {

constexpr Message<std::string_view> missing{"`{}` has no `limit`"};

/// What the stub proposes where no provider allows less.
constexpr std::uint64_t proposed = 60;
constexpr std::uint64_t minute = 60;

std::string stub(const model::Integration& integration, const Context& context) {
    std::uint64_t requests = proposed;
    for (const catalog::Catalog* provider : providers_of(context, integration)) {
        for (const catalog::Quota& quota : provider->quotas) {
            requests = std::min(requests, in_window(quota.requests, quota.per_seconds, minute));
        }
    }
    return "limit " + rate(std::max<std::uint64_t>(requests, 1), minute);
}

void check(const model::Integration& integration, Context& context) {
    const auto calls = [](const authority::ProviderAuthority& held) {
        return !held.operations.empty();
    };
    // What only receives events makes no requests.
    if (!integration.limits.empty() ||
        std::ranges::none_of(context.authority(integration), calls)) {
        return;
    }
    context.report(integration.name.where, missing, integration.name.text)
        .label(integration.name.where, "nothing stops it but the provider's quota")
        .fix(Fix::Safety::stub, "say how much it may ask",
             context.append_statement(integration.body, stub(integration, context)));
}

}  // namespace

constinit const Rule missing_limit{
    .id = "missing-limit",
    .category = Category::operations,
    .level = Level::warning,
    .fix = FixKind::stub,
    .summary = "An integration has no `limit`.",
    .on_integration = check,
};

}  // namespace latchkey::lint
