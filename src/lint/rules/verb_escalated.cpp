#include "lint/changes.h"

namespace latchkey::lint {
namespace {

void check(const PolicyDiff& changes, Context& context) {
    report_changes(changes, "verb-escalated", context);
}

}  // namespace

constinit const Rule verb_escalated{
    .id = "verb-escalated",
    .category = Category::evolution,
    .level = Level::error,
    .summary =
        "What could only read can write, what could only write can delete, or a key of one "
        "sub-account works for the agency.",
    .on_changes = check,
};

}  // namespace latchkey::lint
