#pragma once

#include "catalog/openapi/draft.h"
#include "catalog/openapi/field_classes.h"
#include "catalog/openapi/records.h"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace latchkey::catalog::openapi {

/// Gathers the fields of entities from what their operations send and answer.
class EntityFields {
public:
    EntityFields(Schemas& schemas, Records& records) : schemas_(schemas), records_(records) {}

    /// How many fields it brought that the entity did not have.
    std::size_t add(const DraftOperation& operation);

    /// How many fields were looked at, those that were there before too.
    [[nodiscard]] std::size_t looked_at() const { return looked_at_; }

    /// The entity with its fields; `unknown` gets those that the row speaks of and nothing carries.
    [[nodiscard]] DraftEntity entity(const EntityRow& row, const FieldClasses& classes,
                                     std::vector<std::string_view>& unknown) const;

private:
    struct Gathered {
        ValueType type = ValueType::object;
        std::set<std::string_view> actions;
        std::map<std::string_view, std::size_t> required;
    };
    struct Table {
        std::map<std::string_view, Gathered> fields;
        /// How many operations each action has.
        std::map<std::string_view, std::size_t> operations;
    };

    [[nodiscard]] std::map<std::string_view, BodyField> carried(const DraftOperation& operation);

    Schemas& schemas_;
    Records& records_;
    std::map<std::string_view, Table> tables_;
    std::size_t looked_at_ = 0;
};

}  // namespace latchkey::catalog::openapi
