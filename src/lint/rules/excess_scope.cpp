#include "lint/power.h"
#include "lint/rule.h"
#include "lint/words.h"

#include <algorithm>

namespace latchkey::lint {
namespace {

constexpr Message<std::string_view, std::string_view, std::string_view> excess{
    "`{}` opens {} that `{}` does not need"};
constexpr Message<std::string_view> redundant{
    "`{}` opens only what other scopes of the list open too"};
constexpr Message<std::string_view, std::string_view> useless{"`{}` opens nothing for `{}`"};
constexpr Message<std::string_view> admin{"`{}` is an administrator's scope"};

diag::Finding report(const model::DeclaredScope& declared, const authority::ProviderAuthority& held,
                     const model::Integration& integration, Context& context) {
    const catalog::Catalog& provider = context.provider(held.provider);
    const catalog::OperationSet opened = reached_by(provider, held, declared.scope);
    const std::size_t unneeded = (opened - held.allowed).count();
    const std::string_view name = provider[declared.scope].id;
    if (unneeded > 0) {
        return context.report(declared.where, excess, name, count(unneeded, "operation"),
                              integration.name.text);
    }
    if (!opened.empty()) {
        return context.report(declared.where, redundant, name);
    }
    return context.report(declared.where, useless, name,
                          context.model().credentials[held.credential].name.text);
}

/// Whether another integration with the same key needs the scope: then the list is true of the key,
/// and `shared-credential` says what is wrong.
bool is_needed_elsewhere(const model::Integration& integration,
                         const authority::ProviderAuthority& held,
                         catalog::Id<catalog::Scope> scope, const Context& context) {
    const model::Credential& credential = context.model().credentials[held.credential];
    return std::ranges::any_of(living_users(context, credential), [&](auto user) {
        const model::Integration& other = context.model().integrations[user];
        return &other != &integration &&
               std::ranges::any_of(context.authority(other), [&](const auto& power) {
                   return power.credential == held.credential &&
                          std::ranges::find(power.minimal, scope, &authority::NeededScope::scope) !=
                              power.minimal.end();
               });
    });
}

void check(const model::Integration& integration, Context& context) {
    for (const authority::ProviderAuthority& held : context.authority(integration)) {
        for (const catalog::Id<catalog::Scope> scope : held.excess) {
            const model::DeclaredScope* declared = find_declared(integration, held.provider, scope);
            const catalog::ScopeStatus status = context.provider(held.provider)[scope].status;
            // `user-role-scope` and `undocumented-scope` say more of theirs.
            if (declared == nullptr || status == catalog::ScopeStatus::user_role ||
                status == catalog::ScopeStatus::undocumented ||
                is_needed_elsewhere(integration, held, scope, context)) {
                continue;
            }
            diag::Finding finding = report(*declared, held, integration, context);
            if (context.provider(held.provider)[scope].tier == catalog::Tier::admin) {
                finding.note(admin(context.provider(held.provider)[scope].id));
            }
            finding.label(declared->where, "no grant needs it")
                .fix(Fix::Safety::safe, "remove it", context.remove_from_list(declared->where));
        }
    }
}

}  // namespace

constinit const Rule excess_scope{
    .id = "excess-scope",
    .category = Category::least_privilege,
    .level = Level::error,
    .fix = FixKind::safe,
    .summary = "A declared scope opens operations that no grant needs.",
    .on_integration = check,
};

}  // namespace latchkey::lint
