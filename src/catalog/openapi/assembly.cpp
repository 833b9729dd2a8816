#include "catalog/openapi/assembly.h"

#include "catalog/json_reader.h"
#include "catalog/openapi/derive.h"
#include "catalog/openapi/field_classes.h"
#include "catalog/openapi/fields.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace latchkey::catalog::openapi {
namespace {

/// Parameters, fields of bodies and fields of entities; more would be no catalogue that can be read
/// again.
constexpr std::size_t most_rows = 250'000;
/// Fields that are looked at in what operations send and answer: what bounds the time.
constexpr std::size_t most_looked_at = 1'000'000;

std::string name_of_operation(const DraftOperation& operation) {
    return std::string(to_string(operation.method)) + " " + std::string(operation.path);
}

/// `field `a`` or `fields `a`, `b``.
std::string listed(const std::vector<std::string_view>& names) {
    std::string text = names.size() == 1 ? "field " : "fields ";
    for (std::size_t at = 0; at < names.size(); ++at) {
        text += (at == 0 ? "" : ", ") + quoted(names[at]);
    }
    return text;
}

}  // namespace

Assembly::Assembly(Documents& documents, const ApiFiles& files, const Endpoints& endpoints,
                   const Overlay& overlay, Arena& arena, ImportOutput& output)
    : documents_(documents),
      files_(files),
      endpoints_(endpoints),
      overlay_(overlay),
      arena_(arena),
      output_(output),
      schemas_(documents),
      records_(documents, schemas_, overlay.rules),
      requests_(documents, schemas_, overlay.rules.version_header),
      security_(documents, files, endpoints, overlay, arena) {}

void Assembly::note(Node at, std::string message) {
    output_.notes.push_back({documents_.path(at.document),
                             documents_.tree(at.document).pointer(at.place), std::move(message)});
}

std::string_view Assembly::id_of(const DraftOperation& operation) {
    const Statement& newest = operation.endpoint->newest();
    const Node stated = documents_.member(newest.operation, "operationId");
    std::string id(documents_.text(stated));
    if (id.empty()) {
        id = name_of(to_string(operation.method)) + "-" + name_of(operation.path);
    }
    return arena_.keep_text(std::string(newest.product) + "." + id);
}

/// What nobody has judged has the entity and the action that its path and method let one suppose.
void Assembly::suppose(DraftOperation& operation) {
    const Statement& newest = operation.endpoint->newest();
    Names tags;
    for (const Node tag : documents_.elements(documents_.member(newest.operation, "tags"))) {
        tags.push_back(documents_.text(tag));
    }
    const Derived derived = derive(operation.method, operation.path, tags, newest.product);
    operation.entity = arena_.keep_text(derived.entity);
    operation.verb = arena_.keep_text(derived.verb);
    const auto base = base_actions(operation.verb);
    operation.actions.assign(base.begin(), base.end());
    operation.reach.evidence = "derived";
    output_.derived.push_back({name_of_operation(operation), derived.verb, derived.entity});
}

void Assembly::judge(DraftOperation& operation) {
    const OperationRow& row = *operation.row;
    operation.entity = row.entity;
    operation.verb = row.verb;
    operation.actions = row.actions;
    operation.named = row.named;
    operation.effects = row.effects;
    if (row.scopes.has_value()) {
        const std::optional<ScopeSets>& stated = operation.reach.scopes;
        if (stated.has_value() && *stated != *row.scopes && !row.has_reason) {
            documents_.problem(row.place,
                               "corrects the scopes that the files state without a `reason`");
        } else if (stated == row.scopes) {
            note(row.place,
                 "the files state the scopes of " + quoted(row.operation) + " themselves");
        }
        operation.reach.scopes = row.scopes;
        operation.reach.evidence = row.evidence;
    }
    if (row.body.has_value()) {
        operation.body = *row.body;
    }
}

