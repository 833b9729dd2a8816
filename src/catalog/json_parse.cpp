#include "catalog/json_tree.h"
#include "source/utf8.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <new>

namespace latchkey::catalog {

/// Takes the library's events. Every function returns whether to go on.
class JsonTreeBuilder {
public:
    JsonTreeBuilder(std::string_view json, Arena& arena, JsonTree& tree, LoadProblem& problem)
        : json_(json), arena_(arena), tree_(tree), problem_(problem) {}

    using string_t = std::string;
    using binary_t = nlohmann::json::binary_t;

    bool null() { return add({.kind = Kind::null}); }
    bool boolean(bool truth) {
        Value value{.kind = Kind::boolean};
        value.truth = truth;
        return add(value);
    }
    bool number_integer(std::int64_t /*negative*/) { return add({.kind = Kind::real}); }
    bool number_unsigned(std::uint64_t number) {
        Value value{.kind = Kind::integer};
        value.number = number;
        return add(value);
    }
    bool number_float(double /*number*/, const string_t& /*text*/) {
        return add({.kind = Kind::real});
    }
    bool string(string_t& text) {
        Value value{.kind = Kind::text};
        value.text = arena_.keep_text(text);
        return add(value);
    }
    static bool binary(binary_t& /*bytes*/) { return false; }
    bool start_object(std::size_t /*size*/) { return open(Kind::object); }
    bool start_array(std::size_t /*size*/) { return open(Kind::list); }
    bool end_object() { return close(); }
    bool end_array() { return close(); }
    bool key(string_t& text) {
        key_ = arena_.keep_text(text);
        return true;
    }
    bool parse_error(std::size_t position, const std::string& /*token*/,
                     const nlohmann::detail::exception& /*error*/) {
        const std::size_t at = std::min(position == 0 ? 0 : position - 1, json_.size());
        if (at >= json_.size()) {
            return refuse("the file ends in the middle of the JSON text");
        }
        const auto line = std::ranges::count(json_.substr(0, at), '\n') + 1;
        return refuse("is not JSON: line " + std::to_string(line) + ", byte " + std::to_string(at));
    }

private:
    using Kind = JsonTree::Kind;
    using Place = JsonTree::Place;
    using Value = JsonTree::Value;

    bool refuse(std::string message) {
        problem_ = {.pointer = "", .message = std::move(message)};
        return false;
    }

    bool add(Value value) {
        std::vector<Value>& values = tree_.values_;
        if (values.size() >= JsonTree::most_values) {
            return refuse("has more than " + std::to_string(JsonTree::most_values) + " values");
        }
        const auto place = static_cast<Place>(values.size());
        value.key = std::exchange(key_, {});
        if (!open_.empty()) {
            Open& around = open_.back();
            value.parent = around.place;
            value.order = values[around.place].size++;
            (around.last == JsonTree::none ? values[around.place].first
                                           : values[around.last].next) = place;
            around.last = place;
        }
        values.push_back(value);
        return true;
    }

    bool open(Kind kind) {
        if (open_.size() >= JsonTree::most_depth) {
            return refuse("nests deeper than " + std::to_string(JsonTree::most_depth) + " levels");
        }
        const auto place = static_cast<Place>(tree_.values_.size());
        if (!add({.kind = kind})) {
            return false;
        }
        open_.push_back({.place = place, .last = JsonTree::none});
        return true;
    }

    bool close() {
        open_.pop_back();
        return true;
    }

    struct Open {
        Place place;
        Place last;
    };

    std::string_view json_;
    Arena& arena_;
    JsonTree& tree_;
    LoadProblem& problem_;
    std::string_view key_;
    std::vector<Open> open_;
};

std::optional<JsonTree> JsonTree::parse(std::string_view json, Arena& arena, LoadProblem& problem) {
    if (json.size() > most_bytes) {
        problem = {.pointer = "", .message = "is larger than 64 MiB"};
        return std::nullopt;
    }
    if (const std::optional<std::uint32_t> at = source::first_invalid_utf8(json); at.has_value()) {
        problem = {.pointer = "", .message = "is not UTF-8: byte " + std::to_string(*at)};
        return std::nullopt;
    }
    JsonTree tree;
    JsonTreeBuilder builder(json, arena, tree, problem);
    try {
        if (!nlohmann::json::sax_parse(json, &builder)) {
            return std::nullopt;
        }
    } catch (const std::exception& error) {
        problem = {.pointer = "", .message = std::string("cannot be read: ") + error.what()};
        return std::nullopt;
    }
    return tree;
}

}  // namespace latchkey::catalog
