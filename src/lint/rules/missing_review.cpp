#include "lint/rule.h"
#include "lint/words.h"

#include <algorithm>

namespace latchkey::lint {
namespace {

constexpr Message<std::string_view> missing{"`{}` has no `review`"};

constexpr RuleOption options[] = {
    {"days", 90, "The interval that the stub proposes where the purpose sets no bound."},
};

/// The interval that the purpose, or one that it extends, bounds most.
std::uint64_t interval_of(const model::Integration& integration, const Context& context) {
    std::optional<std::uint64_t> bound;
    std::optional<model::Id<model::Purpose>> id;
    if (integration.purpose.has_value()) {
        id = integration.purpose->id;
    }
    for (std::size_t steps = 0; id.has_value() && steps <= context.model().purposes.size();
         ++steps) {
        const model::Purpose& purpose = context.model().purposes[*id];
        if (purpose.review_within.has_value()) {
            bound = std::min(bound.value_or(purpose.review_within->days()),
                             purpose.review_within->days());
        }
        id = purpose.extends;
    }
    return bound.value_or(context.option("days"));
}

void check(const model::Integration& integration, Context& context) {
    if (integration.review.has_value()) {
        return;
    }
    std::string stub = "review every " + count(interval_of(integration, context), "day") +
                       " last " + model::to_string(context.as_of());
    if (integration.owner.has_value()) {
        stub.append(" by ").append(context.model().teams[*integration.owner].name.text);
    }
    context.report(integration.name.where, missing, integration.name.text)
        .label(integration.name.where, "nobody is to look at it again")
        .fix(Fix::Safety::stub, "say how often it is reviewed",
             context.append_statement(integration.body, stub));
}

}  // namespace

constinit const Rule missing_review{
    .id = "missing-review",
    .category = Category::lifecycle,
    .level = Level::warning,
    .fix = FixKind::stub,
    .summary = "An integration has no `review`.",
    .options = options,
    .on_integration = check,
};

}  // namespace latchkey::lint
