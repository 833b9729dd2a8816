#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// The JSON that is written to output files. A library of others (nlohmann) gives neither of the
/// two forms that a manifest needs from one value, costs each including file seconds, and copies
/// every string. Ours borrows them and looks at each once, when the value is made: it is kept as it
/// will be written, with its width, so that writing is copying.
namespace latchkey::emit::json {

class Value;
struct Member;

using List = std::vector<Value>;

/// Members in the order in which they were added. A key is added once and outlives the object.
class Object {
public:
    Object();
    Object(Object&&) noexcept;
    Object& operator=(Object&&) noexcept;
    ~Object();

    void add(std::string_view key, Value value);
    void reserve(std::size_t count);
    [[nodiscard]] const std::vector<Member>& members() const { return members_; }
    /// In characters, on one line.
    [[nodiscard]] std::size_t width() const { return width_; }

private:
    std::vector<Member> members_;
    std::size_t width_ = 2;
};

/// The largest integer that every reader of JSON keeps exact (RFC 7493): 2^53 - 1.
inline constexpr std::int64_t largest_integer = 9'007'199'254'740'991;

/// One JSON value. It is moved, never copied: a copy would be of a whole tree.
class Value {
public:
    /// A scalar's JSON, borrowed or kept, or a container.
    using Content = std::variant<std::string_view, std::string, List, Object>;

    Value(std::nullptr_t = nullptr) : Value(word("null")) {}
    Value(std::same_as<bool> auto flag) : Value(word(flag ? "true" : "false")) {}
    /// An integer past `largest_integer` becomes a string: as a number, half of all readers would
    /// round it and take another record for the one that is meant.
    Value(std::int64_t number);
    /// As ECMAScript writes it: the shortest digits that mean this number. What is no finite number
    /// is null.
    Value(double number);
    /// Borrowed: the text outlives the value.
    Value(std::string_view text);
    Value(const char* text) : Value(std::string_view{text}) {}
    /// Kept.
    Value(std::string text);
    Value(List list);
    Value(Object object);

    Value(Value&&) noexcept = default;
    Value& operator=(Value&&) noexcept = default;
    ~Value() = default;

    [[nodiscard]] const Content& content() const { return content_; }
    /// Whether the scalar stands in quotes; its text is escaped already.
    [[nodiscard]] bool quoted() const { return quoted_; }
    /// In characters, on one line.
    [[nodiscard]] std::size_t width() const { return width_; }

private:
    Value(Content content, bool quoted, std::size_t width);
    /// `text` is static.
    static Value word(std::string_view text) { return {text, false, text.size()}; }

    Content content_;
    bool quoted_ = false;
    std::size_t width_ = 0;
};

struct Member {
    std::string_view key;
    /// The key needs no escaping.
    bool plain = false;
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
[[nodiscard]] std::string canonical(const Object& object);

}  // namespace latchkey::emit::json
