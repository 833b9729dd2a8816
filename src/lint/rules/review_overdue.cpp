#include "lint/dates.h"
#include "lint/rule.h"

namespace latchkey::lint {
namespace {

constexpr Message<std::string_view, std::string_view, std::string_view> overdue{
    "`{}` was to be reviewed by {}, {}"};
constexpr Message<std::string_view, std::string_view, std::string_view> soon{
    "`{}` is to be reviewed by {}, {}"};

constexpr RuleOption options[] = {
    {"warn-days", 14, "How many days before the date a warning is given."},
};

void check(const model::Integration& integration, Context& context) {
    if (!integration.review.has_value()) {
        return;
    }
    const model::Review& review = *integration.review;
    const Deadline deadline(review.last.day, review.every, context);
    if (deadline.is_far()) {
        return;
    }
    diag::Finding finding =
        deadline.has_passed()
            ? context.report(review.last.where, overdue, integration.name.text, deadline.date(),
                             deadline.when())
            : context.report_as(Level::warning, review.last.where, soon, integration.name.text,
                                deadline.date(), deadline.when());
    finding.label(review.every.where, "the interval");
}

}  // namespace

constinit const Rule review_overdue{
    .id = "review-overdue",
    .category = Category::lifecycle,
    .level = Level::error,
    .depends_on_date = true,
    .summary = "An integration was to be reviewed by now, or soon is.",
    .options = options,
    .on_integration = check,
};

}  // namespace latchkey::lint
