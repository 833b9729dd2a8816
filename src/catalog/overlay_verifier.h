#pragma once

#include "catalog/catalog.h"
#include "catalog/json_reader.h"

#include <functional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace latchkey::catalog {

/// Looks at one overlay, list by list.
class OverlayVerifier {
public:
    using Keys = std::span<const std::string_view>;
    using Place = JsonReader::Place;

    OverlayVerifier(JsonReader& json, const Catalog* made) : json_(json), made_(made) {}

    void run();

private:
    [[nodiscard]] Place member(Place object, std::string_view key) const {
        return json_.member(object, key);
    }
    [[nodiscard]] Place top(std::string_view key) const { return member(JsonTree::root(), key); }
    [[nodiscard]] bool has(Place object, std::string_view key) const {
        return member(object, key) != JsonTree::none;
    }
    /// A list that need not be there.
    [[nodiscard]] std::vector<Place> rows(std::string_view key);
    /// The text of a key that is there.
    [[nodiscard]] std::string_view text(Place row, std::string_view key) {
        return json_.text(member(row, key));
    }
    void say(Place place, std::string message) { json_.problem(place, std::move(message)); }
    void once(Place place, std::string_view what, std::string name,
              std::set<std::string, std::less<>>& seen);
    void words_if_there(Place row, std::string_view key, std::string_view what, Keys table);

    void read_names();
    void check_provider();
    void check_plain_lists();
    void check_classes();
    void check_scope(Place row);
    void check_entity(Place row);
    void check_field_map(Place row, std::string_view key, const Entity* entity, Keys words,
                         std::string_view what);
    void check_operation(Place row);
    void check_verb(Place row);
    void check_event(Place row);
    void check_entity_name(Place place);
    [[nodiscard]] const Entity* made_entity(std::string_view id) const;

    JsonReader& json_;
    const Catalog* made_;
    std::vector<std::string_view> levels_;
    std::vector<std::string_view> entities_;
    std::set<std::string, std::less<>> seen_scopes_;
    std::set<std::string, std::less<>> seen_entities_;
    std::set<std::string, std::less<>> seen_operations_;
    std::set<std::string, std::less<>> seen_events_;
};

}  // namespace latchkey::catalog
