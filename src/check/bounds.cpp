#include "check/bounds.h"

#include "check/actions.h"

#include <algorithm>

namespace latchkey::check {
namespace {

using catalog::Action;
using catalog::Entity;
using catalog::Operation;
using model::Purpose;

void widen(EntityBound& bound, const Catalog& catalog, std::span<const model::Word> actions) {
    for (const model::Word& word : actions) {
        if (const std::optional<BaseAction> base = base_action(word.text)) {
            bound.actions |= base->actions;
            bound.any_action = bound.any_action || base->any;
        } else if (const std::optional<Id<catalog::Verb>> verb = catalog.find_verb(word.text)) {
            bound.verbs.push_back(*verb);
        }
    }
}

std::vector<EntityBound> work_out(const Purpose& purpose, const Catalog& catalog) {
    std::vector<EntityBound> bounds(catalog.entities.size());
    for (const Purpose::Permit& permit : purpose.permits) {
        for (const Purpose::Permit::EntityName& name : permit.entities) {
            if (!name.provider.empty() && name.provider != catalog.id) {
                continue;
            }
            if (name.entity == "any") {
                for (EntityBound& bound : bounds) {
                    widen(bound, catalog, permit.actions);
                }
            } else if (const std::optional<Id<Entity>> entity = catalog.find_entity(name.entity)) {
                widen(bounds[entity->index], catalog, permit.actions);
            }
        }
    }
    return bounds;
}

bool has_verb(const EntityBound& bound, Id<catalog::Verb> verb) {
    return std::ranges::find(bound.verbs, verb) != bound.verbs.end();
}

}  // namespace

Bounds::Bounds(const model::Model& model)
    : model_(model), known_(model.purposes.id_bound() * model.providers.size()) {}

const EntityBound& Bounds::of(Id<Purpose> purpose, ProviderId provider, Id<Entity> entity) {
    std::vector<EntityBound>& bounds =
        known_[purpose.index * model_.providers.size() + provider.index];
    if (bounds.empty()) {
        bounds = work_out(model_.purposes[purpose], model_.provider(provider));
    }
    return bounds[entity.index];
}

bool permits(const EntityBound& bound, Action action) {
    return bound.any_action || bound.actions.contains(action);
}

bool permits_verb(const EntityBound& bound, const Catalog& catalog, Id<Entity> entity,
                  Id<catalog::Verb> verb) {
    if (bound.any_action || has_verb(bound, verb)) {
        return true;
    }
    bool some = false;
    for (const Id<Operation> id : catalog[entity].operations) {
        if (catalog[id].verb == verb) {
            some = true;
            if (!permits_operation(bound, catalog[id])) {
                return false;
            }
        }
    }
    return some;
}

bool permits_operation(const EntityBound& bound, const Operation& operation) {
    return bound.any_action || has_verb(bound, operation.verb) ||
           (!operation.named && !operation.actions.empty() &&
            bound.actions.contains_all(operation.actions));
}

bool permits_word(const EntityBound& bound, const Catalog& catalog, Id<Entity> entity,
                  std::string_view word) {
    const std::optional<BaseAction> base = base_action(word);
    if (!base.has_value()) {
        const std::optional<Id<catalog::Verb>> verb = verb_of(catalog, catalog[entity], word);
        return verb.has_value() && permits_verb(bound, catalog, entity, *verb);
    }
    if (base->any) {
        return bound.any_action ||
               std::ranges::all_of(catalog[entity].operations, [&](Id<Operation> id) {
                   return permits_operation(bound, catalog[id]);
               });
    }
    return bound.any_action || bound.actions.contains_all(base->actions);
}

Location permits_line(const Purpose& purpose, std::string_view entity) {
    for (const Purpose::Permit& permit : purpose.permits) {
        const bool named = std::ranges::any_of(permit.entities, [entity](const auto& name) {
            return name.entity == entity || name.entity == "any";
        });
        if (named) {
            return permit.where;
        }
    }
    return purpose.permits.empty() ? purpose.name.where : purpose.permits.front().where;
}

}  // namespace latchkey::check
