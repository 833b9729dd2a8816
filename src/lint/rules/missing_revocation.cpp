#include "lint/danger.h"
#include "lint/rule.h"

namespace latchkey::lint {
namespace {

constexpr Message<std::string_view> missing{"`{}` has no `revoke`"};
constexpr Message<std::string_view, std::string_view> dangerous{
    "`{}` has no `revoke`, and its key holds `{}`"};
constexpr Message<std::string_view> almighty{"`{}` has no `revoke`, and its key can do everything"};

void check(const model::Integration& integration, Context& context) {
    if (integration.revoke.has_value()) {
        return;
    }
    const std::string scope = dangerous_scope(context, integration, catalog::Tier::money);
    diag::Finding finding =
        scope.empty() ? context.report(integration.name.where, missing, integration.name.text)
        : scope == full_access ? context.report_as(Level::error, integration.name.where, almighty,
                                                   integration.name.text)
                               : context.report_as(Level::error, integration.name.where, dangerous,
                                                   integration.name.text, scope);
    finding.label(integration.name.where, "nobody knows how to stop it")
        .fix(Fix::Safety::stub, "name the runbook that revokes its key",
             context.append_statement(integration.body, "revoke \"RUNBOOK\" within 1 hour"));
}

}  // namespace

constinit const Rule missing_revocation{
    .id = "missing-revocation",
    .category = Category::lifecycle,
    .level = Level::warning,
    .fix = FixKind::stub,
    .summary = "An integration has no `revoke`: nobody knows how to take its key away.",
    .on_integration = check,
};

}  // namespace latchkey::lint
