#include "lint/danger.h"
#include "lint/power.h"
#include "lint/rule.h"
#include "lint/words.h"

#include <algorithm>

namespace latchkey::lint {
namespace {

constexpr Message<std::string_view, std::string_view> residual{
    "the key of `{}` can still do {} that the policy does not allow"};
constexpr Message<std::string_view, std::string_view> denied{
    "denied by the policy, which {} does not know: {} of them"};
constexpr Message<std::size_t> opens{"opens {} of them"};

bool destroys(const catalog::Operation& operation) {
    constexpr catalog::ActionSet read{static_cast<std::uint8_t>(catalog::Action::read)};
    const bool bulk =
        operation.effects.contains(catalog::Effect::bulk) && operation.actions != read;
    return operation.actions.contains(catalog::Action::remove) || bulk;
}

/// Labels the declared scopes that are to blame.
void label_scopes(const model::Integration& integration, const authority::ProviderAuthority& held,
                  const catalog::OperationSet& found, const Context& context,
                  diag::Finding& finding) {
    for (const model::DeclaredScope& declared : integration.scopes) {
        if (declared.provider == held.provider) {
            const auto opened =
                reached_by(context.provider(held.provider), held, declared.scope) & found;
            if (!opened.empty()) {
                finding.label(declared.where, opens(opened.count()));
            }
        }
    }
}

void report(const model::Integration& integration, const authority::ProviderAuthority& held,
            const catalog::OperationSet& found, Context& context) {
    const catalog::Catalog& provider = context.provider(held.provider);
    const auto deletes = static_cast<std::size_t>(std::ranges::count_if(found.ids(), [&](auto id) {
        return provider[id].actions.contains(catalog::Action::remove);
    }));
    const std::size_t others = found.count() - deletes;
    std::string what = deletes > 0 ? count(deletes, "delete") : "";
    if (others > 0) {
        what += (deletes > 0 ? " and " : "") + count(others, "bulk change");
    }
    diag::Finding finding =
        context.report(integration.name.where, residual, integration.name.text, what);
    label_scopes(integration, held, found, context, finding);
    finding.note(quoted_list(provider, found.ids()));
    if (const std::size_t forbidden = (found & held.denied).count(); forbidden > 0) {
        finding.note(denied(provider.title, std::to_string(forbidden)));
    }
    finding.fix(Fix::Safety::stub, "name the gateway in front of the provider",
                context.append_statement(integration.body, "gateway \"NAME\""));
}

void check(const model::Integration& integration, Context& context) {
    for (const authority::ProviderAuthority& held : context.authority(integration)) {
        const catalog::Catalog& provider = context.provider(held.provider);
        if (integration.gateway.has_value()) {
            continue;
        }
        catalog::OperationSet found = lasting_residual(context, held);
        held.residual.for_each([&](auto id) {
            const bool closed_without_key = held.full_access || !provider[id].alternatives.empty();
            if (!closed_without_key || !destroys(provider[id])) {
                found.erase(id);
            }
        });
        if (!found.empty()) {
            report(integration, held, found, context);
            return;
        }
    }
}

}  // namespace

constinit const Rule residual_delete{
    .id = "residual-delete",
    .category = Category::least_privilege,
    .level = Level::warning,
    .fix = FixKind::stub,
    .summary =
        "A key can delete or bulk-change what the policy does not allow, and nothing stands in "
        "front.",
    .on_integration = check,
};

}  // namespace latchkey::lint
