#include "check/grant_set.h"

#include <algorithm>

namespace latchkey::check {
namespace {

constexpr Message<std::string_view> in_role{"in the role `{}`"};

bool is_damaged(const Context& context, Id<model::Grant> id) {
    return context.grant_states[id.index].damaged;
}

}  // namespace

GrantSet::GrantSet(Context& context, const model::Integration& integration)
    : context_(context), integration_(&integration), grants_(integration.grants) {
    for (const model::Named<model::Credential>& use : integration.uses) {
        const model::Credential& credential = context.model.credentials[use.id];
        if (credential.provider.has_value()) {
            held_.push_back({.provider = *credential.provider,
                             .bearer = {.provider = &context.model.provider(*credential.provider),
                                        .kind = credential.kind,
                                        .levels = credential.levels},
                             .credential = &credential,
                             .covered = {}});
        }
    }
    closed_ = integration.complete && std::ranges::none_of(grants_, [&](Id<model::Grant> id) {
        return is_damaged(context, id);
    });
    cover();
}

GrantSet::GrantSet(Context& context, const model::Role& role, std::span<const ProviderId> providers)
    : context_(context), grants_(role.grants) {
    for (const ProviderId provider : providers) {
        held_.push_back({.provider = provider,
                         .bearer = {.provider = &context.model.provider(provider), .kind = {}, .levels = 0},
                         .credential = nullptr,
                         .covered = {}});
    }
    cover();
}

void GrantSet::cover() {
    if (!closed_) {
        return;
    }
    std::vector<Id<model::Grant>> allows;
    for (const Id<model::Grant> id : grants_) {
        if (context_.model.grants[id].effect == model::Grant::Effect::allow) {
            allows.push_back(id);
        }
    }
    for (Held& held : held_) {
        held.covered = model::covered(context_.model, held.provider, allows, held.bearer);
    }
}

const GrantSet::Held* GrantSet::find(ProviderId provider) const {
    const auto found = std::ranges::find(held_, provider, &Held::provider);
    return found == held_.end() ? nullptr : &*found;
}

catalog::OperationSet GrantSet::reached(const model::Grant& grant, const Held& held) const {
    catalog::OperationSet found = model::contributed(context_.model, held.provider, grant, held.bearer);
    if (closed_) {
        found &= held.covered;
    }
    return found;
}

std::optional<Finding> GrantSet::report(ErrorId id, const model::Grant& grant, Location where,
                                        std::string message) {
    if (integration_ == nullptr || !grant.role.has_value()) {
        return context_.error(id, where, std::move(message));
    }
    const std::pair mistake(*grant.role, id);
    if (std::ranges::find(reported_, mistake) != reported_.end()) {
        return std::nullopt;
    }
    reported_.push_back(mistake);
    const auto include = std::ranges::find(integration_->includes, *grant.role, &model::Named<model::Role>::id);
    return context_.error(id, include->where, std::move(message))
        .label(where, in_role(context_.model.roles[*grant.role].name.text));
}

Location words_of(const model::Grant& grant) {
    if (grant.actions.empty() || grant.entities.empty()) {
        return grant.word_where;
    }
    return {grant.where.file,
            cover(grant.actions.front().where.span, grant.entities.back().where.span)};
}

}  // namespace latchkey::check
