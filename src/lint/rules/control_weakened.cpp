#include "lint/changes.h"

namespace latchkey::lint {
namespace {

void check(const PolicyDiff& changes, Context& context) {
    report_changes(changes, "control-weakened", context);
}

}  // namespace

constinit const Rule control_weakened{
    .id = "control-weakened",
    .category = Category::evolution,
    .level = Level::warning,
    .summary =
        "A limit, alert, source list, review, rotation, retention, assertion or other control is "
        "loosened or removed.",
    .on_changes = check,
};

}  // namespace latchkey::lint
