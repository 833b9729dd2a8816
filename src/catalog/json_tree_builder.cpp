#include "catalog/json_tree_builder.h"

#include <algorithm>
#include <utility>

namespace latchkey::catalog {

bool JsonTreeBuilder::text(std::string_view text) {
    JsonTree::Value value{.kind = JsonTree::Kind::text};
    value.text = arena_.keep_text(text);
    return add(value);
}

bool JsonTreeBuilder::real(std::string_view written) {
    JsonTree::Value value{.kind = JsonTree::Kind::real};
    value.text = arena_.keep_text(written);
    return add(value);
}

bool JsonTreeBuilder::add(JsonTree::Value value) {
    std::vector<JsonTree::Value>& values = tree_.values_;
    if (values.size() >= limits_.values) {
        return refuse("has more than " + std::to_string(limits_.values) + " values");
    }
    const auto place = static_cast<JsonTree::Place>(values.size());
    value.key = std::exchange(key_, {});
    if (!open_.empty()) {
        Open& around = open_.back();
        value.parent = around.place;
        value.order = values[around.place].size++;
        (around.last == JsonTree::none ? values[around.place].first : values[around.last].next) =
            place;
        around.last = place;
    }
    values.push_back(value);
    return true;
}

bool JsonTreeBuilder::open(JsonTree::Kind kind) {
    if (open_.size() >= limits_.depth) {
        return refuse("nests deeper than " + std::to_string(limits_.depth) + " levels");
    }
    const JsonTree::Place place = next_place();
    if (!add({.kind = kind})) {
        return false;
    }
    open_.push_back({.place = place, .last = JsonTree::none});
    return true;
}

bool JsonTreeBuilder::close() {
    open_.pop_back();
    return true;
}

bool JsonTreeBuilder::is_open(JsonTree::Place place) const {
    return std::ranges::any_of(open_, [&](const Open& one) { return one.place == place; });
}

bool JsonTreeBuilder::repeat(JsonTree::Place place) {
    // A copy: adding values moves the others.
    const JsonTree::Value value = tree_.values_[place];
    if (value.kind != JsonTree::Kind::list && value.kind != JsonTree::Kind::object) {
        JsonTree::Value plain{.kind = value.kind};
        plain.truth = value.truth;
        plain.number = value.number;
        plain.text = value.text;
        return add(plain);
    }
    if (!open(value.kind)) {
        return false;
    }
    for (JsonTree::Place at = value.first; at != JsonTree::none; at = tree_.values_[at].next) {
        key_ = tree_.values_[at].key;
        if (!repeat(at)) {
            return false;
        }
    }
    return close();
}

bool JsonTreeBuilder::refuse(std::string message) {
    problem_ = {.pointer = open_.empty() ? "" : tree_.pointer(open_.back().place),
                .message = std::move(message)};
    return false;
}

}  // namespace latchkey::catalog
