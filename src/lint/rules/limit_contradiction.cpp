#include "lint/limits.h"
#include "lint/rule.h"

namespace latchkey::lint {
namespace {

constexpr Message<std::string_view, std::string_view> never{
    "{} can never be reached: {} are all that is allowed"};
constexpr Message<std::string_view, std::string_view> silent{
    "this alert can never speak: it waits for more than {}, and the limit is {}"};

/// False when something was reported.
bool check_limit(const model::Integration& integration, const model::Limit& limit,
                 Context& context) {
    for (const model::Limit& other : integration.limits) {
        // Of two limits of one window the larger means nothing either.
        if (other.per_seconds >= limit.per_seconds && other.requests < limit.requests) {
            context
                .report(limit.requests_where, never, rate(limit.requests, limit.per_seconds),
                        rate(other.requests, other.per_seconds))
                .label(other.requests_where, "the smaller number");
            return false;
        }
    }
    return true;
}

/// How many requests the limit lets through in a window at the very most: all of it at once, in
/// every window of its own that is touched.
std::uint64_t most_at_once(const model::Limit& limit, std::uint64_t window_seconds) {
    const std::uint64_t touched = (window_seconds + limit.per_seconds - 1) / limit.per_seconds;
    return in_window(limit.requests, 1, touched);
}

void check_alert(const model::Integration& integration, const model::Alert& alert,
                 Context& context) {
    if (!alert.above_count.has_value()) {
        return;
    }
    for (const model::Limit& limit : integration.limits) {
        if (*alert.above_count > most_at_once(limit, alert.per_seconds)) {
            context
                .report(alert.where, silent, rate(*alert.above_count, alert.per_seconds),
                        rate(limit.requests, limit.per_seconds))
                .label(limit.where, "the limit");
            return;
        }
    }
}

void check(const model::Integration& integration, Context& context) {
    bool is_clear = true;
    for (const model::Limit& limit : integration.limits) {
        is_clear = check_limit(integration, limit, context) && is_clear;
    }
    // Which of two limits is meant decides what an alert may stand at.
    for (const model::Alert& alert : integration.alerts) {
        if (is_clear) {
            check_alert(integration, alert, context);
        }
    }
}

}  // namespace

constinit const Rule limit_contradiction{
    .id = "limit-contradiction",
    .category = Category::operations,
    .level = Level::warning,
    .summary = "A limit or an alert that can never be reached.",
    .on_integration = check,
};

}  // namespace latchkey::lint
