#include "lint/personal.h"
#include "lint/power.h"
#include "lint/rule.h"
#include "lint/words.h"

namespace latchkey::lint {
namespace {

constexpr Message<std::string_view, std::string_view> fields{
    "this reads {} of `{}`, which is free text, for the enrichment of records"};
constexpr Message<std::string_view> record{
    "this reads `{}`, which is free text, for the enrichment of records"};

bool reads_for_enrichment(const Context& context, const model::Integration& integration,
                          const catalog::Operation& operation) {
    return operation.actions.contains(catalog::Action::read) &&
           has_purpose(context, integration, "enrichment");
}

void check(const model::Grant& grant, Context& context) {
    for (const ReachedFields& reached :
         reached_fields(context, grant, catalog::DataClass::free_text, reads_for_enrichment)) {
        const std::string_view entity = context.provider(reached.provider)[reached.entity].id;
        if (reached.names.empty()) {
            context.report(reached.where, record, entity);
        } else {
            context.report(reached.where, fields, quoted_list(reached.names), entity);
        }
    }
}

}  // namespace

constinit const Rule free_text_exposure{
    .id = "free-text-exposure",
    .category = Category::data_protection,
    .level = Level::warning,
    .profile = Profile::strict,
    .summary = "Custom fields, notes or messages are read for the enrichment of records.",
    .on_grant = check,
};

}  // namespace latchkey::lint
