#pragma once

#include "catalog/json_tree.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace latchkey::catalog {

/// Takes values of a known form out of a tree. What has another form is a problem at its pointer,
/// and the answer then is the form's empty value. A place of `none` stands for a key that is
/// missing, which `object` has already said.
class JsonReader {
public:
    using Place = JsonTree::Place;
    using Kind = JsonTree::Kind;

    /// A list is not read past this many problems.
    static constexpr std::size_t most_problems = 100;

    JsonReader(const JsonTree& tree, std::vector<LoadProblem>& problems)
        : tree_(tree), problems_(problems) {}

    void problem(Place place, std::string message);
    /// Says that `written` is none of the names, and which are near.
    void unknown(Place place, std::string_view what, std::string_view written,
                 std::span<const std::string_view> names);
    [[nodiscard]] bool full() const { return problems_.size() >= most_problems; }

    /// Whether this is an object; it must hold each of these keys once, and no other.
    bool object(Place place, std::span<const std::string_view> keys) {
        return object(place, keys, {});
    }
    /// The same with keys that may be absent.
    bool object(Place place, std::span<const std::string_view> keys,
                std::span<const std::string_view> optional);
    /// Lets every object hold a key that is for people and not looked at.
    void ignore(std::string_view key) { ignored_ = key; }
    [[nodiscard]] Place member(Place object, std::string_view key) const {
        return tree_.member(object, key);
    }
    [[nodiscard]] bool is_null(Place place) const;
    [[nodiscard]] const JsonTree::Value& value(Place place) const { return tree_[place]; }

    /// The places of a list's values.
    [[nodiscard]] std::vector<Place> list(Place place);
    /// A string without control characters that is not empty.
    [[nodiscard]] std::string_view text(Place place);
    [[nodiscard]] std::string_view text_or_empty(Place place);
    /// A string that is not empty, or `null`, which is read as the empty string.
    [[nodiscard]] std::string_view text_or_null(Place place);
    /// Of the form 2026-06-19.
    [[nodiscard]] std::string_view date(Place place);
    [[nodiscard]] std::string_view date_or_null(Place place);
    [[nodiscard]] bool boolean(Place place);
    /// A whole number from `least` to 2^32 - 1.
    [[nodiscard]] std::uint32_t number(Place place, std::uint32_t least = 1);
    [[nodiscard]] std::optional<std::uint32_t> number_or_null(Place place, std::uint32_t least = 1);
    /// The place of a string in a table of words.
    [[nodiscard]] std::optional<std::size_t> word(Place place, std::string_view what,
                                                  std::span<const std::string_view> table);
    /// The words of a list, none twice, as a number with one bit for each place in the table.
    [[nodiscard]] std::uint32_t words(Place place, std::string_view what,
                                      std::span<const std::string_view> table);

private:
    bool is(Place place, Kind kind, std::string_view expected);
    void check_key(Place place, std::vector<bool>& seen, std::span<const std::string_view> keys);

    const JsonTree& tree_;
    std::vector<LoadProblem>& problems_;
    std::string_view ignored_;
};

/// A text as messages show it: in backticks, visible, and cut when it is long.
[[nodiscard]] std::string quoted(std::string_view text);

[[nodiscard]] bool is_date(std::string_view text);

}  // namespace latchkey::catalog
