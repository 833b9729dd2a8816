#include "lint/rule.h"

namespace latchkey::lint {
namespace {

constexpr Message<std::string_view> missing{"team `{}` has no `contact`"};

void check(const model::Team& team, Context& context) {
    if (team.contact.has_value()) {
        return;
    }
    context.report(team.name.where, missing, team.name.text)
        .label(team.name.where, "nobody knows whom to ask")
        .fix(Fix::Safety::stub, "say where to reach it",
             context.append_statement(team.body, "contact \"ADDRESS\""));
}

}  // namespace

constinit const Rule missing_owner_contact{
    .id = "missing-owner-contact",
    .category = Category::lifecycle,
    .level = Level::warning,
    .fix = FixKind::stub,
    .summary = "A team has no `contact`.",
    .on_team = check,
};

}  // namespace latchkey::lint
