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
constexpr Message<std::string_view, std::string_view, std::string_view, std::string_view> wide{
    "`{}` opens {} that `{}` does not need; {} would do"};
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

std::vector<std::string_view> names_of(const catalog::Catalog& provider,
                                       std::span<const catalog::Id<catalog::Scope>> scopes) {
    std::vector<std::string_view> names;
    std::ranges::transform(scopes, std::back_inserter(names),
                           [&](const auto scope) { return provider[scope].id; });
    return names;
}

/// A provider may have several scopes for one operation: what is declared then opens everything,
/// and each part of it is needed, though narrower scopes would open that too.
void report_wide(const model::Integration& integration, const authority::ProviderAuthority& held,
                 Context& context) {
    const catalog::Catalog& provider = context.provider(held.provider);
    const auto is_declared = [&](auto scope) {
        return std::ranges::count(held.declared, scope) > 0;
    };
    catalog::ScopeSet least(provider.scopes.size());
    std::vector<catalog::Id<catalog::Scope>> instead;
    for (const authority::NeededScope& needed : held.minimal) {
        least.insert(needed.scope);
        if (!is_declared(needed.scope)) {
            instead.push_back(needed.scope);
        }
    }
    const model::Credential& credential = context.model().credentials[held.credential];
    const catalog::OperationSet enough = authority::opens(
        provider, authority::closure(provider, least), credential.kind, credential.levels);
    for (const catalog::Id<catalog::Scope> scope : held.declared) {
        const model::DeclaredScope* declared = find_declared(integration, held.provider, scope);
        const std::size_t unneeded =
            (reached_by(provider, held, scope) - held.allowed - enough).count();
        if (declared == nullptr || least.contains(scope) || unneeded == 0 ||
            std::ranges::count(held.excess, scope) > 0 ||
            is_needed_elsewhere(integration, held, scope, context)) {
            continue;
        }
        context
            .report(declared->where, wide, provider[scope].id, count(unneeded, "operation"),
                    integration.name.text, quoted_list(names_of(provider, instead)))
            .label(declared->where, "a narrower choice opens all that is granted");
    }
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
        if (held.missing.empty() && !held.approximate) {
            report_wide(integration, held, context);
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
