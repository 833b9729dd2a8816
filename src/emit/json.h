#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

/// The JSON that is written to output files. A library of others (nlohmann) gives neither of the
/// two forms that a manifest needs from one value, costs each including file seconds, and copies
/// every string; ours borrows them, so that ten thousand manifests take a fraction of a second.
namespace latchkey::emit::json {

class Value;
struct Member;

using List = std::vector<Value>;

/// Members in the order in which they were added. A key is added once and outlives the object.
class Object {
public:
    Object();
    ~Object();
    Object(Object&&) noexcept;
    Object& operator=(Object&&) noexcept;
    Object(const Object&);
    Object& operator=(const Object&);

    void add(std::string_view key, Value value);
    void reserve(std::size_t count);
    [[nodiscard]] const std::vector<Member>& members() const { return members_; }

private:
    std::vector<Member> members_;
};

/// The largest integer that every reader of JSON keeps exact (RFC 7493): 2^53 - 1.
inline constexpr std::int64_t largest_integer = 9'007'199'254'740'991;

/// One JSON value.
class Value {
public:
    using Variant = std::variant<std::nullptr_t, bool, std::int64_t, double, std::string_view,
                                 std::string, List, Object>;

    Value(std::nullptr_t = nullptr) {}
    template <typename T>
    requires std::is_same_v<T, bool> Value(T flag) : variant_(flag) {}
    /// An integer past `largest_integer` becomes a string: as a number, half of all readers would
    /// round it and take another record for the one that is meant.
    Value(std::int64_t number);
    Value(double number) : variant_(number) {}
    /// Borrowed: the text outlives the value.
    Value(std::string_view text) : variant_(text) {}
    Value(const char* text) : variant_(std::string_view{text}) {}
    /// Kept.
    Value(std::string text) : variant_(std::move(text)) {}
    Value(List list) : variant_(std::move(list)) {}
    Value(Object object) : variant_(std::move(object)) {}

    [[nodiscard]] const Variant& variant() const { return variant_; }

private:
    Variant variant_;
};

struct Member {
    std::string_view key;
    Value value;
};

/// A count or a duration: one past `largest_integer` is written as that.
[[nodiscard]] Value count(std::uint64_t number);

/// The form of the files: two-space indent, keys in their order, one final newline. A list or an
/// object that, with all it holds and a comma behind it, ends within 100 columns stands on one
/// line; any other has each item on a line of its own. Columns are characters.
[[nodiscard]] std::string pretty(const Value& value);

/// The canonical form of RFC 8785, which digests are taken of: keys in the order of their UTF-16
/// code units, no blanks, numbers as ECMAScript writes them.
/// In both forms a byte that is not UTF-8 is U+FFFD, and only `"`, `\` and the characters below
/// U+0020 are escaped.
[[nodiscard]] std::string canonical(const Value& value);

}  // namespace latchkey::emit::json
