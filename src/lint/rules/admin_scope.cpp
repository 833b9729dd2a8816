#include "lint/power.h"
#include "lint/rule.h"
#include "lint/words.h"

#include <algorithm>

namespace latchkey::lint {
namespace {

constexpr Message<std::string_view, std::string_view> admin{"`{}` is an administrator's scope{}"};
constexpr Message<std::string_view, std::string_view, std::string_view> unscoped{
    "a key of kind `{}` has no scopes: it opens {} of {}"};
constexpr Message<> no_narrower{"the provider has nothing narrower"};

/// `residual-escalation` says worse of a scope, `excess-scope` that it has to go,
/// `undocumented-scope` that nobody knows what it does, and `user-role-scope` that no token has it.
bool others_speak_of(catalog::Id<catalog::Scope> scope, const catalog::Catalog& provider,
                     const authority::ProviderAuthority& held) {
    return provider[scope].status == catalog::ScopeStatus::undocumented ||
           provider[scope].status == catalog::ScopeStatus::user_role ||
           std::ranges::find(held.excess, scope) != held.excess.end() ||
           !escalations(provider, held, scope).empty();
}

void check_scopes(const model::Integration& integration, Context& context) {
    for (const authority::ProviderAuthority& held : context.authority(integration)) {
        const catalog::Catalog& provider = context.provider(held.provider);
        const bool mild = is_administration(context, integration) || !has_narrow_scopes(provider);
        held.held.for_each([&](catalog::Id<catalog::Scope> id) {
            const catalog::Scope& scope = provider[id];
            if (scope.tier != catalog::Tier::admin || others_speak_of(id, provider, held)) {
                return;
            }
            const Level level =
                mild || is_read_only(provider, scope) ? Level::warning : Level::error;
            const std::string reason = scope.reason.empty() ? "" : ": " + std::string(scope.reason);
            diag::Finding finding = context.report_as(
                level, place_of(context, integration, held, id), admin, scope.id, reason);
            if (!integration.scopes_where.has_value()) {
                finding.label(place_of(context, integration, held, id), "this needs it");
            }
        });
    }
}

void check_kind(const model::Credential& credential, Context& context) {
    const catalog::Kind* kind = kind_of(context, credential);
    if (kind == nullptr || !kind->full_access || is_legacy(*kind, context.as_of())) {
        return;
    }
    const catalog::Catalog& provider = context.provider(*credential.provider);
    const auto users = living_users(context, credential);
    const bool administers = !users.empty() && std::ranges::all_of(users, [&](auto id) {
        return is_administration(context, context.model().integrations[id]);
    });
    const bool narrower = has_narrower_kind(provider);
    const model::Bearer bearer{
        .provider = &provider, .kind = credential.kind, .levels = credential.levels};
    const auto opened = std::ranges::count_if(
        provider.operations,
        [&](const catalog::Operation& one) { return model::has_operation(bearer, one); });
    diag::Finding finding = context.report_as(
        administers || !narrower ? Level::warning : Level::error, credential.kind_name.where,
        unscoped, kind->id, "all " + count(static_cast<std::size_t>(opened), "operation"),
        provider.title);
    if (!narrower) {
        finding.note(no_narrower());
    }
}

}  // namespace

constinit const Rule admin_scope{
    .id = "admin-scope",
    .category = Category::least_privilege,
    .level = Level::error,
    .summary = "A key holds an administrator's scope, or is of a kind that has no scopes at all.",
    .on_integration = check_scopes,
    .on_credential = check_kind,
};

}  // namespace latchkey::lint
