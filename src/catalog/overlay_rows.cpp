#include "catalog/names.h"
#include "catalog/overlay_verifier.h"
#include "catalog/path.h"
#include "catalog/verifier.h"

#include <algorithm>
#include <array>
#include <compare>

namespace latchkey::catalog {
namespace {

constexpr auto scope_keys = std::to_array<std::string_view>({"id"});
constexpr auto more_scope_keys =
    std::to_array<std::string_view>({"tier", "reason", "status", "levels", "implies", "evidence"});
constexpr auto entity_keys =
    std::to_array<std::string_view>({"id", "parent", "classes", "personal"});
constexpr auto more_entity_keys =
    std::to_array<std::string_view>({"reason", "fields", "types", "people_fields"});
constexpr auto operation_keys = std::to_array<std::string_view>({"operation", "entity", "verb"});
constexpr auto more_operation_keys = std::to_array<std::string_view>(
    {"actions", "named", "effects", "scopes", "evidence", "record", "body", "ignore", "reason"});
constexpr auto event_keys = std::to_array<std::string_view>({"name", "entity", "scope"});
/// The verbs whose base actions need not be said.
constexpr auto plain_verbs =
    std::to_array<std::string_view>({"create", "read", "update", "delete", "search", "upsert"});
/// What any of them may say.
constexpr auto reason_key = std::to_array<std::string_view>({"reason"});

}  // namespace

void OverlayVerifier::check_scope(Place row) {
    if (!json_.object(row, scope_keys, more_scope_keys)) {
        return;
    }
    const std::string_view id = text(row, "id");
    if (id.empty()) {
        return;
    }
    once(member(row, "id"), "scope", std::string(id), seen_scopes_);
    words_if_there(row, "levels", "level", levels_);
    if (has(row, "status")) {
        (void)json_.word(member(row, "status"), "status", names::scope_statuses);
    }
    if (has(row, "tier")) {
        const auto tier = json_.word(member(row, "tier"), "tier", names::tiers);
        const bool reasoned = has(row, "reason") && !text(row, "reason").empty();
        if (tier.has_value() && *tier != 0 && !reasoned) {
            say(row,
                quoted(id) + " has the tier " + quoted(names::tiers[*tier]) + " without a reason");
        }
    }
    if (made_ == nullptr) {
        return;
    }
    const std::optional<Id<Scope>> found = made_->find_scope(id);
    if (!found.has_value()) {
        say(member(row, "id"), quoted(id) + " is no scope of the catalogue");
        return;
    }
    const Scope& scope = (*made_)[*found];
    const bool opens = !scope.operations.empty() || !scope.events.empty() || !scope.implies.empty();
    if (!opens && !scope.user_role && !has(row, "evidence")) {
        say(member(row, "id"),
            quoted(id) +
                " opens nothing in the catalogue; if the provider offers it, `evidence` "
                "says where");
    }
}

const Entity* OverlayVerifier::made_entity(std::string_view id) const {
    const auto found = made_ == nullptr ? std::nullopt : made_->find_entity(id);
    return found.has_value() ? &(*made_)[*found] : nullptr;
}

void OverlayVerifier::check_entity(Place row) {
    if (!json_.object(row, entity_keys, more_entity_keys)) {
        return;
    }
    const std::string_view id = text(row, "id");
    once(member(row, "id"), "entity", std::string(id), seen_entities_);
    if (!json_.is_null(member(row, "parent"))) {
        check_entity_name(member(row, "parent"));
    }
    (void)json_.words(member(row, "classes"), "data class", names::data_classes);
    (void)json_.boolean(member(row, "personal"));
    const Entity* entity = made_entity(id);
    const bool used =
        entity != nullptr &&
        (!entity->operations.empty() || std::ranges::any_of(made_->events, [&](const Event& event) {
            return &(*made_)[event.entity] == entity;
        }));
    if (made_ != nullptr && !used && !id.empty()) {
        say(member(row, "id"), "no operation and no event of the catalogue is about " + quoted(id));
        entity = nullptr;
    }
    check_field_map(row, "fields", entity, names::data_classes, "data class");
    check_field_map(row, "types", entity, names::value_types, "type");
}

void OverlayVerifier::check_field_map(Place row, std::string_view key, const Entity* entity,
                                      Keys words, std::string_view what) {
    const Place map = member(row, key);
    if (map == JsonTree::none) {
        return;
    }
    if (json_.value(map).kind != JsonTree::Kind::object) {
        say(map,
            "is " + std::string(to_string(json_.value(map).kind)) + " where an object is expected");
        return;
    }
    for (Place at = json_.value(map).first; at != JsonTree::none && !json_.full();
         at = json_.value(at).next) {
        if (!json_.is_null(at)) {
            (void)json_.word(at, what, words);
        }
        const std::string_view field = json_.value(at).key;
        if (entity != nullptr && find_field(*entity, field) == nullptr) {
            say(at, quoted(entity->id) + " has no field " + quoted(field) + " in the catalogue");
        }
    }
}

void OverlayVerifier::check_entity_name(Place place) {
    const std::string_view name = json_.text(place);
    if (!name.empty() && std::ranges::find(entities_, name) == entities_.end()) {
        json_.unknown(place, "entity", name, entities_);
    }
}

void OverlayVerifier::check_verb(Place row) {
    const std::string_view verb = text(row, "verb");
    if (verb.empty()) {
        return;
    }
    if (names::find(names::reserved_verbs, verb).has_value()) {
        say(member(row, "verb"), quoted(verb) + " is a word of the language");
    } else if (!is_name(verb)) {
        say(member(row, "verb"), "no policy can write the verb " + quoted(verb));
    } else if (!has(row, "actions") && !names::find(plain_verbs, verb).has_value()) {
        say(row, "the verb " + quoted(verb) +
                     " does not tell its base actions: `actions` is missing ([] for none)");
    }
}

void OverlayVerifier::check_operation(Place row) {
    if (!json_.object(row, operation_keys, more_operation_keys)) {
        return;
    }
    check_entity_name(member(row, "entity"));
    check_verb(row);
    words_if_there(row, "actions", "action", names::actions);
    words_if_there(row, "effects", "effect", names::effects);
    if (has(row, "named")) {
        (void)json_.boolean(member(row, "named"));
    }
    if (has(row, "evidence")) {
        (void)json_.word(member(row, "evidence"), "evidence", names::evidence);
    } else if (has(row, "scopes")) {
        say(row, "`scopes` corrects the provider, and no `evidence` says on which grounds");
    }
    const std::string_view written = text(row, "operation");
    const std::size_t blank = written.find(' ');
    const auto method = find_method(written.substr(0, blank));
    if (written.empty()) {
        return;
    }
    if (blank == std::string_view::npos || !method.has_value() ||
        !written.substr(blank + 1).starts_with('/')) {
        say(member(row, "operation"), quoted(written) + " is no operation: write `GET /path`");
        return;
    }
    const std::string path = normalise_path(written.substr(blank + 1));
    once(member(row, "operation"), "operation", std::string(to_string(*method)) + " " + path,
         seen_operations_);
    const bool matches =
        made_ == nullptr || std::ranges::any_of(made_->operations, [&](const Operation& operation) {
            return operation.method == *method && std::is_eq(compare_paths(operation.path, path));
        });
    if (!matches) {
        say(member(row, "operation"), quoted(written) + " is no operation of the catalogue");
    }
}

void OverlayVerifier::check_event(Place row) {
    if (!json_.object(row, event_keys, reason_key)) {
        return;
    }
    const std::string_view name = text(row, "name");
    once(member(row, "name"), "event", std::string(name), seen_events_);
    check_entity_name(member(row, "entity"));
    const std::string_view scope = json_.text_or_null(member(row, "scope"));
    if (made_ == nullptr || name.empty()) {
        return;
    }
    if (!made_->find_event(name).has_value()) {
        say(member(row, "name"), quoted(name) + " is no event of the catalogue");
    } else if (!scope.empty() && !made_->find_scope(scope).has_value()) {
        say(member(row, "scope"), quoted(scope) + " is no scope of the catalogue");
    }
}

}  // namespace latchkey::catalog
