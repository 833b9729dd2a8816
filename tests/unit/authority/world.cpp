#include "world.h"

#include <algorithm>
#include <array>
#include <utility>

namespace latchkey::authority::testing {

using catalog::Operation;
using catalog::Scope;

World::World() {
    for (const std::string_view id : {"scoped", "full", "quiet"}) {
        catalog::Kind kind;
        kind.id = id;
        kind.full_access = id == "full";
        kind.webhooks = id == "scoped";
        kind.levels = inner | outer;
        kinds_.push_back(kind);
    }
    table.id = "synthetic";
    model::Credential credential;
    credential.provider = model::ProviderId{0};
    credential.kind = scoped_kind;
    credential.levels = inner;
    model::Integration integration;
    integration.uses.push_back({.id = model.credentials.add(std::move(credential)), .where = {}});
    model.integrations.add(std::move(integration));
}

Id<Scope> World::scope(std::string_view id, catalog::Tier tier,
                       const std::vector<std::uint32_t>& implies, catalog::LevelSet levels) {
    std::vector<Id<Scope>>& list = scope_lists_.emplace_back();
    for (const std::uint32_t implied : implies) {
        list.push_back({implied});
    }
    Scope item;
    item.id = id;
    item.tier = tier;
    item.levels = levels;
    item.implies = list;
    scopes_.push_back(item);
    return {static_cast<std::uint32_t>(scopes_.size() - 1)};
}

Id<catalog::Verb> World::verb(std::string_view id) {
    verbs_.push_back({id});
    return {static_cast<std::uint32_t>(verbs_.size() - 1)};
}

Id<catalog::Entity> World::entity(std::string_view id) {
    catalog::Entity item;
    item.id = id;
    entities_.push_back(item);
    listed_.emplace_back();
    return {static_cast<std::uint32_t>(entities_.size() - 1)};
}

void World::field(Id<catalog::Entity> entity, std::string_view name, ActionSet actions) {
    catalog::Field item;
    item.name = name;
    item.actions = actions;
    listed_[entity.index].fields.push_back(item);
}

Id<Operation> World::operation(Id<catalog::Entity> entity, ActionSet actions,
                               const std::optional<Alternatives>& alternatives) {
    Operation item;
    item.path = "/";
    item.entity = entity;
    // The verb of operations whose verb does not matter.
    item.verb = {1000};
    item.actions = actions;
    item.requirement_known = alternatives.has_value();
    if (alternatives.has_value()) {
        std::vector<catalog::Alternative>& kept = alternatives_.emplace_back();
        for (const std::vector<std::uint32_t>& alternative : *alternatives) {
            std::vector<Id<Scope>>& list = scope_lists_.emplace_back();
            for (const std::uint32_t scope : alternative) {
                list.push_back({scope});
            }
            kept.push_back(list);
        }
        item.alternatives = kept;
    }
    operations_.push_back(item);
    const Id<Operation> id{static_cast<std::uint32_t>(operations_.size() - 1)};
    listed_[entity.index].operations.push_back(id);
    return id;
}

Id<catalog::Event> World::event(Id<catalog::Entity> entity, std::optional<std::uint32_t> scope) {
    catalog::Event item;
    item.entity = entity;
    if (scope.has_value()) {
        item.scope = Id<Scope>{*scope};
    }
    events_.push_back(item);
    return {static_cast<std::uint32_t>(events_.size() - 1)};
}

void World::seal() {
    operations_of_.resize(scopes_.size());
    for (std::uint32_t at = 0; at < operations_.size(); ++at) {
        for (const catalog::Alternative& alternative : operations_[at].alternatives) {
            for (const Id<Scope> scope : alternative) {
                std::vector<Id<Operation>>& list = operations_of_[scope.index];
                if (list.empty() || list.back().index != at) {
                    list.push_back({at});
                }
            }
        }
    }
    for (std::size_t at = 0; at < scopes_.size(); ++at) {
        scopes_[at].operations = operations_of_[at];
    }
    for (std::size_t at = 0; at < entities_.size(); ++at) {
        entities_[at].fields = listed_[at].fields;
        entities_[at].operations = listed_[at].operations;
    }
    table.levels = levels_;
    table.kinds = kinds_;
    table.scopes = scopes_;
    table.verbs = verbs_;
    table.entities = entities_;
    table.operations = operations_;
    table.events = events_;
    model.providers = {&table};
}

model::Target World::on(std::optional<Id<catalog::Entity>> entity, ActionSet actions) const {
    model::Target target;
    target.provider = {0};
    target.entity = entity;
    target.actions = actions;
    return target;
}

model::Target World::any_on(std::optional<Id<catalog::Entity>> entity) const {
    model::Target target = on(entity, {});
    target.any_action = true;
    return target;
}

model::Target World::verb_on(Id<catalog::Entity> entity, Id<catalog::Verb> verb) const {
    model::Target target = on(entity, {});
    target.verbs.push_back(verb);
    return target;
}

model::FieldSet World::fields(Id<catalog::Entity> entity,
                              std::initializer_list<std::string_view> names) const {
    const std::vector<catalog::Field>& fields = listed_[entity.index].fields;
    model::FieldSet set(fields.size());
    for (const std::string_view name : names) {
        const auto found = std::ranges::find(fields, name, &catalog::Field::name);
        set.insert({static_cast<std::uint32_t>(found - fields.begin())});
    }
    return set;
}

model::Grant& World::add(model::Grant grant) {
    const Id<model::Grant> id = model.grants.add(std::move(grant));
    integration().grants.push_back(id);
    return model.grants[id];
}

model::Grant& World::allow(model::Target target) {
    model::Grant grant;
    grant.targets.push_back(std::move(target));
    return add(std::move(grant));
}

model::Grant& World::deny(model::Target target) {
    model::Grant& grant = allow(std::move(target));
    grant.effect = model::Grant::Effect::deny;
    return grant;
}

model::Grant& World::call(Id<Operation> operation) {
    model::Grant grant;
    grant.form = model::Grant::Form::call;
    grant.operations.push_back(ref(operation));
    return add(std::move(grant));
}

model::Grant& World::receive(Id<catalog::Event> event) {
    model::Grant grant;
    grant.form = model::Grant::Form::receive;
    grant.events.push_back({.provider = {0}, .event = event, .where = {}});
    return add(std::move(grant));
}

void World::where(model::Grant& grant, std::string_view name, std::string value) {
    model::Condition condition;
    condition.name.text = name;
    condition.values.emplace_back(std::move(value));
    grant.conditions.push_back(std::move(condition));
}

model::OperationRef World::ref(Id<Operation> operation) {
    return {.provider = {0}, .operation = operation, .literal_segment = std::nullopt, .where = {}};
}

void World::declare(std::initializer_list<std::uint32_t> scopes) {
    declare(std::vector(scopes));
}

void World::declare(const std::vector<std::uint32_t>& scopes) {
    integration().scopes_where = Location{};
    integration().scopes.clear();
    for (const std::uint32_t scope : scopes) {
        integration().scopes.push_back({.provider = {0}, .scope = {scope}, .where = {}});
    }
}

ProviderAuthority World::analyse() {
    return authority::analyse(model, integration()).providers.front();
}

std::optional<Counterexample> World::refute(const model::Assertion& assertion) {
    Authorities authorities;
    authorities.add(authority::analyse(model, integration()));
    return authority::refute(model, assertion, authorities);
}

std::vector<std::uint32_t> places(std::span<const Id<Scope>> scopes) {
    std::vector<std::uint32_t> found;
    for (const Id<Scope> scope : scopes) {
        found.push_back(scope.index);
    }
    return found;
}

std::vector<std::uint32_t> places(const catalog::OperationSet& operations) {
    std::vector<std::uint32_t> found;
    operations.for_each([&](Id<Operation> operation) { found.push_back(operation.index); });
    return found;
}

std::vector<std::uint32_t> minimal_of(const ProviderAuthority& held) {
    std::vector<std::uint32_t> found;
    for (const NeededScope& needed : held.minimal) {
        found.push_back(needed.scope.index);
    }
    return found;
}

const AllowedOperation* find(const ProviderAuthority& held, Id<Operation> operation) {
    const auto found = std::ranges::find(held.operations, operation, &AllowedOperation::operation);
    return found == held.operations.end() ? nullptr : &*found;
}

}  // namespace latchkey::authority::testing
