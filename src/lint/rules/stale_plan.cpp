#include "lint/rule.h"
#include "lint/words.h"

namespace latchkey::lint {
namespace {

constexpr Message<std::string_view, std::string_view, std::string_view> stale{
    "`{}` is still planned, {} after its last review on {}"};

constexpr RuleOption options[] = {
    {"days", 180, "For how many days after a review a plan is fresh."},
};

void check(const model::Integration& integration, Context& context) {
    if (integration.status != model::Status::planned || !integration.review.has_value()) {
        return;
    }
    const std::chrono::days age = context.as_of() - integration.review->last.day;
    if (age.count() > std::int64_t{context.option("days")}) {
        context
            .report(integration.status_where, stale, integration.name.text,
                    count(static_cast<std::size_t>(age.count()), "day"),
                    model::to_string(integration.review->last.day))
            .label(integration.review->last.where, "the last review");
    }
}

}  // namespace

constinit const Rule stale_plan{
    .id = "stale-plan",
    .category = Category::lifecycle,
    .level = Level::info,
    .profile = Profile::all,
    .depends_on_date = true,
    .summary = "An integration has been planned for long, and nobody has looked at the plan.",
    .options = options,
    .on_integration = check,
};

}  // namespace latchkey::lint
