#include "catalog/catalog.h"

#include "catalog/names.h"

#include <algorithm>
#include <bit>
#include <functional>

namespace latchkey::catalog {
namespace {

template <typename Enum>
std::optional<Enum> find_value(std::span<const std::string_view> table, std::string_view word) {
    const std::optional<std::size_t> place = names::find(table, word);
    return place.has_value() ? std::optional(static_cast<Enum>(*place)) : std::nullopt;
}

/// The place of `name` in a list that is sorted by what `project` names.
template <typename T, typename Project>
std::optional<Id<T>> find_sorted(std::span<const T> list, std::string_view name, Project project) {
    const auto at = std::ranges::lower_bound(list, name, std::ranges::less{}, project);
    if (at == list.end() || std::invoke(project, *at) != name) {
        return std::nullopt;
    }
    return Id<T>{static_cast<std::uint32_t>(at - list.begin())};
}

template <typename List, typename Project>
std::optional<std::uint32_t> find_place(const List& list, std::string_view name, Project project) {
    const auto at = std::ranges::find(list, name, project);
    return at == list.end() ? std::nullopt
                            : std::optional(static_cast<std::uint32_t>(at - list.begin()));
}

}  // namespace

std::string_view to_string(Action action) {
    return names::actions[static_cast<std::size_t>(
        std::countr_zero(static_cast<std::uint8_t>(action)))];
}

std::optional<Action> find_action(std::string_view word) {
    const std::optional<std::size_t> place = names::find(names::actions, word);
    return place.has_value() ? std::optional(static_cast<Action>(1U << *place)) : std::nullopt;
}

std::string_view to_string(DataClass item) {
    return names::data_classes[static_cast<std::size_t>(item)];
}

std::optional<DataClass> find_data_class(std::string_view word) {
    return find_value<DataClass>(names::data_classes, word);
}

std::string_view to_string(Effect effect) {
    return names::effects[static_cast<std::size_t>(effect)];
}

std::optional<Effect> find_effect(std::string_view word) {
    return find_value<Effect>(names::effects, word);
}

std::string_view to_string(Tier tier) {
    return names::tiers[static_cast<std::size_t>(tier)];
}

std::string_view to_string(ScopeStatus status) {
    return names::scope_statuses[static_cast<std::size_t>(status)];
}

std::string_view to_string(ValueType type) {
    return names::value_types[static_cast<std::size_t>(type)];
}

std::string_view to_string(Method method) {
    return names::methods[static_cast<std::size_t>(method)];
}

std::optional<Method> find_method(std::string_view word) {
    return find_value<Method>(names::methods, word);
}

std::string_view to_string(Evidence evidence) {
    return names::evidence[static_cast<std::size_t>(evidence)];
}

std::optional<Id<Scope>> Catalog::find_scope(std::string_view wanted) const {
    return find_sorted(scopes, wanted, &Scope::id);
}

std::optional<Id<Entity>> Catalog::find_entity(std::string_view wanted) const {
    return find_sorted(entities, wanted, &Entity::id);
}

std::optional<Id<Event>> Catalog::find_event(std::string_view wanted) const {
    return find_sorted(events, wanted, &Event::name);
}

std::optional<Id<Verb>> Catalog::find_verb(std::string_view wanted) const {
    return find_sorted(verbs, wanted, &Verb::id);
}

std::optional<std::uint32_t> Catalog::find_kind(std::string_view wanted) const {
    return find_place(kinds, wanted, &Kind::id);
}

std::optional<std::uint32_t> Catalog::find_level(std::string_view wanted) const {
    return find_place(levels, wanted, std::identity{});
}

const Field* find_field(const Entity& entity, std::string_view name) {
    const auto at =
        std::ranges::lower_bound(entity.fields, name, std::ranges::less{}, &Field::name);
    return at == entity.fields.end() || at->name != name ? nullptr : &*at;
}

}  // namespace latchkey::catalog
