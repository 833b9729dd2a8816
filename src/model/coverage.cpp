#include "model/coverage.h"

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

namespace latchkey::model {
namespace {

using catalog::Action;
using catalog::ActionSet;
using catalog::Operation;
using catalog::OperationSet;

bool has_verb(const Target& target, Id<catalog::Verb> verb) {
    return std::ranges::find(target.verbs, verb) != target.verbs.end();
}

bool of_entity(const Target& target, const Operation& operation) {
    return !target.entity.has_value() || *target.entity == operation.entity;
}

/// Calls `visit` with the operations that a target may speak of: those of its entity, or all.
template <typename Visit>
void for_each_candidate(const Target& target, const catalog::Catalog& provider, Visit visit) {
    if (target.entity.has_value()) {
        std::ranges::for_each(provider[*target.entity].operations, visit);
        return;
    }
    for (std::uint32_t at = 0; at < provider.operations.size(); ++at) {
        visit(Id<Operation>{at});
    }
}

/// What the allows of a list give together. An operation that needs several actions may get them
/// from several grants, so what each one gives is added up before anything is decided.
class Sum {
public:
    Sum(ProviderId id, const catalog::Catalog& provider)
        : id_(id), provider_(&provider), given_(provider.operations.size()) {}

    void add(const Grant& grant) {
        if (grant.form == Grant::Form::call) {
            for (const OperationRef& called : grant.operations) {
                if (called.provider == id_) {
                    given_to(called.operation).called = true;
                }
            }
            return;
        }
        for (const Target& target : grant.targets) {
            if (target.provider == id_) {
                add(grant, target);
            }
        }
    }

    [[nodiscard]] OperationSet covered(const Bearer& bearer) const {
        OperationSet found(provider_->operations.size());
        for (const Id<Operation> id : touched_) {
            const Operation& operation = (*provider_)[id];
            if (opens(given_[id.index], operation) && has_operation(bearer, operation)) {
                found.insert(id);
            }
        }
        return found;
    }

private:
    struct Given {
        ActionSet actions;
        bool whole = false;
        bool called = false;
        bool touched = false;
    };

    Given& given_to(Id<Operation> operation) {
        Given& given = given_[operation.index];
        if (!std::exchange(given.touched, true)) {
            touched_.push_back(operation);
        }
        return given;
    }

    void add(const Grant& grant, const Target& target) {
        for_each_candidate(target, *provider_, [&](Id<Operation> operation) {
            const Contribution part = contribution(target, *provider_, operation);
            if (!part.none() && via_allows(grant, id_, operation)) {
                Given& given = given_to(operation);
                given.whole = given.whole || part.whole;
                given.actions |= part.actions;
            }
        });
    }

    /// `call` alone reaches what the catalogue states no requirement for.
    [[nodiscard]] static bool opens(const Given& given, const Operation& operation) {
        const bool by_actions =
            !operation.actions.empty() && given.actions.contains_all(operation.actions);
        return given.called || (operation.requirement_known && (given.whole || by_actions));
    }

