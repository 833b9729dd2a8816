#include "catalog/openapi/fields.h"

#include <algorithm>
#include <optional>

namespace latchkey::catalog::openapi {

/// What searches send are filters, not fields; what other requests send are fields.
std::map<std::string_view, BodyField> EntityFields::carried(const DraftOperation& operation) {
    std::map<std::string_view, BodyField> found;
    const bool reads = std::ranges::find(operation.actions, "read") != operation.actions.end();
    const OperationRow* const row = operation.row;
    if (reads) {
        const std::optional<std::string_view> wanted = row == nullptr ? std::nullopt : row->record;
        for (const Statement& statement : operation.endpoint->statements) {
            for (const Property& property : records_.record(statement, wanted)) {
                found[property.name] = {property.name, schemas_.type_of(property.schema), false};
            }
        }
    }
    if (operation.actions != Names{"read"} || operation.named) {
        for (const BodyField& field : operation.body) {
            const bool ignored =
                row != nullptr && std::ranges::find(row->ignore, field.name) != row->ignore.end();
            if (!ignored) {
                found[field.name] = field;
            }
        }
    }
    return found;
}

std::size_t EntityFields::add(const DraftOperation& operation) {
    Table& table = tables_[operation.entity];
    const std::size_t before = table.fields.size();
    const Names under = operation.granted_as();
    for (const std::string_view action : under) {
        ++table.operations[action];
    }
    for (const auto& [name, field] : carried(operation)) {
        ++looked_at_;
        Gathered& gathered = table.fields[name];
        gathered.type = most_useful(gathered.type, field.type);
        gathered.actions.insert(under.begin(), under.end());
        for (const std::string_view action : field.required ? under : Names()) {
            ++gathered.required[action];
        }
    }
    return table.fields.size() - before;
}

DraftEntity EntityFields::entity(const EntityRow& row, const FieldClasses& classes,
                                 std::vector<std::string_view>& unknown) const {
    DraftEntity entity{.id = row.id,
                       .parent = row.parent,
                       .classes = row.classes,
                       .personal = row.personal,
                       .fields = {}};
    static const Table nothing;
    const auto found = tables_.find(row.id);
    const Table& table = found == tables_.end() ? nothing : found->second;
    for (const auto& [name, gathered] : table.fields) {
        DraftField field{.name = name,
                         .type = gathered.type,
                         .data_class = {},
                         .actions = Names(gathered.actions.begin(), gathered.actions.end()),
                         .required = {}};
        if (const auto type = row.types.find(name); type != row.types.end()) {
            field.type = type->second;
        }
        const auto own = row.fields.find(name);
        field.data_class =
            own == row.fields.end() ? classes.find(name, row.people_fields) : own->second;
        for (const auto& [action, count] : gathered.required) {
            if (count == table.operations.at(action)) {
                field.required.push_back(action);
            }
        }
        entity.fields.push_back(std::move(field));
    }
    for (const auto& [name, data_class] : row.fields) {
        if (!table.fields.contains(name)) {
            unknown.push_back(name);
        }
    }
    return entity;
}

}  // namespace latchkey::catalog::openapi
