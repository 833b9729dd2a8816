#include "lint/dates.h"
#include "lint/rule.h"

namespace latchkey::lint {
namespace {

constexpr Message<std::string_view, std::string_view, std::string_view> overdue{
    "`{}` was to be rotated by {}, {}"};
constexpr Message<std::string_view, std::string_view, std::string_view> soon{
    "`{}` is to be rotated by {}, {}"};

constexpr RuleOption options[] = {
    {"warn-days", 14, "How many days before the date a warning is given."},
};

void check(const model::Credential& credential, Context& context) {
    const std::optional<model::Date> last =
        credential.rotated.has_value() ? credential.rotated : credential.issued;
    if (!credential.rotate.has_value() || !last.has_value()) {
        return;
    }
    const Deadline deadline(last->day, credential.rotate->every, context);
    if (deadline.is_far()) {
        return;
    }
    diag::Finding finding =
        deadline.has_passed()
            ? context.report(last->where, overdue, credential.name.text, deadline.date(),
                             deadline.when())
            : context.report_as(Level::warning, last->where, soon, credential.name.text,
                                deadline.date(), deadline.when());
    finding.label(credential.rotate->every.where, "the interval");
}

}  // namespace

constinit const Rule rotation_overdue{
    .id = "rotation-overdue",
    .category = Category::credentials,
    .level = Level::error,
    .depends_on_date = true,
    .summary = "A credential was to be rotated by now, or soon is.",
    .options = options,
    .on_credential = check,
};

}  // namespace latchkey::lint
