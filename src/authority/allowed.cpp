#include "authority/allowed.h"

#include "authority/conditions.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace latchkey::authority {
namespace {

using catalog::ActionSet;
using catalog::Operation;
using model::Contribution;
using model::FieldSet;
using model::Grant;
using model::ProviderId;
using model::Target;

/// What one grant's target gives towards one operation.
struct Share {
    std::uint32_t place = 0;
    Contribution part;
    const Grant* grant = nullptr;
    /// None = every field.
    const FieldSet* fields = nullptr;

    [[nodiscard]] bool gives(ActionSet action) const { return part.whole || part.actions.intersects(action); }
};

bool names(const Grant& grant, ProviderId provider, Id<Operation> operation) {
    return std::ranges::any_of(grant.operations, [&](const model::OperationRef& named) {
        return named.provider == provider && named.operation == operation;
    });
}

/// Calls `visit` with what each target of an allow gives and the target; `call` has no target.
template <typename Visit>
void for_each_share(const Grant& grant, const catalog::Catalog& catalog, ProviderId provider,
                    Id<Operation> operation, Visit visit) {
    if (grant.effect != Grant::Effect::allow || grant.form == Grant::Form::receive) {
        return;
    }
    if (grant.form == Grant::Form::call) {
        if (names(grant, provider, operation)) {
            visit(Contribution{.whole = true, .actions = {}}, static_cast<const Target*>(nullptr));
        }
        return;
    }
    // What the provider does not state a scope for is reached by `call` alone.
    if (!catalog[operation].requirement_known || !model::via_allows(grant, provider, operation)) {
        return;
    }
    for (const Target& target : grant.targets) {
        if (target.provider != provider) {
            continue;
        }
        const Contribution part = model::contribution(target, catalog, operation);
        if (!part.none()) {
            visit(part, &target);
        }
    }
}

/// The base actions one by one; an operation without any has one slot that only a whole share fills.
std::vector<ActionSet> slots_of(const Operation& operation) {
    std::vector<ActionSet> slots;
    for (std::uint8_t bit = 1; bit <= catalog::all_actions.bits; bit = static_cast<std::uint8_t>(bit * 2)) {
        if ((operation.actions.bits & bit) != 0) {
            slots.push_back({bit});
        }
    }
    if (slots.empty()) {
        slots.push_back({});
    }
    return slots;
}

/// The union over the shares of one action; none = every field.
std::optional<FieldSet> fields_for(const std::vector<Share>& shares, ActionSet action) {
    std::optional<FieldSet> fields = FieldSet();
    for (const Share& share : shares) {
        if (!share.gives(action)) {
            continue;
        }
        if (share.fields == nullptr) {
            return std::nullopt;
        }
        *fields |= *share.fields;
    }
    return fields;
}

/// Empty = unconditional.
ConditionAlternatives conditions_for(const std::vector<Share>& shares, ActionSet action) {
    ConditionAlternatives alternatives;
    for (const Share& share : shares) {
        if (!share.gives(action)) {
            continue;
        }
        if (share.grant->conditions.empty()) {
            return {};
        }
        ConditionList& list = alternatives.emplace_back();
        for (const model::Condition& condition : share.grant->conditions) {
            list.push_back(&condition);
        }
    }
    return shortest(alternatives);
}

/// One integration at one provider.
class Collector {
public:
    Collector(const model::Model& model, const model::Integration& integration, ProviderId provider)
        : model_(&model), integration_(&integration), provider_(provider), catalog_(&model.provider(provider)) {}

    [[nodiscard]] AllowedOperation describe(Id<Operation> id) const {
        const Operation& operation = (*catalog_)[id];
        const std::vector<Share> shares = shares_of(id);
        AllowedOperation allowed{.operation = id, .grants = {}, .fields = {}, .conditions = {}};
        for (const Share& share : shares) {
            if (allowed.grants.empty() || allowed.grants.back() != share.place) {
                allowed.grants.push_back(share.place);
            }
        }
        allowed.fields = fields_of(id, shares);
        bool first = true;
        for (const ActionSet slot : slots_of(operation)) {
            ConditionAlternatives more = conditions_for(shares, slot);
            const bool one_is_free = allowed.conditions.empty() || more.empty();
            if (first || (one_is_free && !more.empty())) {
                allowed.conditions = std::move(more);
            } else if (!one_is_free) {
                allowed.conditions = both(allowed.conditions, more);
            }
            first = false;
        }
        return allowed;
    }

private:
    [[nodiscard]] std::vector<Share> shares_of(Id<Operation> operation) const {
        std::vector<Share> shares;
        for (std::uint32_t place = 0; place < integration_->grants.size(); ++place) {
            const Grant& grant = model_->grants[integration_->grants[place]];
            for_each_share(grant, *catalog_, provider_, operation, [&](Contribution part, const Target* target) {
                const FieldSet* fields = target != nullptr && target->fields ? &*target->fields : nullptr;
                shares.push_back({.place = place, .part = part, .grant = &grant, .fields = fields});
            });
        }
        return shares;
    }

