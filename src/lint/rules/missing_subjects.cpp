#include "lint/personal.h"
#include "lint/rule.h"

namespace latchkey::lint {
namespace {

constexpr Message<std::string_view> missing{"`{}` reaches data about people and has no `subjects`"};
constexpr Message<std::string_view> reached{"a `{}` is about somebody"};

void check(const model::Integration& integration, Context& context) {
    if (!integration.subjects.empty() || !concerns_people(integration)) {
        return;
    }
    const PersonalReach reach = personal_reach(context, integration);
    if (reach.grant != nullptr) {
        context.report(integration.name.where, missing, integration.name.text)
            .label(reach.grant->word_where, reached(reach.entity))
            .fix(Fix::Safety::stub, "say where these people are",
                 context.append_statement(integration.body, "subjects eu"));
    }
}

}  // namespace

constinit const Rule missing_subjects{
    .id = "missing-subjects",
    .category = Category::data_protection,
    .level = Level::warning,
    .profile = Profile::strict,
    .fix = FixKind::stub,
    .summary = "Data about people is reached, and nothing says where they are.",
    .on_integration = check,
};

}  // namespace latchkey::lint
