#include "lint/people.h"
#include "lint/rule.h"

#include <algorithm>
#include <set>
#include <vector>

namespace latchkey::lint {
namespace {

constexpr Message<std::string_view, std::string_view> alert_to_one{
    "`{}` looks like one person's address, and nobody else hears of {}"};
constexpr Message<std::string_view, std::string_view> escalation_to_one{
    "`{}` looks like one person's address, and `{}` has no other `escalation`"};

/// One finding for a person, at the first alert that only this person gets.
void check(const model::Integration& integration, Context& context) {
    std::set<std::string_view> named;
    for (const model::Alert& alert : integration.alerts) {
        const bool alone = std::ranges::all_of(integration.alerts, [&](const model::Alert& other) {
            return other.signal != alert.signal || other.to.value == alert.to.value;
        });
        if (alone && looks_personal(alert.to.value, context.model()) &&
            named.insert(alert.to.value).second) {
            context.report(alert.to.where, alert_to_one, alert.to.value,
                           "`" + std::string(to_string(alert.signal)) + "`");
        }
    }
}

void check_team(const model::Team& team, Context& context) {
    if (team.escalation.has_value() && looks_personal(team.escalation->value, context.model())) {
        context.report(team.escalation->where, escalation_to_one, team.escalation->value,
                       team.name.text);
    }
}

}  // namespace

constinit const Rule alert_to_person{
    .id = "alert-to-person",
    .category = Category::operations,
    .level = Level::warning,
    .profile = Profile::all,
    .summary = "An alert or escalation reaches one person only.",
    .on_integration = check,
    .on_team = check_team,
};

}  // namespace latchkey::lint
