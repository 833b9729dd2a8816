#include "lint/rule.h"

#include <algorithm>

namespace latchkey::lint {
namespace {

constexpr Message<std::string_view, std::string_view> missing{
    "`{}` is about people in `{}` and has no `basis`"};
constexpr Message<> unweighed{"`legitimate-interest` does not say where it was weighed"};

bool needs_basis(model::Subject subject) {
    return subject == model::Subject::eu || subject == model::Subject::uk;
}

void check(const model::Integration& integration, Context& context) {
    const auto subject = std::ranges::find_if(integration.subjects, needs_basis);
    if (subject == integration.subjects.end()) {
        return;
    }
    if (!integration.basis.has_value()) {
        context
            .report(integration.subjects_where, missing, integration.name.text, to_string(*subject))
            .fix(Fix::Safety::stub, "say what allows it",
                 context.append_statement(integration.body,
                                          "basis consent \"where it is recorded\""));
        return;
    }
    if (integration.basis->kind == model::BasisKind::legitimate_interest &&
        !integration.basis->reference.has_value()) {
        context.report(integration.basis->where, unweighed)
            .fix(Fix::Safety::stub, "name the assessment",
                 Context::insert_after(integration.basis->where, " \"LIA-\""));
    }
}

}  // namespace

constinit const Rule missing_basis{
    .id = "missing-basis",
    .category = Category::data_protection,
    .level = Level::warning,
    .fix = FixKind::stub,
    .summary = "Nothing says what allows the use of data about people in the EU or the UK.",
    .on_integration = check,
};

}  // namespace latchkey::lint