    [[nodiscard]] std::optional<FieldSet> fields_of(Id<Operation> id, const std::vector<Share>& shares) const {
        const Operation& operation = (*catalog_)[id];
        const FieldSet withheld = withheld_from(id);
        std::optional<FieldSet> fields;
        for (const ActionSet slot : slots_of(operation)) {
            std::optional<FieldSet> more = fields_for(shares, slot);
            if (fields.has_value() && more.has_value()) {
                *fields &= *more;
            } else if (more.has_value()) {
                fields = std::move(more);
            }
        }
        if (!fields.has_value() && withheld.empty()) {
            return std::nullopt;
        }
        // A field list says nothing of an operation that takes no fields.
        const FieldSet taken = model::fields_of(*catalog_, operation);
        if (taken.empty() || (!fields.has_value() && !taken.intersects(withheld))) {
            return std::nullopt;
        }
        return (fields.has_value() ? taken & *fields : taken) - withheld;
    }

    /// The fields that denies with a field list take from an operation.
    [[nodiscard]] FieldSet withheld_from(Id<Operation> operation) const {
        FieldSet withheld;
        for (const Id<Grant> id : integration_->grants) {
            const Grant& grant = model_->grants[id];
            if (grant.effect != Grant::Effect::deny) {
                continue;
            }
            for (const Target& target : grant.targets) {
                if (target.provider == provider_ && target.fields.has_value() &&
                    model::speaks_of(target, *catalog_, operation)) {
                    withheld |= *target.fields;
                }
            }
        }
        return withheld;
    }

    const model::Model* model_;
    const model::Integration* integration_;
    ProviderId provider_;
    const catalog::Catalog* catalog_;
};

/// Calls `visit` with the operations that a target may speak of.
template <typename Visit>
void for_each_operation(const Target& target, const catalog::Catalog& catalog, Visit visit) {
    if (target.entity.has_value()) {
        std::ranges::for_each(catalog[*target.entity].operations, visit);
        return;
    }
    for (std::uint32_t at = 0; at < catalog.operations.size(); ++at) {
        visit(Id<Operation>{at});
    }
}

}  // namespace

model::Bearer bearer_of(const model::Model& model, const model::Credential& credential) {
    const bool known = credential.provider.has_value();
    return {.provider = known ? &model.provider(*credential.provider) : nullptr,
            .kind = credential.kind,
            .levels = credential.levels};
}

bool has_full_access(const model::Bearer& bearer) {
    return bearer.kind.has_value() && bearer.provider->kinds[*bearer.kind].full_access;
}

bool has_webhooks(const model::Bearer& bearer) {
    return !bearer.kind.has_value() || bearer.provider->kinds[*bearer.kind].webhooks;
}

std::vector<AllowedOperation> allowed_operations(const model::Model& model, const model::Integration& integration,
                                                 ProviderId provider, const model::Bearer& bearer) {
    const Collector collector(model, integration, provider);
    std::vector<AllowedOperation> found;
    model::covered(model, provider, integration.grants, bearer).for_each([&](Id<Operation> id) {
        found.push_back(collector.describe(id));
    });
    return found;
}

std::vector<AllowedEvent> allowed_events(const model::Model& model, const model::Integration& integration,
                                         ProviderId provider, const model::Bearer& bearer) {
    std::map<Id<catalog::Event>, std::vector<std::uint32_t>> grants_of;
    for (std::uint32_t place = 0; place < integration.grants.size(); ++place) {
        const Grant& grant = model.grants[integration.grants[place]];
        if (grant.effect != Grant::Effect::allow || !has_webhooks(bearer)) {
            continue;
        }
        for (const model::EventRef& named : grant.events) {
            std::vector<std::uint32_t>& places = grants_of[named.event];
            if (named.provider == provider && (places.empty() || places.back() != place)) {
                places.push_back(place);
            }
        }
    }
    std::vector<AllowedEvent> found;
    for (auto& [event, places] : grants_of) {
        if (!places.empty()) {
            found.push_back({.event = event, .grants = std::move(places)});
        }
    }
    return found;
}

catalog::OperationSet denied_operations(const model::Model& model, const model::Integration& integration,
                                        ProviderId provider) {
    const catalog::Catalog& catalog = model.provider(provider);
    catalog::OperationSet found;
    for (const Id<Grant> id : integration.grants) {
        const Grant& grant = model.grants[id];
        if (grant.effect != Grant::Effect::deny) {
            continue;
        }
        for (const model::OperationRef& named : grant.operations) {
            if (named.provider == provider) {
                found.insert(named.operation);
            }
        }
        for (const Target& target : grant.targets) {
            if (target.provider != provider || target.fields.has_value()) {
                continue;
            }
            for_each_operation(target, catalog, [&](Id<Operation> operation) {
                if (model::speaks_of(target, catalog, operation)) {
                    found.insert(operation);
                }
            });
        }
    }
    return found;
}

}  // namespace latchkey::authority
