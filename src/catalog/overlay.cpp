#include "catalog/overlay.h"

#include "catalog/names.h"
#include "catalog/overlay_patterns.h"
#include "catalog/overlay_verifier.h"
#include "catalog/verifier.h"

#include <algorithm>
#include <array>
#include <utility>

namespace latchkey::catalog {
namespace {

constexpr auto top_keys = std::to_array<std::string_view>({"overlay", "provider"});
constexpr auto more_top_keys = std::to_array<std::string_view>(
    {"notes", "import", "kinds", "limits", "scopes", "field_classes", "entities", "operations",
     "events", "secrets"});
constexpr auto provider_keys =
    std::to_array<std::string_view>({"id", "title", "version", "levels", "sources"});
constexpr auto import_keys =
    std::to_array<std::string_view>({"generations", "products", "security", "version_header",
                                     "user_role_scopes", "noise", "envelope"});
constexpr auto kind_keys = std::to_array<std::string_view>(
    {"id", "title", "access", "levels", "lifetime", "lifetime_seconds", "rotate_days",
     "overlap_days", "webhooks", "personal", "support_ended", "replaced_by"});
constexpr auto limit_keys =
    std::to_array<std::string_view>({"requests", "per_seconds", "counted_per"});
constexpr auto class_keys = std::to_array<std::string_view>({"class", "pattern", "people_only"});
constexpr auto secret_keys =
    std::to_array<std::string_view>({"id", "title", "prefix", "pattern", "context"});
constexpr auto reason_key = std::to_array<std::string_view>({"reason"});

}  // namespace

void OverlayVerifier::run() {
    if (!json_.object(JsonTree::root(), top_keys, more_top_keys)) {
        return;
    }
    if (const std::uint32_t number = json_.number(top("overlay")); number > 1) {
        say(top("overlay"), "is format " + std::to_string(number) + ", and only format 1 is known");
        return;
    }
    read_names();
    check_provider();
    check_plain_lists();
    check_classes();
    for (const Place row : rows("scopes")) {
        check_scope(row);
    }
    for (const Place row : rows("entities")) {
        check_entity(row);
    }
    for (const Place row : rows("operations")) {
        check_operation(row);
    }
    for (const Place row : rows("events")) {
        check_event(row);
    }
}

std::vector<OverlayVerifier::Place> OverlayVerifier::rows(std::string_view key) {
    return top(key) == JsonTree::none ? std::vector<Place>() : json_.list(top(key));
}

void OverlayVerifier::once(Place place, std::string_view what, std::string name,
                           std::set<std::string, std::less<>>& seen) {
    const std::string shown = quoted(name);
    if (!seen.insert(std::move(name)).second) {
        say(place, "the " + std::string(what) + " " + shown + " occurs twice");
    }
}

void OverlayVerifier::words_if_there(Place row, std::string_view key, std::string_view what,
                                     Keys table) {
    if (has(row, key)) {
        (void)json_.words(member(row, key), what, table);
    }
}

/// What rows may refer to; wrong values are reported where their own rows are read.
void OverlayVerifier::read_names() {
    const auto add = [&](Place list, std::string_view key, std::vector<std::string_view>& names) {
        if (list == JsonTree::none || json_.value(list).kind != JsonTree::Kind::list) {
            return;
        }
        for (const Place row : json_.list(list)) {
            const Place name = key.empty() ? row : member(row, key);
            if (name != JsonTree::none && json_.value(name).kind == JsonTree::Kind::text) {
                names.push_back(json_.value(name).text);
            }
        }
    };
    add(member(top("provider"), "levels"), "", levels_);
    add(top("entities"), "id", entities_);
}

void OverlayVerifier::check_provider() {
    const Place provider = top("provider");
    if (!json_.object(provider, provider_keys)) {
        return;
    }
    if (const std::string_view id = text(provider, "id"); !id.empty() && !is_name(id)) {
        say(member(provider, "id"), "no policy can write the name " + quoted(id));
    }
    (void)text(provider, "title");
    (void)json_.date(member(provider, "version"));
    for (const Place level : json_.list(member(provider, "levels"))) {
        (void)json_.text(level);
    }
    for (const Place source : json_.list(member(provider, "sources"))) {
        static constexpr auto required = std::to_array<std::string_view>({"title", "date"});
        static constexpr auto more = std::to_array<std::string_view>({"sha256"});
        if (json_.object(source, required, more)) {
            (void)text(source, "title");
            (void)json_.date(member(source, "date"));
        }
    }
}

/// What goes into the catalogue as it is; `verify` looks at it there.
void OverlayVerifier::check_plain_lists() {
    if (top("import") != JsonTree::none) {
        (void)json_.object(top("import"), {}, import_keys);
    }
    for (const Place row : rows("kinds")) {
        (void)json_.object(row, kind_keys, reason_key);
    }
    for (const Place row : rows("limits")) {
        (void)json_.object(row, limit_keys, reason_key);
    }
    for (const Place row : rows("secrets")) {
        (void)json_.object(row, secret_keys, reason_key);
    }
}

void OverlayVerifier::check_classes() {
    std::vector<std::string_view> fields;
    if (made_ != nullptr) {
        for (const Entity& entity : made_->entities) {
            for (const Field& field : entity.fields) {
                fields.push_back(field.name);
            }
        }
    }
    for (const Place row : rows("field_classes")) {
        if (!json_.object(row, class_keys, reason_key)) {
            continue;
        }
        (void)json_.word(member(row, "class"), "data class", names::data_classes);
        (void)json_.boolean(member(row, "people_only"));
        const std::string_view pattern = text(row, "pattern");
        if (const std::string problem = pattern_problem(pattern); !problem.empty()) {
            say(member(row, "pattern"), "is no pattern: " + problem);
        } else if (made_ != nullptr && !pattern.empty() && !matches_any(pattern, fields)) {
            say(member(row, "pattern"), "matches no field of the catalogue");
        }
    }
}

std::optional<std::string> overlay_provider(std::string_view json) {
    Arena texts;
    LoadProblem problem;
    const std::optional<JsonTree> tree = JsonTree::parse(json, texts, problem);
    if (!tree.has_value() || tree->member(JsonTree::root(), "overlay") == JsonTree::none) {
        return std::nullopt;
    }
    const JsonTree::Place provider = tree->member(JsonTree::root(), "provider");
    const JsonTree::Place id =
        provider == JsonTree::none ? JsonTree::none : tree->member(provider, "id");
    return std::string(id == JsonTree::none ? std::string_view() : (*tree)[id].text);
}

std::vector<LoadProblem> verify_overlay(std::string_view json, const Catalog* made) {
    std::vector<LoadProblem> problems;
    Arena texts;
    LoadProblem problem;
    const std::optional<JsonTree> tree = JsonTree::parse(json, texts, problem);
    if (!tree.has_value()) {
        problems.push_back(std::move(problem));
        return problems;
    }
    JsonReader reader(*tree, problems);
    OverlayVerifier(reader, made).run();
    return problems;
}

}  // namespace latchkey::catalog
