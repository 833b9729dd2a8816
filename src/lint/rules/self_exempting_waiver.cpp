#include "lint/changes.h"

namespace latchkey::lint {
namespace {

constexpr Message<std::string_view, std::string_view> exempting{
    "this waiver of `{}` for `{}` comes in the same change as what it waives"};

void check(const PolicyDiff& changes, Context& context) {
    for (const SelfExemption& one : changes.exemptions) {
        diag::Finding finding = context.report(one.where, exempting, one.rule, one.subject);
        finding.label(one.finding, one.message);
        if (one.accepted) {
            finding.note("accepted by " + one.accepted->by + ": " + one.accepted->because);
            context.excuse();
        } else {
            finding.note("have the exception decided in a change of its own, before what needs it");
        }
    }
}

}  // namespace

constinit const Rule self_exempting_waiver{
    .id = "self-exempting-waiver",
    .category = Category::evolution,
    .level = Level::error,
    .waivable = false,
    .summary = "A waiver is added in the same change as what it waives.",
    .on_changes = check,
};

}  // namespace latchkey::lint
