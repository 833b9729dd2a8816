#pragma once

#include "catalog/arena.h"
#include "catalog/load.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace latchkey::catalog {

/// A JSON text as a flat list of its values, which remembers where each stands, repeated keys
/// included. It is made by the one file that sees the JSON library.
class JsonTree {
public:
    enum class Kind : std::uint8_t { null, boolean, integer, real, text, list, object };
    using Place = std::uint32_t;
    static constexpr Place none = UINT32_MAX;

    struct Value {
        Kind kind = Kind::null;
        bool truth = false;
        /// Of an integer; a negative one is a `real`.
        std::uint64_t number = 0;
        /// Of a real also, as it is written; empty for a negative integer.
        std::string_view text = {};
        /// In an object.
        std::string_view key = {};
        /// Counts from 0 in its list or object.
        std::uint32_t order = 0;
        std::uint32_t size = 0;
        Place parent = none;
        Place first = none;
        Place next = none;
    };

    /// Past these a file is refused. Unless said otherwise: deeper, larger and longer than any
    /// catalogue.
    struct Limits {
        std::size_t depth = 16;
        std::size_t values = 1'000'000;
        std::size_t bytes = std::size_t{64} * 1024 * 1024;
    };

    /// The tree, whose texts live in `arena`, or what is wrong with the text.
    [[nodiscard]] static std::optional<JsonTree> parse(std::string_view json, Arena& arena,
                                                       LoadProblem& problem) {
        return parse(json, arena, problem, Limits{});
    }
    [[nodiscard]] static std::optional<JsonTree> parse(std::string_view json, Arena& arena,
                                                       LoadProblem& problem, const Limits& limits);

    [[nodiscard]] const Value& operator[](Place place) const { return values_[place]; }
    [[nodiscard]] static Place root() { return 0; }
    [[nodiscard]] std::size_t size() const { return values_.size(); }
    /// `/operations/12/entity`; empty for the whole.
    [[nodiscard]] std::string pointer(Place place) const;
    /// The value of the first key of that name; `none` when there is none or this is no object, or
    /// `none` itself.
    [[nodiscard]] Place member(Place object, std::string_view key) const;

private:
    friend class JsonTreeBuilder;
    std::vector<Value> values_;
};

/// What messages call a kind: `a list`.
[[nodiscard]] std::string_view to_string(JsonTree::Kind kind);

}  // namespace latchkey::catalog
