#include "catalog/names.h"
#include "catalog/openapi/derive.h"
#include "catalog/openapi/overlay_reader.h"

#include <algorithm>
#include <array>
#include <utility>

namespace latchkey::catalog::openapi {
namespace {

constexpr auto scope_keys = std::to_array<std::string_view>({"id"});
constexpr auto scope_more =
    std::to_array<std::string_view>({"tier", "reason", "status", "levels", "implies", "evidence"});
constexpr auto class_keys = std::to_array<std::string_view>({"class", "pattern", "people_only"});
constexpr auto entity_keys =
    std::to_array<std::string_view>({"id", "parent", "classes", "personal"});
constexpr auto entity_more = std::to_array<std::string_view>({"people_fields", "fields", "types"});
constexpr auto operation_keys = std::to_array<std::string_view>({"operation", "entity", "verb"});
constexpr auto operation_more = std::to_array<std::string_view>(
    {"actions", "named", "effects", "scopes", "evidence", "record", "body", "ignore"});
constexpr auto body_keys = std::to_array<std::string_view>({"name", "type", "required"});
/// What the requirement of an operation can rest on where the files do not state it.
constexpr auto judged_evidence = std::to_array<std::string_view>({"docs", "judgement"});

}  // namespace

void OverlayReader::read_scope(Place place, Overlay& overlay) {
    if (!json_.object(place, scope_keys, scope_more)) {
        return;
    }
    ScopeRow row;
    const std::string_view id = json_.text(member(place, "id"));
    row.levels = words(member(place, "levels"), "level", references_.levels);
    if (const Place tier = member(place, "tier"); tier != JsonTree::none) {
        row.tier = word(tier, "tier", names::tiers);
    }
    if (const Place reason = member(place, "reason"); reason != JsonTree::none) {
        row.reason = json_.text(reason);
    } else if (row.tier != "normal" && !row.tier.empty()) {
        json_.problem(place,
                      quoted(id) + " has the tier " + quoted(row.tier) + " without a reason");
    }
    if (const Place status = member(place, "status"); status != JsonTree::none) {
        row.status = word(status, "status", names::scope_statuses);
    }
    row.implies = names(member(place, "implies"));
    std::ranges::sort(row.implies);
    if (!overlay.scopes.emplace(id, std::move(row)).second) {
        json_.problem(place, "the scope " + quoted(id) + " occurs twice");
    }
}

ClassRow OverlayReader::class_row(Place place) {
    ClassRow row;
    if (json_.object(place, class_keys)) {
        row.data_class = word(member(place, "class"), "data class", names::data_classes);
        row.pattern = json_.text(member(place, "pattern"));
        row.people_only = json_.boolean(member(place, "people_only"));
        row.place = node(member(place, "pattern"));
    }
    return row;
}

void OverlayReader::read_fields(Place place, EntityRow& entity) {
    const auto each = [&](std::string_view key, auto read) {
        const Place map = member(place, key);
        if (map == JsonTree::none) {
            return;
        }
        if (json_.value(map).kind != JsonTree::Kind::object) {
            json_.problem(map, "is no object from the names of fields");
            return;
        }
        for (Place at = json_.value(map).first; at != JsonTree::none; at = json_.value(at).next) {
            read(json_.value(at).key, at);
        }
    };
    each("fields", [&](std::string_view name, Place at) {
        entity.fields[name] =
            json_.is_null(at) ? std::string_view() : word(at, "data class", names::data_classes);
    });
    each("types", [&](std::string_view name, Place at) {
        const auto type = json_.word(at, "type", names::value_types);
        entity.types[name] = static_cast<ValueType>(type.value_or(0));
    });
}

void OverlayReader::read_entity(Place place, Overlay& overlay) {
    if (!json_.object(place, entity_keys, entity_more)) {
        return;
    }
    EntityRow row;
    row.place = node(place);
    row.id = json_.text(member(place, "id"));
    if (const Place parent = member(place, "parent");
        parent != JsonTree::none && !json_.is_null(parent)) {
        row.parent = reference(parent, references_.entities);
    }
    row.classes = words(member(place, "classes"), "data class", names::data_classes);
    row.personal = json_.boolean(member(place, "personal"));
    row.people_fields = member(place, "people_fields") == JsonTree::none
                            ? row.personal
                            : flag(place, "people_fields");
    read_fields(place, row);
    overlay.entities.emplace(row.id, std::move(row));
}

std::vector<BodyField> OverlayReader::body(Place list) {
    std::vector<BodyField> found;
    for (const Place at : json_.list(list)) {
        if (json_.object(at, body_keys)) {
            const auto type = json_.word(member(at, "type"), "type", names::value_types);
            found.push_back({.name = json_.text(member(at, "name")),
                             .type = static_cast<ValueType>(type.value_or(0)),
                             .required = json_.boolean(member(at, "required"))});
        }
    }
    return found;
}

void OverlayReader::read_scopes(Place place, OperationRow& row) {
    const Place scopes = member(place, "scopes");
    const Place evidence = member(place, "evidence");
    if (scopes == JsonTree::none) {
        if (evidence != JsonTree::none) {
            json_.problem(evidence, "is evidence for scopes, and there are none");
        }
        return;
    }
    row.scopes.emplace();
    for (const Place at : json_.list(scopes)) {
        row.scopes->push_back(names(at));
        std::ranges::sort(row.scopes->back());
    }
    std::ranges::sort(*row.scopes);
    if (evidence == JsonTree::none) {
        json_.problem(scopes, "has no evidence beside it: `docs` or `judgement`");
        return;
    }
    row.evidence = word(evidence, "evidence", judged_evidence);
}

void OverlayReader::read_judgement(Place place, OperationRow& row) {
    row.verb = json_.text(member(place, "verb"));
    const std::span<const std::string_view> base = base_actions(row.verb);
    if (const Place actions = member(place, "actions"); actions != JsonTree::none) {
        // In the order they are written in, which is the catalogue's.
        for (const Place at : json_.list(actions)) {
            row.actions.push_back(word(at, "base action", names::actions));
        }
    } else if (base.empty() && !row.verb.empty()) {
        json_.problem(
            member(place, "verb"),
            quoted(row.verb) +
                " does not tell its base actions: write `actions`, `[]` for a pure effect");
    } else {
        row.actions.assign(base.begin(), base.end());
    }
    row.effects = words(member(place, "effects"), "effect", names::effects);
    // Verbs that an ordinary grant of an action covers even when the operation has an effect.
    const bool plain = !base.empty();
    row.named = row.actions.empty() || flag(place, "named") || (!plain && !row.effects.empty());
}

void OverlayReader::read_operation(Place place, Overlay& overlay) {
    if (!json_.object(place, operation_keys, operation_more)) {
        return;
    }
    OperationRow row;
    row.place = node(place);
    row.has_reason = member(place, "reason") != JsonTree::none;
    row.operation = json_.text(member(place, "operation"));
    const std::size_t blank = std::min(row.operation.find(' '), row.operation.size());
    const std::optional<Method> method = find_method(row.operation.substr(0, blank));
    const std::string_view path = row.operation.substr(std::min(blank + 1, row.operation.size()));
    if (!method.has_value() || !path.starts_with('/')) {
        json_.problem(
            member(place, "operation"),
            quoted(row.operation) + " is no method and path, such as `GET /contacts/{id}`");
        return;
    }
    row.key = {*method, normalise_path(path)};
    row.entity = reference(member(place, "entity"), references_.entities);
    read_judgement(place, row);
    read_scopes(place, row);
    if (const Place record = member(place, "record"); record != JsonTree::none) {
        row.record = json_.text_or_empty(record);
    }
    if (const Place fields = member(place, "body"); fields != JsonTree::none) {
        row.body = body(fields);
    }
    row.ignore = names(member(place, "ignore"));
    EndpointKey key = row.key;
    const std::string_view operation = row.operation;
    if (!overlay.operations.emplace(std::move(key), std::move(row)).second) {
        json_.problem(member(place, "operation"), quoted(operation) + " occurs twice");
    }
}

}  // namespace latchkey::catalog::openapi