DraftOperation Assembly::operation(const EndpointKey& key, const Endpoint& endpoint) {
    DraftOperation made;
    made.method = key.first;
    made.path = endpoint.newest().path;
    made.endpoint = &endpoint;
    made.reach = security_.of(endpoint);
    made.versions = requests_.versions(endpoint);
    made.parameters = requests_.parameters(endpoint);
    const Node deprecated = documents_.member(endpoint.newest().operation, "deprecated");
    made.deprecated = deprecated && documents_.boolean(deprecated);
    const auto row = overlay_.operations.find(key);
    made.row = row == overlay_.operations.end() ? nullptr : &row->second;
    if (made.row == nullptr || !made.row->body.has_value()) {
        made.body = requests_.body(endpoint);
    }
    made.id = id_of(made);
    if (made.row == nullptr) {
        suppose(made);
    } else {
        judge(made);
    }
    return made;
}

bool Assembly::count(const DraftOperation& operation, std::size_t rows) {
    rows_ += rows;
    if (rows_ > most_rows) {
        documents_.problem(operation.endpoint->newest().operation,
                           "is one operation too many: they have more than " +
                               std::to_string(most_rows) + " parameters and fields");
    }
    return rows_ <= most_rows;
}

void Assembly::add_operations(Draft& draft) {
    for (const auto& [key, endpoint] : endpoints_) {
        draft.operations.push_back(operation(key, endpoint));
        const DraftOperation& made = draft.operations.back();
        if (!count(made, made.parameters.size() + made.body.size())) {
            return;
        }
    }
    std::ranges::sort(draft.operations, {}, [](const DraftOperation& one) {
        return std::tuple(one.path, to_string(one.method));
    });
}

/// A catalogue has no entities that nothing can be done to. What stood below one of them stands
/// below the next above it.
void Assembly::leave_out_unused(const Draft& draft, std::map<std::string_view, EntityRow>& rows) {
    std::set<std::string_view> used;
    for (const DraftOperation& operation : draft.operations) {
        used.insert(operation.entity);
    }
    for (const EventRow& event : draft.events) {
        used.insert(event.entity);
    }
    for (auto& [id, row] : rows) {
        // As many steps as there are rows reach every parent there is, or go round.
        for (std::size_t steps = 0; steps < rows.size() && !row.parent.empty(); ++steps) {
            const auto parent = rows.find(row.parent);
            if (used.contains(row.parent) || parent == rows.end()) {
                break;
            }
            row.parent = parent->second.parent;
        }
    }
    std::erase_if(rows, [&](const auto& row) {
        const bool unused = !used.contains(row.first);
        if (unused) {
            note(row.second.place,
                 quoted(row.first) + " has no operation and no event, and is left out");
        }
        return unused;
    });
}

void Assembly::add_entities(Draft& draft) {
    EntityFields fields(schemas_, records_);
    std::map<std::string_view, EntityRow> rows = overlay_.entities;
    for (const DraftOperation& operation : draft.operations) {
        if (!count(operation, fields.add(operation))) {
            return;
        }
        if (fields.looked_at() > most_looked_at) {
            documents_.problem(operation.endpoint->newest().operation,
                               "is one operation too many: they send and answer more than " +
                                   std::to_string(most_looked_at) + " fields");
            return;
        }
        // Until a person has looked, it may be about people, and hold anything that they wrote.
        rows.try_emplace(operation.entity, EntityRow{.id = operation.entity,
                                                     .parent = {},
                                                     .classes = {"free-text"},
                                                     .personal = true,
                                                     .people_fields = true,
                                                     .fields = {},
                                                     .types = {},
                                                     .place = {}});
    }
    leave_out_unused(draft, rows);
    const FieldClasses classes(documents_, overlay_.classes);
    for (const auto& [id, row] : rows) {
        std::vector<std::string_view> unknown;
        draft.entities.push_back(fields.entity(row, classes, unknown));
        if (!unknown.empty()) {
            note(row.place, quoted(id) + " has no " + listed(unknown));
        }
    }
}

