#include "lint/power.h"
#include "lint/rule.h"
#include "lint/words.h"

namespace latchkey::lint {
namespace {

constexpr Message<std::string_view> missing{"`{}` never changes and has no `rotate`"};
constexpr Message<std::string_view, std::string_view> advice{"{} advises to rotate it every {}"};

constexpr RuleOption options[] = {
    {"days", 90, "The interval that the stub proposes where the provider advises none."},
};

void check(const model::Credential& credential, Context& context) {
    const catalog::Kind* kind = kind_of(context, credential);
    // A key that is to be replaced need not be rotated: `legacy-api-key` speaks of it.
    if (kind == nullptr || !kind->is_static || credential.rotate.has_value() ||
        is_legacy(*kind, context.as_of())) {
        return;
    }
    diag::Finding finding = context.report(credential.name.where, missing, credential.name.text);
    if (kind->rotate_days.has_value()) {
        finding.note(
            advice(context.provider(*credential.provider).title, count(*kind->rotate_days, "day")));
    }
    std::string stub =
        "rotate every " + count(kind->rotate_days.value_or(context.option("days")), "day");
    if (kind->overlap_days.has_value()) {
        stub += " overlap " + count(*kind->overlap_days, "day");
    }
    finding.fix(Fix::Safety::stub, "say how often it is rotated",
                context.append_statement(credential.body, stub));
}

}  // namespace

constinit const Rule missing_rotation{
    .id = "missing-rotation",
    .category = Category::credentials,
    .level = Level::warning,
    .fix = FixKind::stub,
    .summary = "A token that never changes by itself has no `rotate`.",
    .options = options,
    .on_credential = check,
};

}  // namespace latchkey::lint
