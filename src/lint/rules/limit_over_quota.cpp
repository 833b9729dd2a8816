#include "lint/limits.h"
#include "lint/rule.h"

namespace latchkey::lint {
namespace {

constexpr Message<std::string_view, std::string_view, std::string_view> over{
    "{} are more than {} takes: {}"};
constexpr Message<std::string_view> counted{"counted for each {}"};

struct Excess {
    const catalog::Catalog* provider = nullptr;
    Bound bound;
};

/// A limit counts for all providers of the integration together, and does not say which of them is
/// asked how much: it is too high for sure only when it is for each of them.
std::optional<Excess> find_excess(const model::Integration& integration, const model::Limit& limit,
                                  const Context& context) {
    std::optional<Excess> widest;
    for (const catalog::Catalog* provider : providers_of(context, integration)) {
        const std::optional<Bound> bound = bound_of(*provider, integration.limits, limit);
        if (!bound.has_value() || limit.requests <= bound->most) {
            return std::nullopt;
        }
        if (!widest.has_value() || bound->most > widest->bound.most) {
            widest = Excess{provider, *bound};
        }
    }
    return widest;
}

void check(const model::Integration& integration, Context& context) {
    for (const model::Limit& limit : integration.limits) {
        const std::optional<Excess> excess = find_excess(integration, limit, context);
        if (!excess.has_value()) {
            continue;
        }
        const catalog::Quota& quota = *excess->bound.quota;
        diag::Finding finding =
            context.report(limit.requests_where, over, rate(limit.requests, limit.per_seconds),
                           excess->provider->title, rate(quota.requests, quota.per_seconds));
        finding.note(counted(quota.counted_per));
        if (const std::uint64_t most = excess->bound.most; most > 0) {
            finding.fix(Fix::Safety::safe, "lower it to " + digits(most),
                        Context::replace(limit.requests_where, digits(most)));
        }
    }
}

}  // namespace

constinit const Rule limit_over_quota{
    .id = "limit-over-quota",
    .category = Category::operations,
    .level = Level::error,
    .fix = FixKind::safe,
    .summary = "A limit is above the provider's quota.",
    .on_integration = check,
};

}  // namespace latchkey::lint
