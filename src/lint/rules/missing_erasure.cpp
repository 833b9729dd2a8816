#include "lint/personal.h"
#include "lint/rule.h"

namespace latchkey::lint {
namespace {

constexpr Message<std::string_view> missing{"`{}` stores data about people and has no `erase`"};
constexpr Message<std::string_view> written{"a `{}` is about somebody"};
constexpr Message<> kept{"what it reads is kept"};

void check(const model::Integration& integration, Context& context) {
    if (integration.erase.has_value() || !concerns_people(integration)) {
        return;
    }
    const PersonalReach reach = personal_reach(context, integration);
    // What is read and not kept is `missing-retention`, until something says how long.
    const bool is_kept = reach.is_read && integration.retain.has_value();
    if (!reach.is_written && !is_kept) {
        return;
    }
    diag::Finding finding = context.report(integration.name.where, missing, integration.name.text);
    if (is_kept) {
        finding.label(integration.retain->where, kept());
    } else {
        finding.label(reach.grant->word_where, written(reach.entity));
    }
    finding.fix(Fix::Safety::stub, "say how somebody is forgotten",
                context.append_statement(
                    integration.body,
                    "erase \"runbooks/erase-" + std::string(integration.name.text) + ".md\""));
}

}  // namespace

constinit const Rule missing_erasure{
    .id = "missing-erasure",
    .category = Category::data_protection,
    .level = Level::warning,
    .profile = Profile::strict,
    .fix = FixKind::stub,
    .summary = "Data about people is stored, and nothing says how it is erased.",
    .on_integration = check,
};

}  // namespace latchkey::lint
