#include "emit/parts.h"
#include "model/coverage.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace latchkey::emit {
namespace {

using authority::AllowedOperation;
using authority::ProviderAuthority;
using catalog::Catalog;
using catalog::Operation;

json::List actions(catalog::ActionSet set) {
    using enum catalog::Action;
    json::List list;
    for (const catalog::Action action : std::array{read, create, update, remove}) {
        if (set.contains(action)) {
            list.emplace_back(to_string(action));
        }
    }
    return list;
}

/// Sorted by name: their values are not the order of their names for all time.
json::List effects(catalog::EffectSet set) {
    std::vector<std::string_view> names;
    for (std::size_t at = 0; at < catalog::effect_count; ++at) {
        const auto effect = static_cast<catalog::Effect>(at);
        if (set.contains(effect)) {
            names.push_back(to_string(effect));
        }
    }
    std::ranges::sort(names);
    return {names.begin(), names.end()};
}

/// What an allowed and a residual operation have in common.
json::Object described(const Catalog& provider, const Operation& operation) {
    json::Object value;
    value.reserve(12);
    value.add("method", to_string(operation.method));
    value.add("path", operation.path);
    value.add("id", operation.id);
    value.add("entity", provider[operation.entity].id);
    value.add("verb", provider[operation.verb].id);
    value.add("actions", actions(operation.actions));
    return value;
}

/// The names of a field list, without what this operation does not take.
json::Value fields(const Catalog& provider, const AllowedOperation& allowed) {
    if (!allowed.fields.has_value()) {
        return nullptr;
    }
    const Operation& operation = provider[allowed.operation];
    const catalog::Entity& entity = provider[operation.entity];
    json::List list;
    (*allowed.fields & model::fields_of(provider, operation))
        .for_each([&](catalog::Id<catalog::Field> field) {
            list.emplace_back(entity.fields[field.index].name);
        });
    return list;
}

json::List required(const Operation& operation) {
    std::vector<std::string_view> names;
    for (const catalog::BodyField& field : operation.body) {
        if (field.required) {
            names.push_back(field.name);
        }
    }
    std::ranges::sort(names);
    return {names.begin(), names.end()};
}

json::List conditions(const Subject& subject, const ProviderAuthority& held,
                      const AllowedOperation& allowed) {
    json::List alternatives;
    for (const std::vector<const model::Condition*>& all : allowed.conditions) {
        json::List alternative;
        for (const model::Condition* const each : all) {
            json::Object value = condition(*each);
            value.add("enforcement", to_string(authority::condition_enforcement(
                                         *subject.input.model, subject.integration, held,
                                         allowed.operation, *each)));
            alternative.emplace_back(std::move(value));
        }
        alternatives.emplace_back(std::move(alternative));
    }
    return alternatives;
}

json::List indices(const std::vector<std::uint32_t>& grants) {
    json::List list;
    for (const std::uint32_t grant : grants) {
        list.push_back(json::count(grant));
    }
    return list;
}

/// In the order in which a manifest lists them.
std::vector<const AllowedOperation*> listed(const Catalog& provider,
                                            const std::vector<AllowedOperation>& operations) {
    std::vector<const AllowedOperation*> sorted;
    for (const AllowedOperation& operation : operations) {
        sorted.push_back(&operation);
    }
    std::ranges::sort(sorted, {}, [&](const AllowedOperation* allowed) {
        return listed_at(provider[allowed->operation]);
    });
    return sorted;
}

json::Value allowed_operation(const Subject& subject, const ProviderAuthority& held,
                              const AllowedOperation& allowed) {
    const model::Model& model = *subject.input.model;
    const Catalog& provider = model.provider(held.provider);
    json::Object enforcement;
    enforcement.add("operation", to_string(authority::operation_enforcement(
                                     model, subject.integration, held, allowed.operation)));
    enforcement.add("fields", to_string(authority::field_enforcement(model, subject.integration,
                                                                     held, allowed.operation)));
    json::Object value = described(provider, provider[allowed.operation]);
    value.add("fields", fields(provider, allowed));
    value.add("required", required(provider[allowed.operation]));
    value.add("conditions", conditions(subject, held, allowed));
    value.add("grants", indices(allowed.grants));
    value.add("enforcement", std::move(enforcement));
    return value;
}

json::Value residual_operation(const Catalog& provider, const ProviderAuthority& held,
                               catalog::Id<Operation> operation) {
    std::vector<catalog::Id<catalog::Scope>> opening =
        authority::opened_by(provider, held.held, operation);
    std::ranges::sort(opening);
    json::List scopes;
    for (const catalog::Id<catalog::Scope> scope : opening) {
        scopes.emplace_back(provider[scope].id);
    }
    json::Object value = described(provider, provider[operation]);
    value.add("effects", effects(provider[operation].effects));
    value.add("scopes", std::move(scopes));
    value.add("denied", held.denied.contains(operation));
    return value;
}

}  // namespace

std::pair<std::string_view, std::string_view> listed_at(const Operation& operation) {
    return {operation.path, to_string(operation.method)};
}

std::vector<catalog::Id<Operation>> by_path(const Catalog& provider,
                                            std::vector<catalog::Id<Operation>> operations) {
    std::ranges::sort(operations, {},
                      [&](catalog::Id<Operation> id) { return listed_at(provider[id]); });
    return operations;
}

std::string operation_name(const Operation& operation) {
    std::string name(to_string(operation.method));
    name += ' ';
    name += operation.path;
    return name;
}

json::Value operations(const Subject& subject, const ProviderAuthority& held) {
    const Catalog& provider = subject.input.model->provider(held.provider);
    json::List allowed;
    if (!subject.retired()) {
        for (const AllowedOperation* const operation : listed(provider, held.operations)) {
            allowed.push_back(allowed_operation(subject, held, *operation));
        }
    }
    const catalog::OperationSet& others = subject.retired() ? held.opened : held.residual;
    json::List residual;
    for (const catalog::Id<Operation> operation : by_path(provider, others.ids())) {
        residual.push_back(residual_operation(provider, held, operation));
    }
    json::Object value;
    value.add("allowed", std::move(allowed));
    value.add("residual", std::move(residual));
    return value;
}

json::Value events(const Subject& subject, const ProviderAuthority& held) {
    json::List list;
    if (subject.retired()) {
        return list;
    }
    const Catalog& provider = subject.input.model->provider(held.provider);
    std::vector<const authority::AllowedEvent*> sorted;
    for (const authority::AllowedEvent& allowed : held.events) {
        sorted.push_back(&allowed);
    }
    std::ranges::sort(sorted, {},
                      [](const authority::AllowedEvent* allowed) { return allowed->event; });
    for (const authority::AllowedEvent* const allowed : sorted) {
        const catalog::Event& event = provider[allowed->event];
        json::Object value;
        value.add("name", event.name);
        value.add("entity", provider[event.entity].id);
        value.add("scope",
                  event.scope.has_value() ? json::Value(provider[*event.scope].id) : json::Value());
        value.add("grants", indices(allowed->grants));
        list.emplace_back(std::move(value));
    }
    return list;
}

}  // namespace latchkey::emit
