#include "lint/dates.h"
#include "lint/power.h"
#include "lint/rule.h"

namespace latchkey::lint {
namespace {

constexpr Message<std::string_view, std::string_view, std::string_view> expired{
    "`{}` expired on {}, {}"};
constexpr Message<std::string_view, std::string_view, std::string_view> soon{
    "`{}` expires on {}, {}"};

constexpr RuleOption options[] = {
    {"warn-days", 14, "How many days before the date a warning is given."},
};

void check(const model::Credential& credential, Context& context) {
    // That nobody uses it any more is what other rules say.
    if (!credential.expires.has_value() || living_users(context, credential).empty()) {
        return;
    }
    const Location where = credential.expires->where;
    const Deadline deadline(credential.expires->day, {}, context);
    if (deadline.has_passed()) {
        context.report(where, expired, credential.name.text, deadline.date(), deadline.when());
    } else if (!deadline.is_far()) {
        context.report_as(Level::warning, where, soon, credential.name.text, deadline.date(),
                          deadline.when());
    }
}

}  // namespace

constinit const Rule credential_expired{
    .id = "credential-expired",
    .category = Category::credentials,
    .level = Level::error,
    .depends_on_date = true,
    .summary = "A credential that is in use has expired, or soon does.",
    .options = options,
    .on_credential = check,
};

}  // namespace latchkey::lint
