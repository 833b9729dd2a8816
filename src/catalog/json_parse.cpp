#include "catalog/json_tree.h"
#include "catalog/json_tree_builder.h"
#include "source/utf8.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <new>

namespace latchkey::catalog {
namespace {

/// Takes the library's events. Every function returns whether to go on.
class JsonEvents {
public:
    JsonEvents(std::string_view json, JsonTreeBuilder& builder) : json_(json), builder_(builder) {}

    using string_t = std::string;
    using binary_t = nlohmann::json::binary_t;

    bool null() { return builder_.add({.kind = Kind::null}); }
    bool boolean(bool truth) {
        JsonTree::Value value{.kind = Kind::boolean};
        value.truth = truth;
        return builder_.add(value);
    }
    bool number_integer(std::int64_t /*negative*/) { return builder_.add({.kind = Kind::real}); }
    bool number_unsigned(std::uint64_t number) {
        JsonTree::Value value{.kind = Kind::integer};
        value.number = number;
        return builder_.add(value);
    }
    bool number_float(double /*number*/, const string_t& text) { return builder_.real(text); }
    bool string(string_t& text) { return builder_.text(text); }
    static bool binary(binary_t& /*bytes*/) { return false; }
    bool start_object(std::size_t /*size*/) { return builder_.open(Kind::object); }
    bool start_array(std::size_t /*size*/) { return builder_.open(Kind::list); }
    bool end_object() { return builder_.close(); }
    bool end_array() { return builder_.close(); }
    bool key(string_t& text) {
        builder_.key(text);
        return true;
    }
    bool parse_error(std::size_t position, const std::string& /*token*/,
                     const nlohmann::detail::exception& /*error*/) {
        const std::size_t at = std::min(position == 0 ? 0 : position - 1, json_.size());
        if (at >= json_.size()) {
            return builder_.refuse("the file ends in the middle of the JSON text");
        }
        const auto line = std::ranges::count(json_.substr(0, at), '\n') + 1;
        return builder_.refuse("is not JSON: line " + std::to_string(line) + ", byte " +
                               std::to_string(at));
    }

private:
    using Kind = JsonTree::Kind;

    std::string_view json_;
    JsonTreeBuilder& builder_;
};

}  // namespace

std::optional<JsonTree> JsonTree::parse(std::string_view json, Arena& arena, LoadProblem& problem,
                                        const Limits& limits) {
    if (json.size() > limits.bytes) {
        problem = {.pointer = "",
                   .message = "is larger than " + std::to_string(limits.bytes >> 20U) + " MiB"};
        return std::nullopt;
    }
    if (const std::optional<std::uint32_t> at = source::first_invalid_utf8(json); at.has_value()) {
        problem = {.pointer = "", .message = "is not UTF-8: byte " + std::to_string(*at)};
        return std::nullopt;
    }
    JsonTree tree;
    JsonTreeBuilder builder(arena, tree, limits, problem);
    JsonEvents events(json, builder);
    try {
        if (!nlohmann::json::sax_parse(json, &events)) {
            return std::nullopt;
        }
    } catch (const std::exception& error) {
        problem = {.pointer = "", .message = std::string("cannot be read: ") + error.what()};
        return std::nullopt;
    }
    return tree;
}

}  // namespace latchkey::catalog
