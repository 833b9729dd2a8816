#include "lint/changes.h"

namespace latchkey::lint {
namespace {

constexpr Message<std::string_view> vanished{
    "`{}` was active and is gone without having been retired"};

void check(const PolicyDiff& changes, Context& context) {
    for (const SubjectDiff& subject : changes.subjects) {
        if (subject.vanished) {
            context.report(subject.where.value_or(Location{}), vanished, subject.id)
                .note(
                    "its key may still work: keep it with `status retired` until the key is "
                    "withdrawn")
                .about(subject.id, "");
        }
    }
}

}  // namespace

constinit const Rule integration_vanished{
    .id = "integration-vanished",
    .category = Category::evolution,
    .level = Level::error,
    .summary = "An active integration is removed without having been retired.",
    .on_changes = check,
};

}  // namespace latchkey::lint
