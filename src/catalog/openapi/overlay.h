#pragma once

#include "catalog/catalog.h"
#include "catalog/openapi/documents.h"
#include "catalog/openapi/endpoints.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace latchkey::catalog::openapi {

using Names = std::vector<std::string_view>;
/// Alternatives, each a set of scopes.
using ScopeSets = std::vector<Names>;

/// What a security scheme of the provider stands for.
struct SchemeRow {
    std::string_view scheme;
    /// In the files about these alone; none = in all others.
    Names products;
    Names levels;
    /// None = every kind.
    std::optional<Names> kinds;
    /// Without scopes it needs none; otherwise it is not known which it needs.
    bool needs_none = false;
};

/// How the provider's files are read: what only this provider's are like.
struct ImportRules {
    FileRules files;
    std::vector<SchemeRow> security;
    bool has_security = false;
    /// The header that says which version of the API is meant; empty = none.
    std::string_view version_header;
    /// The schema and its property that lists the permissions of human users; empty = none.
    std::string_view user_schema;
    std::string_view user_property;
    /// Properties that are no fields of a record, …
    Names noise;
    /// … and those that stand around the records of an answer.
    Names envelope;
};

struct ScopeRow {
    Names levels;
    std::string_view tier = "normal";
    std::string_view reason;
    /// Empty where it follows from where the scope occurs.
    std::string_view status;
    Names implies;
};

struct EntityRow {
    std::string_view id;
    /// Empty where there is none.
    std::string_view parent;
    Names classes;
    bool personal = false;
    /// Whether its fields are about people; as a rule they are where the records are.
    bool people_fields = false;
    /// The classes of single fields; empty = the entity's own.
    std::map<std::string_view, std::string_view> fields;
    std::map<std::string_view, ValueType> types;
    Node place;
};

struct OperationRow {
    std::string_view operation;
    EndpointKey key;
    std::string_view entity;
    std::string_view verb;
    Names actions;
    bool named = false;
    Names effects;
    /// None = as the files state them.
    std::optional<ScopeSets> scopes;
    std::string_view evidence;
    /// Where in an answer the records are: a way of names, empty for the answer itself, `-` for
    /// none of it. None = it follows from the answer's form.
    std::optional<std::string_view> record;
    std::optional<std::vector<BodyField>> body;
    /// Fields of the body that are no fields of the entity.
    Names ignore;
    bool has_reason = false;
    Node place;
};

/// The first whose pattern a field's name matches gives its class.
struct ClassRow {
    std::string_view data_class;
    std::string_view pattern;
    bool people_only = false;
    Node place;
};

struct EventRow {
    std::string_view name;
    std::string_view entity;
    /// Empty = not known.
    std::string_view scope;
    Node place;
};

/// What people have judged of a provider and its files do not state.
struct Overlay {
    std::string_view id;
    std::string_view title;
    std::string_view version;
    Names levels;
    /// Title and date.
    std::vector<std::pair<std::string_view, std::string_view>> sources;
    ImportRules rules;
    std::vector<Kind> kinds;
    std::vector<Quota> limits;
    std::map<std::string_view, ScopeRow> scopes;
    std::vector<ClassRow> classes;
    /// Sorted.
    std::map<std::string_view, EntityRow> entities;
    std::map<EndpointKey, OperationRow> operations;
    std::vector<EventRow> events;
    std::vector<SecretShape> secrets;
};

/// Reads an overlay; what is wrong with it is a problem of its document.
[[nodiscard]] Overlay read_overlay(Documents& documents, Node root, Problems& problems);

/// How files are read that nothing is known of.
[[nodiscard]] ImportRules default_rules(std::string_view provider);

}  // namespace latchkey::catalog::openapi
