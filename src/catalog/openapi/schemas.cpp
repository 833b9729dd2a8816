#include "catalog/openapi/schemas.h"

#include "catalog/names.h"

#include <algorithm>
#include <array>
#include <optional>

namespace latchkey::catalog::openapi {
namespace {

/// Schemas within schemas; a deeper one would cost the stack.
constexpr std::size_t deepest = 64;
/// Properties that composing copies, over a whole import: what bounds its memory.
constexpr std::size_t most_copied = 1'000'000;

constexpr auto compositions = std::to_array<std::string_view>({"allOf", "oneOf", "anyOf"});
constexpr auto alternatives = std::to_array<std::string_view>({"oneOf", "anyOf"});

const std::vector<Property> no_properties;

bool is_name_of_property(std::string_view name) {
    return !name.empty() && std::ranges::none_of(name, [](char character) {
        return static_cast<unsigned char>(character) < 0x20 || character == 0x7F;
    });
}

}  // namespace

void PropertyList::add(const Property& property) {
    const auto [found, added] = places_.emplace(property.name, list_.size());
    if (added) {
        list_.push_back(property);
    } else {
        list_[found->second].required |= property.required;
    }
}

void PropertyList::add(std::span<const Property> properties) {
    for (const Property& property : properties) {
        add(property);
    }
}

std::vector<Property> any_of(const std::vector<std::vector<Property>>& branches) {
    if (branches.size() == 1) {
        return branches.front();
    }
    std::unordered_map<std::string_view, std::size_t> requiring;
    PropertyList found;
    for (const std::vector<Property>& branch : branches) {
        for (const Property& property : branch) {
            requiring[property.name] += property.required ? 1U : 0U;
            found.add(property);
        }
    }
    std::vector<Property> all = found.take();
    for (Property& property : all) {
        property.required = requiring[property.name] == branches.size();
    }
    return all;
}

ValueType most_useful(ValueType left, ValueType right) {
    static constexpr auto order =
        std::to_array({ValueType::string, ValueType::integer, ValueType::number, ValueType::boolean,
                       ValueType::date, ValueType::array, ValueType::object});
    return *std::ranges::find_if(order,
                                 [&](ValueType type) { return type == left || type == right; });
}

bool Schemas::may_enter(Node schema, bool as_items) {
    const auto entered = std::ranges::find(way_, schema.key(), &Entered::key);
    if (entered != way_.end()) {
        const bool through_list =
            as_items ||
            std::any_of(entered + 1, way_.end(), [](const Entered& one) { return one.as_items; });
        if (!through_list) {
            documents_.problem(schema, "is composed of itself");
        }
        return false;
    }
    if (way_.size() == deepest) {
        documents_.problem(schema, "is the end of a way of " + std::to_string(deepest) +
                                       " schemas, each within the one before");
        return false;
    }
    way_.push_back({schema.key(), as_items});
    return true;
}

ValueType Schemas::stated_type(Node schema) {
    Node type = documents_.member(schema, "type");
    // OpenAPI 3.1 lists several, of which `null` says the least.
    if (type && documents_.kind(type) == Documents::Kind::list) {
        const std::vector<Node> types = documents_.elements(type);
        const auto first =
            std::ranges::find_if(types, [&](Node one) { return documents_.text(one) != "null"; });
        type = first == types.end() ? Node{} : *first;
    }
    const std::string_view word = documents_.text(type);
    if (const Node format = documents_.member(schema, "format"); word == "string" && format) {
        return documents_.text(format).starts_with("date") ? ValueType::date : ValueType::string;
    }
    if (const std::optional<std::size_t> known = names::find(names::value_types, word)) {
        return static_cast<ValueType>(*known);
    }
    if (documents_.member(schema, "items")) {
        return ValueType::array;
    }
    if (documents_.member(schema, "properties")) {
        return ValueType::object;
    }
    for (const std::string_view composition : compositions) {
        std::optional<ValueType> best;
        for (const Node part : documents_.elements(documents_.member(schema, composition))) {
            const ValueType found = type_of(part);
            best = best.has_value() ? most_useful(*best, found) : found;
        }
        if (best.has_value()) {
            return *best;
        }
    }
    return documents_.member(schema, "enum") ? ValueType::string : ValueType::object;
}

ValueType Schemas::type_of(Node schema) {
    schema = documents_.resolve(schema);
    if (!schema || documents_.kind(schema) != Documents::Kind::object) {
        return ValueType::object;
    }
    if (const auto known = types_.find(schema.key()); known != types_.end()) {
        return known->second;
    }
    if (!may_enter(schema, false)) {
        return ValueType::object;
    }
    const ValueType type = stated_type(schema);
    way_.pop_back();
    types_.emplace(schema.key(), type);
    return type;
}

void Schemas::add_own(Node schema, PropertyList& found) {
    const Node own = documents_.member(schema, "properties");
    if (!own) {
        return;
    }
    std::unordered_map<std::string_view, bool> required;
    const Node names = documents_.member(schema, "required");
    // A boolean there is a mistake of many hands, and says nothing of the properties.
    if (names && documents_.kind(names) == Documents::Kind::list) {
        for (const Node name : documents_.elements(names)) {
            required.emplace(documents_.text(name), true);
        }
    }
    for (const Node property : documents_.members(own)) {
        const std::string_view name = documents_.name(property);
        if (!is_name_of_property(name)) {
            documents_.problem(property, "has a name that is empty or holds a control character");
        } else {
            found.add({name, property, required.contains(name)});
        }
    }
}

std::vector<Property> Schemas::composed(Node schema) {
    PropertyList found;
    add_own(schema, found);
    for (const Node part : documents_.elements(documents_.member(schema, "allOf"))) {
        found.add(properties(part, false));
    }
    for (const std::string_view key : alternatives) {
        std::vector<std::vector<Property>> branches;
        for (const Node part : documents_.elements(documents_.member(schema, key))) {
            branches.push_back(properties(part, false));
            copied_ += branches.back().size();
        }
        found.add(any_of(branches));
    }
    copied_ += found.size();
    if (copied_ > most_copied) {
        documents_.problem(schema, "is one schema too many: they are composed of more than " +
                                       std::to_string(most_copied) + " properties");
        return {};
    }
    return found.take();
}

const std::vector<Property>& Schemas::properties(Node schema, bool as_items) {
    schema = documents_.resolve(schema);
    // `true` and `false` are schemas too, and state nothing.
    if (!schema || documents_.kind(schema) == Documents::Kind::boolean ||
        !documents_.demand(schema, Documents::Kind::object) || copied_ > most_copied) {
        return no_properties;
    }
    if (const auto known = properties_.find(schema.key()); known != properties_.end()) {
        return known->second;
    }
    if (!may_enter(schema, as_items)) {
        return no_properties;
    }
    const Node items = documents_.member(schema, "items");
    const bool is_list = items && !documents_.member(schema, "properties");
    std::vector<Property> found = is_list ? properties(items, true) : composed(schema);
    copied_ += is_list ? found.size() : 0;
    way_.pop_back();
    return properties_.emplace(schema.key(), std::move(found)).first->second;
}

bool Schemas::is_plain_list(Node schema) {
    schema = documents_.resolve(schema);
    const Node items = documents_.member(schema, "items");
    const ValueType type = items ? type_of(items) : ValueType::object;
    return type != ValueType::array && type != ValueType::object;
}

std::vector<Node> Schemas::content_schemas(Node holder) {
    std::vector<Node> media = documents_.members(documents_.member(holder, "content"));
    std::ranges::sort(media, {}, [&](Node one) { return documents_.name(one); });
    std::vector<Node> found;
    for (const Node one : media) {
        if (documents_.demand(one, Documents::Kind::object)) {
            const Node schema = documents_.member(one, "schema");
            const bool empty = schema && documents_.kind(schema) == Documents::Kind::object &&
                               documents_.members(schema).empty();
            if (schema && !empty) {
                found.push_back(schema);
            }
        }
    }
    return found;
}

}  // namespace latchkey::catalog::openapi
