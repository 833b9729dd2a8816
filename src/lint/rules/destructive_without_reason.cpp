#include "lint/given.h"
#include "lint/rule.h"
#include "lint/words.h"

#include <algorithm>

namespace latchkey::lint {
namespace {

using catalog::Effect;
using catalog::Operation;

constexpr Message<std::string_view> unexplained{"this may {}, and does not say why"};

std::string deed_of(const catalog::Catalog& provider, const Operation& operation) {
    if (operation.effects.contains(Effect::bulk)) {
        const bool reads = operation.actions.contains(catalog::Action::read);
        return reads ? "export in bulk" : "change in bulk";
    }
    return operation.effects.contains(Effect::charge_money)   ? "charge money"
           : operation.effects.contains(Effect::refund_money) ? "refund money"
           : operation.effects.contains(Effect::send_message)
               ? "send messages"
               : std::string(provider[operation.verb].id) + " `" +
                     std::string(provider[operation.entity].id) + "`";
}

void check(const model::Grant& grant, Context& context) {
    // Whoever allows `any` is told to name what is needed, and is asked for a reason then.
    const bool wildcard = std::ranges::any_of(
        grant.targets, [](const model::Target& target) { return target.any_action; });
    if (grant.effect != model::Grant::Effect::allow || grant.because.has_value() || wildcard) {
        return;
    }
    const std::vector<Given> given = destructive(context, given_by(context, grant));
    if (given.empty()) {
        return;
    }
    std::vector<std::string> deeds;
    for (const Given& one : given) {
        const catalog::Catalog& provider = context.provider(one.provider);
        one.operations.for_each([&](auto id) {
            std::string deed = deed_of(provider, provider[id]);
            if (std::ranges::find(deeds, deed) == deeds.end()) {
                deeds.push_back(std::move(deed));
            }
        });
    }
    std::ranges::sort(deeds);
    const std::vector<std::string_view> views(deeds.begin(), deeds.end());
    diag::Finding finding = context.report(grant.word_where, unexplained, plain_list(views));
    for (const Given& one : given) {
        finding.note(quoted_list(context.provider(one.provider), one.operations.ids()));
    }
    finding.fix(Fix::Safety::stub, "say why",
                Context::insert_after(grant.where, " because \"REASON\""));
}

}  // namespace

constinit const Rule destructive_without_reason{
    .id = "destructive-without-reason",
    .category = Category::least_privilege,
    .level = Level::warning,
    .fix = FixKind::stub,
    .summary = "A grant may delete, change in bulk, send or charge, and does not say why.",
    .on_grant = check,
};

}  // namespace latchkey::lint
