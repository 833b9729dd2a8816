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

    [[nodiscard]] bool gives(ActionSet action) const {
        return part.whole || part.actions.intersects(action);
    }
};

bool names(const Grant& grant, ProviderId provider, Id<Operation> operation) {
    return std::ranges::any_of(grant.operations, [&](const model::OperationRef& named) {
        return named.provider == provider && named.operation == operation;
    });
}

/// Calls `visit` with the base actions one by one; an operation without any has one slot, which
/// only a whole share fills.
template <typename Visit>
void for_each_slot(const Operation& operation, Visit visit) {
    if (operation.actions.empty()) {
        visit(ActionSet{});
    }
    for (unsigned rest = operation.actions.bits; rest != 0; rest &= rest - 1) {
        visit(ActionSet{static_cast<std::uint8_t>(rest & (~rest + 1))});
    }
}

/// The union over the shares of one action; none = every field.
std::optional<FieldSet> fields_for(const std::vector<Share>& shares, ActionSet action) {
    const auto gives_all = [&](const Share& share) {
        return share.fields == nullptr && share.gives(action);
    };
    if (std::ranges::any_of(shares, gives_all)) {
        return std::nullopt;
    }
    FieldSet fields;
    for (const Share& share : shares) {
        if (share.gives(action)) {
            fields |= *share.fields;
        }
    }
    return fields;
}

/// Empty = unconditional.
ConditionAlternatives conditions_for(const std::vector<Share>& shares, ActionSet action) {
    const auto is_free = [&](const Share& share) {
        return share.grant->conditions.empty() && share.gives(action);
    };
    if (std::ranges::any_of(shares, is_free)) {
        return {};
    }
    ConditionAlternatives alternatives;
    for (const Share& share : shares) {
        if (!share.gives(action)) {
            continue;
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
        : provider_(provider), catalog_(&model.provider(provider)) {
        for (std::uint32_t place = 0; place < integration.grants.size(); ++place) {
            const Grant& grant = model.grants[integration.grants[place]];
            if (grant.form == Grant::Form::receive) {
                continue;
            }
            if (grant.effect == Grant::Effect::allow && grant.form == Grant::Form::call) {
                allows_.push_back({.place = place, .grant = &grant, .target = nullptr});
            }
            for (const Target& target : grant.targets) {
                if (target.provider != provider) {
                    continue;
                }
                if (grant.effect == Grant::Effect::allow) {
                    allows_.push_back({.place = place, .grant = &grant, .target = &target});
                } else if (target.fields.has_value()) {
                    withholding_.push_back(&target);
                }
            }
        }
    }

    [[nodiscard]] AllowedOperation describe(Id<Operation> id) {
        gather_shares(id);
        AllowedOperation allowed{.operation = id, .grants = {}, .fields = {}, .conditions = {}};
        for (const Share& share : shares_) {
            if (allowed.grants.empty() || allowed.grants.back() != share.place) {
                allowed.grants.push_back(share.place);
            }
        }
        allowed.fields = fields_of(id);
        for_each_slot((*catalog_)[id], [&](ActionSet slot) {
            ConditionAlternatives more = conditions_for(shares_, slot);
            if (allowed.conditions.empty()) {
                allowed.conditions = std::move(more);
            } else if (!more.empty()) {
                allowed.conditions = both(allowed.conditions, more);
            }
        });
        return allowed;
    }

private:
    /// An allow, and one of its targets here; `call` has none.
    struct Allow {
        std::uint32_t place = 0;
        const Grant* grant = nullptr;
        const Target* target = nullptr;
    };

    [[nodiscard]] Contribution contribution_of(const Allow& allow, Id<Operation> operation) const {
        if (allow.target == nullptr) {
            return {.whole = names(*allow.grant, provider_, operation), .actions = {}};
        }
        // What the provider does not state a scope for is reached by `call` alone.
        if (!(*catalog_)[operation].requirement_known) {
            return {};
        }
        const Contribution part = model::contribution(*allow.target, *catalog_, operation);
        return part.none() || model::via_allows(*allow.grant, provider_, operation)
                   ? part
                   : Contribution{};
    }

    void gather_shares(Id<Operation> operation) {
        shares_.clear();
        for (const Allow& allow : allows_) {
            const Contribution part = contribution_of(allow, operation);
            if (!part.none()) {
                const bool listed = allow.target != nullptr && allow.target->fields.has_value();
                shares_.push_back({.place = allow.place,
                                   .part = part,
                                   .grant = allow.grant,
                                   .fields = listed ? &*allow.target->fields : nullptr});
            }
        }
    }

    [[nodiscard]] std::optional<FieldSet> fields_of(Id<Operation> id) const {
        const Operation& operation = (*catalog_)[id];
        const FieldSet withheld = withheld_from(id);
        std::optional<FieldSet> fields;
        for_each_slot(operation, [&](ActionSet slot) {
            std::optional<FieldSet> more = fields_for(shares_, slot);
            if (fields.has_value() && more.has_value()) {
                *fields &= *more;
            } else if (more.has_value()) {
                fields = std::move(more);
            }
        });
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
        for (const Target* target : withholding_) {
            if (model::speaks_of(*target, *catalog_, operation)) {
                withheld |= *target->fields;
            }
        }
        return withheld;
    }

    ProviderId provider_;
    const catalog::Catalog* catalog_;
    std::vector<Allow> allows_;
    /// Of denies with a field list.
    std::vector<const Target*> withholding_;
    /// Those of the operation at hand.
    std::vector<Share> shares_;
};

/// Whether a deny takes the operation away; one with fields withholds these only.
bool takes(const Grant& deny, const catalog::Catalog& catalog, ProviderId provider,
           Id<Operation> operation) {
    return names(deny, provider, operation) ||
           std::ranges::any_of(deny.targets, [&](const Target& target) {
               return target.provider == provider && !target.fields.has_value() &&
                      model::speaks_of(target, catalog, operation);
           });
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

std::vector<AllowedOperation> allowed_operations(const model::Model& model,
                                                 const model::Integration& integration,
                                                 ProviderId provider, const model::Bearer& bearer) {
    Collector collector(model, integration, provider);
    std::vector<AllowedOperation> found;
    model::covered(model, provider, integration.grants, bearer).for_each([&](Id<Operation> id) {
        found.push_back(collector.describe(id));
    });
    return found;
}

std::vector<AllowedEvent> allowed_events(const model::Model& model,
                                         const model::Integration& integration, ProviderId provider,
                                         const model::Bearer& bearer) {
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

catalog::OperationSet denied_among(const catalog::OperationSet& operations,
                                   const model::Model& model, const model::Integration& integration,
                                   ProviderId provider) {
    const catalog::Catalog& catalog = model.provider(provider);
    catalog::OperationSet found(catalog.operations.size());
    for (const Id<Grant> id : integration.grants) {
        const Grant& grant = model.grants[id];
        if (grant.effect != Grant::Effect::deny) {
            continue;
        }
        operations.for_each([&](Id<Operation> operation) {
            if (takes(grant, catalog, provider, operation)) {
                found.insert(operation);
            }
        });
    }
    return found;
}

}  // namespace latchkey::authority
