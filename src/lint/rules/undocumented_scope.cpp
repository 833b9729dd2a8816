#include "lint/rule.h"

namespace latchkey::lint {
namespace {

constexpr Message<std::string_view, std::string_view> undocumented{
    "`{}` is offered by {}'s portal, but its API does not say what it opens"};

void check(const model::Integration& integration, Context& context) {
    for (const model::DeclaredScope& declared : integration.scopes) {
        const catalog::Catalog& provider = context.provider(declared.provider);
        const catalog::Scope& scope = provider[declared.scope];
        if (scope.status == catalog::ScopeStatus::undocumented) {
            context.report(declared.where, undocumented, scope.id, provider.title)
                .label(declared.where, "no known operation needs it");
        }
    }
}

}  // namespace

constinit const Rule undocumented_scope{
    .id = "undocumented-scope",
    .category = Category::least_privilege,
    .level = Level::warning,
    .summary = "A declared scope is offered by the provider's portal but documented nowhere.",
    .on_integration = check,
};

}  // namespace latchkey::lint
