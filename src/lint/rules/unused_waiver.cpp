#include "lint/rule.h"
#include "lint/waivers.h"

namespace latchkey::lint {
namespace {

constexpr Message<std::string_view, std::string_view> unused{
    "`{}` finds nothing in `{}` that this would waive"};

std::string_view home_of(const model::Waiver& waiver, const model::Model& model) {
    return waiver.integration.has_value() ? model.integrations[*waiver.integration].name.text
                                          : model.credentials[*waiver.credential].name.text;
}

void check(const model::Waiver& waiver, Context& context) {
    const Waivers& waivers = context.waivers();
    if (waivers.standing(waiver) != Standing::in_force || waivers.waived_by(waiver) != 0) {
        return;
    }
    context.report(waiver.rule.where, unused, waiver.rule.text, home_of(waiver, context.model()))
        .fix(Fix::Safety::safe, "remove the waiver", context.remove_statement(waiver.where));
}

}  // namespace

constinit const Rule unused_waiver{
    .id = "unused-waiver",
    .category = Category::hygiene,
    .level = Level::warning,
    .fix = FixKind::safe,
    .summary = "A waiver waives nothing.",
    .on_waiver = check,
};

}  // namespace latchkey::lint
