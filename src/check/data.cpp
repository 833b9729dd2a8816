#include "check/data.h"

#include "check/actions.h"

#include <algorithm>

namespace latchkey::check {

using catalog::Entity;
using catalog::Operation;
using model::FieldSet;

FieldSet ReachedFields::of_operation(ProviderId provider, Id<Operation> id) const {
    const Catalog& catalog = model_.provider(provider);
    const Operation& operation = catalog[id];
    const Entity& entity = catalog[operation.entity];
    FieldSet fields = model::fields_of(catalog, operation);
    for (const catalog::BodyField& demanded : operation.body) {
        const catalog::Field* const field =
            demanded.required ? catalog::find_field(entity, demanded.name) : nullptr;
        if (field != nullptr) {
            fields.erase({static_cast<std::uint32_t>(field - entity.fields.data())});
        }
    }
    return fields;
}

FieldSet ReachedFields::work_out(const model::Grant& grant, ProviderId provider, Id<Entity> entity,
                                 std::string_view word) const {
    const Catalog& catalog = model_.provider(provider);
    const model::Target target = target_of(catalog, provider, entity, word);
    FieldSet fields(catalog[entity].fields.size());
    for (const Id<Operation> id : catalog[entity].operations) {
        if (!model::contribution(target, catalog, id).none() &&
            model::via_allows(grant, provider, id)) {
            fields |= of_operation(provider, id);
        }
    }
    return fields;
}

const FieldSet& ReachedFields::of(const model::Grant& grant, ProviderId provider, Id<Entity> entity,
                                  std::string_view word) {
    if (!grant.operations.empty()) {
        narrowed_ = work_out(grant, provider, entity, word);
        return narrowed_;
    }
    auto& by_entity = known_[word];
    const std::uint64_t key = std::uint64_t{provider.index} << 32U | entity.index;
    const auto found = by_entity.find(key);
    return found != by_entity.end()
               ? found->second
               : by_entity.emplace(key, work_out(grant, provider, entity, word)).first->second;
}

model::Target target_of(const Catalog& catalog, ProviderId provider,
                        std::optional<Id<Entity>> entity, std::string_view word) {
    model::Target target;
    target.provider = provider;
    target.entity = entity;
    if (const std::optional<BaseAction> base = base_action(word)) {
        target.actions = base->actions;
        target.any_action = base->any;
    } else if (const std::optional<Id<catalog::Verb>> verb = catalog.find_verb(word)) {
        target.verbs.push_back(*verb);
    }
    return target;
}

}  // namespace latchkey::check
