#include "lint/changes.h"

namespace latchkey::lint {
namespace {

void check(const PolicyDiff& changes, Context& context) {
    report_changes(changes, "access-widened", context);
}

}  // namespace

constinit const Rule access_widened{
    .id = "access-widened",
    .category = Category::evolution,
    .level = Level::warning,
    .summary = "An operation, field, event, scope, account or level becomes reachable.",
    .on_changes = check,
};

}  // namespace latchkey::lint
