#include "lint/power.h"
#include "lint/rule.h"
#include "lint/words.h"

#include <algorithm>

namespace latchkey::lint {
namespace {

constexpr Message<std::string_view, std::string_view> operation_is{"{} has deprecated `{}`"};
constexpr Message<std::string_view, std::string_view> all_are{
    "all that this covers is deprecated by {}: {}"};
constexpr Message<std::string_view, std::string_view> scope_is{"{} has deprecated the scope `{}`"};
constexpr Message<std::string_view, std::string_view> kind_is{"support for `{}` ends on {}"};

void check_named(const model::Grant& grant, Context& context) {
    for (const model::OperationRef& named : grant.operations) {
        const catalog::Catalog& provider = context.provider(named.provider);
        const catalog::Operation& operation = provider[named.operation];
        if (!operation.deprecated) {
            continue;
        }
        diag::Finding finding =
            context.report(named.where, operation_is, provider.title, name_of(operation));
        // The last one cannot go without its grant, and with `via` gone the grant would be wider.
        if (grant.operations.size() > 1) {
            finding.fix(Fix::Safety::unsafe, "remove it", context.remove_from_list(named.where));
        }
    }
}

/// A `deny` rests on nothing: what it denies is there until the provider takes it away.
void check_grant(const model::Grant& grant, Context& context) {
    if (grant.effect == model::Grant::Effect::deny) {
        return;
    }
    check_named(grant, context);
    if (!grant.operations.empty()) {
        return;
    }
    for (const model::Target& target : grant.targets) {
        model::Grant alone = grant;
        alone.targets = {target};
        const catalog::Catalog& provider = context.provider(target.provider);
        const auto covered = model::contributed(context.model(), target.provider, alone,
                                                context.bearer(grant, target.provider))
                                 .ids();
        if (!covered.empty() &&
            std::ranges::all_of(covered, [&](auto id) { return provider[id].deprecated; })) {
            context.report(target.where, all_are, provider.title, quoted_list(provider, covered));
        }
    }
}

void check_scopes(const model::Integration& integration, Context& context) {
    for (const model::DeclaredScope& declared : integration.scopes) {
        const catalog::Catalog& provider = context.provider(declared.provider);
        if (provider[declared.scope].status == catalog::ScopeStatus::deprecated) {
            context.report(declared.where, scope_is, provider.title, provider[declared.scope].id)
                .fix(Fix::Safety::unsafe, "remove it", context.remove_from_list(declared.where));
        }
    }
}

/// A kind whose support has ended is `legacy-api-key`.
void check_kind(const model::Credential& credential, Context& context) {
    const catalog::Kind* kind = kind_of(context, credential);
    if (kind != nullptr && !kind->support_ended.empty() && !is_legacy(*kind, context.as_of())) {
        context.report(credential.kind_name.where, kind_is, kind->id, kind->support_ended);
    }
}

}  // namespace

constinit const Rule deprecated_operation{
    .id = "deprecated-operation",
    .category = Category::least_privilege,
    .level = Level::warning,
    .fix = FixKind::unsafe,
    .depends_on_date = true,
    .summary =
        "A grant rests on an operation, scope or kind of credential that the provider gives up.",
    .on_integration = check_scopes,
    .on_credential = check_kind,
    .on_grant = check_grant,
};

}  // namespace latchkey::lint