std::set<std::string_view> Assembly::user_role_scopes() {
    std::set<std::string_view> found;
    if (overlay_.rules.user_schema.empty()) {
        return found;
    }
    for (const ApiFiles::File& file : files_.files()) {
        const Node schemas =
            documents_.member(documents_.member(file.root, "components"), "schemas");
        const Node users =
            documents_.resolve(documents_.member(schemas, overlay_.rules.user_schema));
        const Node listed = documents_.resolve(documents_.member(
            documents_.member(users, "properties"), overlay_.rules.user_property));
        const Node items = documents_.resolve(documents_.member(listed, "items"));
        for (const Node holder : {listed, items}) {
            for (const Node value : documents_.elements(documents_.member(holder, "enum"))) {
                found.insert(documents_.text(value));
            }
        }
    }
    return found;
}

void Assembly::add_scopes(Draft& draft) {
    std::map<std::string_view, std::set<std::string_view>> levels;
    for (const DraftOperation& operation : draft.operations) {
        for (const Names& alternative : operation.reach.scopes.value_or(ScopeSets())) {
            for (const std::string_view scope : alternative) {
                const auto own = operation.reach.scope_levels.find(scope);
                const bool stated = own != operation.reach.scope_levels.end();
                const Names& found = stated ? own->second : operation.reach.levels;
                levels[scope].insert(found.begin(), found.end());
            }
        }
    }
    const std::set<std::string_view> users = user_role_scopes();
    std::set<std::string_view> all = users;
    for (const auto& [id, row] : overlay_.scopes) {
        all.insert(id);
    }
    for (const auto& [id, row] : levels) {
        all.insert(id);
    }
    for (const std::string_view id : all) {
        const auto judged = overlay_.scopes.find(id);
        const ScopeRow row = judged == overlay_.scopes.end() ? ScopeRow() : judged->second;
        const auto stated = levels.find(id);
        const bool documented = stated != levels.end();
        const bool user = users.contains(id);
        const std::string_view status = documented ? "documented"
                                        : user     ? "user-role"
                                                   : "undocumented";
        draft.scopes.push_back({.id = id,
                                .levels = documented
                                              ? Names(stated->second.begin(), stated->second.end())
                                              : row.levels,
                                .tier = row.tier,
                                .reason = row.reason,
                                .status = row.status.empty() ? status : row.status,
                                .user_role = user,
                                .implies = row.implies});
    }
}

void Assembly::check_events(const Draft& draft) {
    for (const EventRow& event : draft.events) {
        const bool known =
            std::ranges::binary_search(draft.scopes, event.scope, {}, &DraftScope::id);
        if (!event.scope.empty() && !known) {
            documents_.problem(event.place, "unknown scope " + quoted(event.scope));
        }
    }
}

void Assembly::note_unused(const Draft& draft) {
    std::set<const OperationRow*> used;
    for (const DraftOperation& operation : draft.operations) {
        used.insert(operation.row);
    }
    for (const auto& [key, row] : overlay_.operations) {
        if (!used.contains(&row)) {
            note(row.place, "no file has the operation " + quoted(row.operation));
        }
    }
}

Draft Assembly::run() {
    Draft draft{.id = overlay_.id,
                .title = overlay_.title,
                .version = overlay_.version,
                .levels = overlay_.levels,
                .sources = {},
                .sha256 = {},
                .kinds = overlay_.kinds,
                .limits = overlay_.limits,
                .scopes = {},
                .entities = {},
                .operations = {},
                .events = overlay_.events,
                .secrets = overlay_.secrets};
    for (const auto& [title, date] : overlay_.sources) {
        draft.sources.push_back({title, date});
    }
    if (draft.kinds.empty()) {
        draft.kinds = security_.derived_kinds();
    }
    add_operations(draft);
    if (rows_ <= most_rows) {
        add_entities(draft);
    }
    add_scopes(draft);
    check_events(draft);
    note_unused(draft);
    std::ranges::sort(output_.derived, {}, &Supposed::operation);
    return draft;
}

}  // namespace latchkey::catalog::openapi
