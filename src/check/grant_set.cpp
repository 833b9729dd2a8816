#include "check/grant_set.h"

#include <algorithm>

namespace latchkey::check {
namespace {

using catalog::Operation;
using catalog::OperationSet;
using model::Grant;

constexpr Message<std::string_view> in_role{"in the role `{}`"};

bool is_damaged(const Context& context, Id<Grant> id) {
    return context.grant_states[id.index].damaged;
}

/// Whether a target gives the whole of an operation, so that no other grant is needed for it.
bool gives_whole(const model::Target& target, const Catalog& catalog, Id<Operation> id) {
    const model::Contribution part = model::contribution(target, catalog, id);
    const catalog::ActionSet needed = catalog[id].actions;
    return part.whole || (!needed.empty() && part.actions.contains_all(needed));
}

/// The last of the denies that together withhold every field that the allow gives of an operation.
const Grant* withholder_of(const Context& context, std::span<const Id<Grant>> grants,
                           const Grant& allow, const GrantSet::Held& held,
                           Id<Operation> operation) {
    const Catalog& catalog = *held.bearer.provider;
    const Grant* last = nullptr;
    model::FieldSet withheld;
    for (const Id<Grant> id : grants) {
        const Grant& deny = context.model.grants[id];
        for (const model::Target& target : deny.targets) {
            if (deny.effect == Grant::Effect::deny && target.provider == held.provider &&
                target.fields.has_value() && model::speaks_of(target, catalog, operation)) {
                withheld |= *target.fields;
                last = &deny;
            }
        }
    }
    if (last == nullptr) {
        return nullptr;
    }
    model::FieldSet given;
    for (const model::Target& target : allow.targets) {
        if (target.provider == held.provider &&
            !model::contribution(target, catalog, operation).none()) {
            const model::FieldSet all = model::fields_of(catalog, catalog[operation]);
            given |= target.fields.has_value() ? all & *target.fields : all;
        }
    }
    return !given.empty() && withheld.contains_all(given) ? last : nullptr;
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
                             .credential = &credential});
        }
    }
    closed_ = integration.complete &&
              std::ranges::none_of(grants_, [&](Id<Grant> id) { return is_damaged(context, id); });
}

GrantSet::GrantSet(Context& context, const model::Role& role, std::span<const ProviderId> providers)
    : context_(context), grants_(role.grants) {
    for (const ProviderId provider : providers) {
        held_.push_back(
            {.provider = provider,
             .bearer = {.provider = &context.model.provider(provider), .kind = {}, .levels = 0},
             .credential = nullptr});
    }
}

const OperationSet& GrantSet::covered(const Held& held) const {
    covered_.resize(held_.size());
    std::optional<OperationSet>& known = covered_[static_cast<std::size_t>(&held - held_.data())];
    if (!known.has_value()) {
        std::vector<Id<Grant>> allows;
        for (const Id<Grant> id : grants_) {
            if (context_.model.grants[id].effect == Grant::Effect::allow) {
                allows.push_back(id);
            }
        }
        known = model::covered(context_.model, held.provider, allows, held.bearer);
    }
    return *known;
}

const GrantSet::Held* GrantSet::find(ProviderId provider) const {
    const auto found = std::ranges::find(held_, provider, &Held::provider);
    return found == held_.end() ? nullptr : &*found;
}

catalog::OperationSet GrantSet::reached(const Grant& grant, const Held& held) const {
    catalog::OperationSet found =
        model::contributed(context_.model, held.provider, grant, held.bearer);
    if (closed_) {
        found &= covered(held);
    }
    return found;
}

const Grant* GrantSet::deny_of(const Grant& allow, const Held& held,
                               Id<Operation> operation) const {
    for (const Id<Grant> id : grants_) {
        const Grant& deny = context_.model.grants[id];
        if (deny.effect != Grant::Effect::deny) {
            continue;
        }
        const bool named =
            deny.form == Grant::Form::call && model::via_allows(deny, held.provider, operation);
        const bool spoken_of = std::ranges::any_of(deny.targets, [&](const model::Target& target) {
            return target.provider == held.provider && !target.fields.has_value() &&
                   model::speaks_of(target, *held.bearer.provider, operation);
        });
        if ((named && !deny.operations.empty()) || spoken_of) {
            return &deny;
        }
    }
    return withholder_of(context_, grants_, allow, held, operation);
}

bool GrantSet::gives_something(const Grant& grant) const {
    return std::ranges::any_of(grant.targets, [&](const model::Target& target) {
        const Held* const held = find(target.provider);
        if (held == nullptr || !target.entity.has_value()) {
            return false;
        }
        const Catalog& catalog = *held->bearer.provider;
        return std::ranges::any_of(catalog[*target.entity].operations, [&](Id<Operation> id) {
            return catalog[id].requirement_known && gives_whole(target, catalog, id) &&
                   model::has_operation(held->bearer, catalog[id]) &&
                   model::via_allows(grant, held->provider, id) &&
                   deny_of(grant, *held, id) == nullptr;
        });
    });
}

std::optional<Finding> GrantSet::report(ErrorId id, const Grant& grant, Location where,
                                        std::string message) {
    if (integration_ == nullptr || !grant.role.has_value()) {
        return context_.error(id, where, std::move(message));
    }
    const std::pair mistake(*grant.role, id);
    if (std::ranges::find(reported_, mistake) != reported_.end()) {
        return std::nullopt;
    }
    reported_.push_back(mistake);
    const auto include =
        std::ranges::find(integration_->includes, *grant.role, &model::Named<model::Role>::id);
    return context_.error(id, include->where, std::move(message))
        .label(where, in_role(context_.model.roles[*grant.role].name.text));
}

Location words_of(const Grant& grant) {
    if (grant.actions.empty() || grant.entities.empty()) {
        return grant.word_where;
    }
    return {grant.where.file,
            cover(grant.actions.front().where.span, grant.entities.back().where.span)};
}

}  // namespace latchkey::check
