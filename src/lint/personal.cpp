#include "lint/personal.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace latchkey::lint {
namespace {

using catalog::Action;
using catalog::DataClass;
using catalog::Entity;
using catalog::Operation;
using model::Grant;
using model::Integration;

model::FieldSet fields_of(const catalog::Catalog& provider,
                          const authority::AllowedOperation& allowed) {
    model::FieldSet fields = model::fields_of(provider, provider[allowed.operation]);
    if (allowed.fields.has_value()) {
        fields &= *allowed.fields;
    }
    return fields;
}

/// What an operation does to a record of a person, if not only to fields that say nothing of one.
bool is_personal(const catalog::Catalog& provider, const authority::AllowedOperation& allowed) {
    const Operation& operation = provider[allowed.operation];
    const Entity& entity = provider[operation.entity];
    if (!entity.personal) {
        return false;
    }
    if (entity.fields.empty() || model::fields_of(provider, operation).empty()) {
        return true;
    }
    catalog::DataClassSet only_internal;
    only_internal.insert(DataClass::internal);
    bool found = false;
    fields_of(provider, allowed).for_each([&](auto id) {
        const catalog::DataClassSet classes = entity.fields[id.index].classes;
        found = found || !(classes.empty() || classes == only_internal);
    });
    return found;
}

void note(const Context& context, const Integration& integration,
          std::span<const std::uint32_t> grants, std::string_view entity, PersonalReach& reach) {
    const Grant* grant = &context.model().grants[integration.grants[grants.front()]];
    if (reach.grant == nullptr || grant->where < reach.grant->where) {
        reach.grant = grant;
        reach.entity = entity;
    }
}

/// The fields of an entity that the grant itself speaks of; none = all.
std::optional<model::FieldSet> own_fields(const Grant& grant, model::ProviderId provider,
                                          const Operation& operation) {
    std::optional<model::FieldSet> own;
    for (const model::Target& target : grant.targets) {
        const bool is_of_it = target.provider == provider &&
                              (!target.entity.has_value() || *target.entity == operation.entity);
        if (is_of_it && !target.fields.has_value()) {
            return std::nullopt;
        }
        if (is_of_it) {
            own = own.value_or(model::FieldSet{});
            *own |= *target.fields;
        }
    }
    return own;
}

Location place_in(const Grant& grant, model::ProviderId provider, catalog::Id<Operation> operation,
                  catalog::Id<Entity> entity) {
    if (grant.written_fields.has_value()) {
        return grant.written_fields->where;
    }
    for (const model::Target& target : grant.targets) {
        if (target.provider == provider &&
            (!target.entity.has_value() || *target.entity == entity)) {
            return target.where;
        }
    }
    for (const model::OperationRef& named : grant.operations) {
        if (named.provider == provider && named.operation == operation) {
            return named.where;
        }
    }
    return grant.word_where;
}

/// Gathers, entity by entity, what one grant gives to those who have it.
class Gathered {
public:
    Gathered(const Context& context, const Grant& grant, DataClass of_class)
        : context_(&context), grant_(&grant), class_(of_class) {}

    void add(const authority::ProviderAuthority& held, const authority::AllowedOperation& allowed) {
        const catalog::Catalog& provider = context_->provider(held.provider);
        const Operation& operation = provider[allowed.operation];
        const Entity& entity = provider[operation.entity];
        std::set<std::string_view> names;
        if (!entity.fields.empty()) {
            model::FieldSet fields = fields_of(provider, allowed);
            if (const auto own = own_fields(*grant_, held.provider, operation)) {
                fields &= *own;
            }
            fields.for_each([&](auto id) {
                const catalog::Field& field = entity.fields[id.index];
                if (field.classes.contains(class_)) {
                    names.insert(field.name);
                }
            });
        }
        if (entity.fields.empty() ? !entity.classes.contains(class_) : names.empty()) {
            return;
        }
        auto& entry = found_[{held.provider, operation.entity}];
        entry.first.merge(names);
        entry.second = place_in(*grant_, held.provider, allowed.operation, operation.entity);
    }

    [[nodiscard]] std::vector<ReachedFields> list() const {
        std::vector<ReachedFields> all;
        for (const auto& [key, entry] : found_) {
            all.push_back(
                {key.first, key.second, {entry.first.begin(), entry.first.end()}, entry.second});
        }
        return all;
    }

private:
    using Key = std::pair<model::ProviderId, catalog::Id<Entity>>;

    const Context* context_;
    const Grant* grant_;
    DataClass class_;
    std::map<Key, std::pair<std::set<std::string_view>, Location>> found_;
};

bool gives(const Context& context, const Integration& integration, const Grant& grant,
           const authority::AllowedOperation& allowed) {
    return std::ranges::any_of(allowed.grants, [&](std::uint32_t place) {
        return integration.grants[place] == context.model().grants.id_of(grant);
    });
}

}  // namespace

PersonalReach personal_reach(const Context& context, const Integration& integration) {
    PersonalReach reach;
    for (const authority::ProviderAuthority& held : context.authority(integration)) {
        const catalog::Catalog& provider = context.provider(held.provider);
        for (const authority::AllowedOperation& allowed : held.operations) {
            const Operation& operation = provider[allowed.operation];
            if (is_personal(provider, allowed)) {
                note(context, integration, allowed.grants, provider[operation.entity].id, reach);
                reach.is_read = reach.is_read || operation.actions.contains(Action::read);
                reach.is_written = reach.is_written || operation.actions.contains(Action::create) ||
                                   operation.actions.contains(Action::update);
            }
        }
        for (const authority::AllowedEvent& allowed : held.events) {
            const Entity& entity = provider[provider[allowed.event].entity];
            if (entity.personal) {
                note(context, integration, allowed.grants, entity.id, reach);
                reach.is_read = true;
            }
        }
    }
    return reach;
}

bool concerns_people(const Integration& integration) {
    return !integration.subjects.empty() || !integration.environment.has_value() ||
           *integration.environment == model::Environment::production;
}

std::vector<ReachedFields> reached_fields(const Context& context, const Grant& grant,
                                          DataClass of_class, Wanted wants) {
    Gathered gathered(context, grant, of_class);
    if (grant.effect != Grant::Effect::allow) {
        return {};
    }
    for (const model::Id<Integration> holder : context.holders(grant)) {
        const Integration& integration = context.model().integrations[holder];
        if (integration.status == model::Status::retired || !context.is_understood(holder)) {
            continue;
        }
        for (const authority::ProviderAuthority& held : context.authority(integration)) {
            for (const authority::AllowedOperation& allowed : held.operations) {
                const Operation& operation = context.provider(held.provider)[allowed.operation];
                if (gives(context, integration, grant, allowed) &&
                    wants(context, integration, operation)) {
                    gathered.add(held, allowed);
                }
            }
        }
    }
    return gathered.list();
}

}  // namespace latchkey::lint
