#include "lint/changes.h"

namespace latchkey::lint {
namespace {

void check(const PolicyDiff& changes, Context& context) {
    report_changes(changes, "catalogue-widened", context);
}

}  // namespace

constinit const Rule catalogue_widened{
    .id = "catalogue-widened",
    .category = Category::evolution,
    .level = Level::warning,
    .summary = "A newer catalogue lets a key or a grant that nobody changed do more.",
    .on_changes = check,
};

}  // namespace latchkey::lint
