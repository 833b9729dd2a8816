#include "lint/changes.h"

namespace latchkey::lint {
namespace {

constexpr Message<std::string_view> unused{"this acceptance accepts nothing that changes in `{}`"};
constexpr Message<std::string_view, std::string_view> unused_part{
    "`{}` of this acceptance is no part of what changes in `{}`"};

void check(const PolicyDiff& changes, Context& context) {
    for (const UnusedAcceptance& one : changes.unused) {
        if (one.old) {
            continue;
        }
        if (one.part.empty()) {
            context.report(one.where, unused, one.subject)
                .note("name what the change gives, in the words that `latchkey diff` offers");
        } else {
            context.report(one.where, unused_part, one.part, one.subject)
                .note("take it out: nobody should find it accepted one day");
        }
    }
}

}  // namespace

constinit const Rule unused_acceptance{
    .id = "unused-acceptance",
    .category = Category::evolution,
    .level = Level::warning,
    .summary = "An acceptance, or a part of one, accepts nothing in the change it came with.",
    .on_changes = check,
};

}  // namespace latchkey::lint
