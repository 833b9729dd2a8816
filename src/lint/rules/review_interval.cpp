#include "lint/danger.h"
#include "lint/rule.h"
#include "lint/words.h"

namespace latchkey::lint {
namespace {

using catalog::Tier;

constexpr Message<std::string_view, std::string_view, std::string_view> too_long{
    "a review every {} is too rare for {}: every {} is the longest"};

constexpr RuleOption options[] = {
    {"admin-days", 30, "The longest interval where a key holds an administrator's scope."},
    {"personal-days", 90, "The longest interval where a key reaches money or personal data."},
    {"other-days", 180, "The longest interval elsewhere."},
};

struct Bound {
    std::uint32_t days = 0;
    /// What asks for it, in words.
    std::string reason;
};

Bound bound_of(const model::Integration& integration, const Context& context) {
    const auto words = [](const std::string& scope) {
        return scope == full_access ? "a key without scopes" : "`" + scope + "`";
    };
    if (const std::string scope = dangerous_scope(context, integration, Tier::admin);
        !scope.empty()) {
        return {context.option("admin-days"), words(scope)};
    }
    if (const std::string scope = dangerous_scope(context, integration, Tier::money);
        !scope.empty()) {
        return {context.option("personal-days"), words(scope)};
    }
    if (reaches_personal_data(context, integration)) {
        return {context.option("personal-days"), "personal data"};
    }
    return {context.option("other-days"), "any integration"};
}

void check(const model::Integration& integration, Context& context) {
    if (!integration.review.has_value()) {
        return;
    }
    const model::Duration& every = integration.review->every;
    const Bound bound = bound_of(integration, context);
    if (every.seconds <= std::uint64_t{bound.days} * 86'400) {
        return;
    }
    const std::string days = count(bound.days, "day");
    context.report(every.where, too_long, context.text(every.where), bound.reason, days)
        .fix(Fix::Safety::unsafe, "review it every " + days, Context::replace(every.where, days));
}

}  // namespace

constinit const Rule review_interval{
    .id = "review-interval",
    .category = Category::lifecycle,
    .level = Level::warning,
    .fix = FixKind::unsafe,
    .summary = "An integration is reviewed less often than its power asks for.",
    .options = options,
    .on_integration = check,
};

}  // namespace latchkey::lint
