#include "lint/personal.h"
#include "lint/rule.h"

namespace latchkey::lint {
namespace {

constexpr Message<std::string_view> missing{"`{}` reads data about people and has no `retain`"};
constexpr Message<std::string_view> reached{"a `{}` is about somebody"};

void check(const model::Integration& integration, Context& context) {
    if (integration.retain.has_value() || !concerns_people(integration)) {
        return;
    }
    const PersonalReach reach = personal_reach(context, integration);
    if (reach.is_read) {
        context.report(integration.name.where, missing, integration.name.text)
            .label(reach.grant->word_where, reached(reach.entity))
            .fix(Fix::Safety::stub, "say for how long it keeps what it read",
                 context.append_statement(integration.body, "retain 12 months"));
    }
}

}  // namespace

constinit const Rule missing_retention{
    .id = "missing-retention",
    .category = Category::data_protection,
    .level = Level::warning,
    .profile = Profile::strict,
    .fix = FixKind::stub,
    .summary = "Data about people is read out, and nothing says for how long it is kept.",
    .on_integration = check,
};

}  // namespace latchkey::lint
