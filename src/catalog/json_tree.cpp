#include "catalog/json_tree.h"

#include <algorithm>
#include <array>

namespace latchkey::catalog {
namespace {

void append_step(std::string& pointer, const JsonTree::Value& value, bool in_object) {
    pointer += '/';
    if (!in_object) {
        pointer += std::to_string(value.order);
        return;
    }
    for (const char character : value.key) {
        if (character == '~' || character == '/') {
            pointer += character == '~' ? "~0" : "~1";
        } else {
            pointer += character;
        }
    }
}

}  // namespace

std::string JsonTree::pointer(Place place) const {
    std::vector<Place> way;
    for (Place at = place; values_[at].parent != none; at = values_[at].parent) {
        way.push_back(at);
    }
    std::string found;
    std::ranges::reverse(way);
    for (const Place at : way) {
        append_step(found, values_[at], values_[values_[at].parent].kind == Kind::object);
    }
    return found;
}

JsonTree::Place JsonTree::member(Place object, std::string_view key) const {
    if (object == none || values_[object].kind != Kind::object) {
        return none;
    }
    Place at = values_[object].first;
    while (at != none && values_[at].key != key) {
        at = values_[at].next;
    }
    return at;
}

std::string_view to_string(JsonTree::Kind kind) {
    static constexpr auto words = std::to_array<std::string_view>(
        {"`null`", "a boolean", "a whole number", "a number", "a string", "a list", "an object"});
    return words[static_cast<std::size_t>(kind)];
}

}  // namespace latchkey::catalog
