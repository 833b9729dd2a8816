#include "lint/rule.h"
#include "lint/words.h"

namespace latchkey::lint {
namespace {

constexpr Message<std::string_view, std::string_view> unknown{
    "{} does not say which scope `{}` needs"};

void check(const model::Grant& grant, Context& context) {
    if (grant.effect == model::Grant::Effect::deny) {
        return;
    }
    if (grant.form == model::Grant::Form::call) {
        for (const model::OperationRef& called : grant.operations) {
            const catalog::Catalog& provider = context.provider(called.provider);
            if (!provider[called.operation].requirement_known) {
                context.report(called.where, unknown, provider.title,
                               name_of(provider[called.operation]));
            }
        }
    }
    for (const model::EventRef& received : grant.events) {
        const catalog::Catalog& provider = context.provider(received.provider);
        if (!provider[received.event].scope.has_value()) {
            context.report(received.where, unknown, provider.title, provider[received.event].name);
        }
    }
}

}  // namespace

constinit const Rule unknown_requirement{
    .id = "unknown-requirement",
    .category = Category::least_privilege,
    .level = Level::warning,
    .summary = "An operation or event is allowed whose scope the provider does not state.",
    .on_grant = check,
};

}  // namespace latchkey::lint
