#pragma once

#include "catalog/catalog.h"
#include "catalog/openapi/documents.h"

#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

namespace latchkey::catalog::openapi {

/// A property of an object, and the schema that states it.
struct Property {
    std::string_view name;
    Node schema;
    bool required = false;
};

/// A list of properties that grows; of two with one name the first stays.
class PropertyList {
public:
    /// A name that was there is required from then on if either was.
    void add(const Property& property);
    void add(std::span<const Property> properties);
    [[nodiscard]] std::size_t size() const { return list_.size(); }
    [[nodiscard]] std::vector<Property> take() { return std::move(list_); }

private:
    std::vector<Property> list_;
    std::unordered_map<std::string_view, std::size_t> places_;
};

/// What one of several may be: every property of any, required where each of them requires it.
[[nodiscard]] std::vector<Property> any_of(const std::vector<std::vector<Property>>& branches);

/// Of several types of one name the one that is most useful: what can be compared with a literal.
[[nodiscard]] ValueType most_useful(ValueType left, ValueType right);

/// What JSON Schemas say of objects. References are followed; each schema is looked at once.
class Schemas {
public:
    explicit Schemas(Documents& documents) : documents_(documents) {}

    /// A schema that states no type is an object.
    [[nodiscard]] ValueType type_of(Node schema);
    /// The properties of an object, or of a list's items, with those that it is composed of. Valid
    /// as long as this is.
    [[nodiscard]] const std::vector<Property>& properties(Node schema) {
        return properties(schema, false);
    }
    /// A list of strings or numbers is a value itself; other lists hold records.
    [[nodiscard]] bool is_plain_list(Node schema);
    /// The schemas of a request's or an answer's content, by media type.
    [[nodiscard]] std::vector<Node> content_schemas(Node holder);

private:
    struct Entered {
        std::uint64_t key = 0;
        /// As what a list holds: going round through a list is no mistake.
        bool as_items = false;
    };

    [[nodiscard]] const std::vector<Property>& properties(Node schema, bool as_items);
    [[nodiscard]] std::vector<Property> composed(Node schema);
    void add_own(Node schema, PropertyList& found);
    [[nodiscard]] ValueType stated_type(Node schema);
    [[nodiscard]] bool may_enter(Node schema, bool as_items);

    Documents& documents_;
    std::vector<Entered> way_;
    std::unordered_map<std::uint64_t, std::vector<Property>> properties_;
    std::unordered_map<std::uint64_t, ValueType> types_;
    std::size_t copied_ = 0;
};

}  // namespace latchkey::catalog::openapi
