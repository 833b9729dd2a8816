#include "lint/danger.h"
#include "lint/power.h"
#include "lint/rule.h"
#include "lint/words.h"

#include <utility>

namespace latchkey::lint {
namespace {

using catalog::Effect;
using OperationIds = std::vector<catalog::Id<catalog::Operation>>;

constexpr Message<std::string_view, std::string_view, std::string_view> opens{
    "`{}` lets the key of `{}` {}, which the policy does not allow"};

/// What the operations do, in words.
std::string deeds_of(const catalog::Catalog& provider, const OperationIds& operations) {
    constexpr std::pair<Effect, std::string_view> words[] = {
        {Effect::charge_money, "charge money"},
        {Effect::refund_money, "refund money"},
        {Effect::credit_money, "give credit"},
        {Effect::spend_money, "spend money"},
        {Effect::record_payment, "record payments"},
        {Effect::change_payment_provider, "change who collects payments"},
        {Effect::change_billing, "change what customers are billed"},
    };
    std::vector<std::string_view> deeds;
    for (const auto& [effect, deed] : words) {
        for (const catalog::Id<catalog::Operation> operation : operations) {
            if (provider[operation].effects.contains(effect)) {
                deeds.push_back(deed);
                break;
            }
        }
    }
    return plain_list(deeds);
}

void check(const model::Integration& integration, Context& context) {
    if (integration.gateway.has_value()) {
        return;
    }
    for (const authority::ProviderAuthority& held : context.authority(integration)) {
        const catalog::Catalog& provider = context.provider(held.provider);
        catalog::OperationSet open = lasting_residual(context, held);
        for (const catalog::Id<catalog::Scope> scope : authority::granted_scopes(held)) {
            OperationIds found = (reached_by(provider, held, scope) & open).ids();
            std::erase_if(found, [&](auto id) { return !is_about_money(provider[id]); });
            if (found.empty()) {
                continue;
            }
            // An operation that several scopes open together is told once.
            for (const catalog::Id<catalog::Operation> operation : found) {
                open.erase(operation);
            }
            context
                .report(place_of(context, integration, held, scope), opens, provider[scope].id,
                        integration.name.text, deeds_of(provider, found))
                .note(quoted_list(provider, found));
        }
    }
}

}  // namespace

constinit const Rule money_scope{
    .id = "money-scope",
    .category = Category::least_privilege,
    .level = Level::warning,
    .summary =
        "A scope lets a key move money that the policy does not let it move, and nothing "
        "stands in front.",
    .on_integration = check,
};

}  // namespace latchkey::lint
