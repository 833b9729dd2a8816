#include "lint/rule.h"

namespace latchkey::lint {
namespace {

constexpr Message<std::string_view, std::string_view> user_role{
    "`{}` is a permission of {}'s human users, not a scope of tokens"};

void check(const model::Integration& integration, Context& context) {
    for (const model::DeclaredScope& declared : integration.scopes) {
        const catalog::Catalog& provider = context.provider(declared.provider);
        const catalog::Scope& scope = provider[declared.scope];
        if (scope.status == catalog::ScopeStatus::user_role) {
            context.report(declared.where, user_role, scope.id, provider.title)
                .label(declared.where, "no token can hold it")
                .fix(Fix::Safety::safe, "remove it", context.remove_from_list(declared.where));
        }
    }
}

}  // namespace

constinit const Rule user_role_scope{
    .id = "user-role-scope",
    .category = Category::least_privilege,
    .level = Level::error,
    .fix = FixKind::safe,
    .summary = "A declared scope is a permission of human users, which no token can hold.",
    .on_integration = check,
};

}  // namespace latchkey::lint
