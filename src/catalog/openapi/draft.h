#pragma once

#include "catalog/openapi/overlay.h"
#include "catalog/openapi/security.h"

#include <string>
#include <string_view>
#include <vector>

namespace latchkey::catalog::openapi {

/// The rows of a catalogue before it is one: names where a catalogue has numbers. All text lives in
/// the documents or in the import's arena.
struct DraftOperation {
    Method method = Method::get;
    std::string_view path;
    std::string_view id;
    std::string_view entity;
    std::string_view verb;
    Names actions;
    bool named = false;
    Names effects;
    Reach reach;
    Names versions;
    bool deprecated = false;
    std::vector<Parameter> parameters;
    std::vector<BodyField> body;

    const Endpoint* endpoint = nullptr;
    /// Null for an operation that nobody has judged.
    const OperationRow* row = nullptr;

    /// What a grant must name to have it.
    [[nodiscard]] Names granted_as() const { return named ? Names{verb} : actions; }
};

struct DraftField {
    std::string_view name;
    ValueType type = ValueType::string;
    /// Empty = the entity's classes.
    std::string_view data_class;
    Names actions;
    Names required;
};

struct DraftEntity {
    std::string_view id;
    std::string_view parent;
    Names classes;
    bool personal = false;
    std::vector<DraftField> fields;
};

struct DraftScope {
    std::string_view id;
    Names levels;
    std::string_view tier;
    std::string_view reason;
    std::string_view status;
    bool user_role = false;
    Names implies;
};

struct DraftSource {
    std::string_view title;
    std::string_view date;
};

struct Draft {
    std::string_view id;
    std::string_view title;
    std::string_view version;
    Names levels;
    std::vector<DraftSource> sources;
    /// Of all files, each with its path.
    std::string sha256;
    std::vector<Kind> kinds;
    std::vector<Quota> limits;
    std::vector<DraftScope> scopes;
    std::vector<DraftEntity> entities;
    std::vector<DraftOperation> operations;
    std::vector<EventRow> events;
    std::vector<SecretShape> secrets;
};

/// The catalogue's text: one operation, scope, event or field on a line, so that a difference shows
/// what changed.
[[nodiscard]] std::string write(const Draft& draft);

}  // namespace latchkey::catalog::openapi