    ProviderId id_;
    const catalog::Catalog* provider_;
    std::vector<Given> given_;
    /// The few of a provider's hundreds that anything was given of.
    std::vector<Id<Operation>> touched_;
};

/// Takes away what a deny speaks of. One with fields withholds those fields, and no operation.
void take_away(OperationSet& covered, const Grant& deny, ProviderId id,
               const catalog::Catalog& provider) {
    if (deny.form == Grant::Form::call) {
        for (const OperationRef& named : deny.operations) {
            if (named.provider == id && covered.contains(named.operation)) {
                covered.erase(named.operation);
            }
        }
        return;
    }
    for (const Target& target : deny.targets) {
        if (target.provider != id || target.fields.has_value()) {
            continue;
        }
        for_each_candidate(target, provider, [&](Id<Operation> operation) {
            if (covered.contains(operation) && speaks_of(target, provider, operation)) {
                covered.erase(operation);
            }
        });
    }
}

}  // namespace

bool has_operation(const Bearer& bearer, const Operation& operation) {
    const bool level =
        bearer.levels == 0 || operation.levels == 0 || (bearer.levels & operation.levels) != 0;
    const bool kind = !bearer.kind.has_value() || operation.kinds == 0 ||
                      (operation.kinds >> *bearer.kind & 1U) != 0;
    return level && kind;
}

Contribution contribution(const Target& target, const catalog::Catalog& provider,
                          Id<Operation> id) {
    const Operation& operation = provider[id];
    if (!of_entity(target, operation)) {
        return {};
    }
    if (target.any_action || has_verb(target, operation.verb)) {
        return {.whole = true, .actions = {}};
    }
    if (operation.named) {
        return {};
    }
    const auto common = static_cast<std::uint8_t>(target.actions.bits & operation.actions.bits);
    return {.whole = false, .actions = {common}};
}

bool speaks_of(const Target& target, const catalog::Catalog& provider, Id<Operation> id) {
    const Operation& operation = provider[id];
    if (!of_entity(target, operation)) {
        return false;
    }
    constexpr ActionSet read{static_cast<std::uint8_t>(Action::read)};
    return target.any_action || has_verb(target, operation.verb) ||
           target.actions.intersects(operation.actions) ||
           (target.all_but_read && operation.actions != read);
}

bool via_allows(const Grant& grant, ProviderId provider, Id<Operation> operation) {
    return grant.operations.empty() ||
           std::ranges::any_of(grant.operations, [&](const OperationRef& named) {
               return named.provider == provider && named.operation == operation;
           });
}

OperationSet covered(const Model& model, ProviderId provider, std::span<const Id<Grant>> grants,
                     const Bearer& bearer) {
    const catalog::Catalog& catalog = model.provider(provider);
    Sum sum(provider, catalog);
    for (const Id<Grant> id : grants) {
        if (model.grants[id].effect == Grant::Effect::allow) {
            sum.add(model.grants[id]);
        }
    }
    OperationSet found = sum.covered(bearer);
    for (const Id<Grant> id : grants) {
        if (model.grants[id].effect == Grant::Effect::deny) {
            take_away(found, model.grants[id], provider, catalog);
        }
    }
    return found;
}

OperationSet contributed(const Model& model, ProviderId provider, const Grant& grant,
                         const Bearer& bearer) {
    const catalog::Catalog& catalog = model.provider(provider);
    OperationSet found(catalog.operations.size());
    if (grant.form == Grant::Form::call) {
        for (const OperationRef& named : grant.operations) {
            if (named.provider == provider && has_operation(bearer, catalog[named.operation])) {
                found.insert(named.operation);
            }
        }
        return found;
    }
    for (const Target& target : grant.targets) {
        if (target.provider != provider) {
            continue;
        }
        for_each_candidate(target, catalog, [&](Id<Operation> id) {
            const Operation& operation = catalog[id];
            if (operation.requirement_known && has_operation(bearer, operation) &&
                !contribution(target, catalog, id).none() && via_allows(grant, provider, id)) {
                found.insert(id);
            }
        });
    }
    return found;
}

bool takes_fields(const catalog::Entity& entity, Action action) {
    return std::ranges::any_of(entity.fields, [action](const catalog::Field& field) {
        return field.actions.contains(action);
    });
}

FieldSet fields_of(const catalog::Catalog& provider, const Operation& operation) {
    const std::span<const catalog::Field> fields = provider[operation.entity].fields;
    FieldSet found(fields.size());
    for (std::uint32_t at = 0; at < fields.size(); ++at) {
        const bool by_verb =
            std::ranges::find(fields[at].verbs, operation.verb) != fields[at].verbs.end();
        const bool by_action = !operation.named && !operation.actions.empty() &&
                               fields[at].actions.contains_all(operation.actions);
        if (by_verb || by_action) {
            found.insert({at});
        }
    }
    return found;
}

}  // namespace latchkey::model
