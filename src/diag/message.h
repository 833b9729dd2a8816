#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

namespace latchkey::diag {

/// One value that a message names.
class Argument {
public:
    Argument(std::string_view text) : text_(text) {}
    Argument(const std::string& text) : text_(text) {}
    Argument(const char* text) : text_(text) {}
    Argument(std::integral auto number)
        : number_(static_cast<std::int64_t>(number)), is_number_(true) {}

    [[nodiscard]] std::string_view text() const { return text_; }
    [[nodiscard]] std::int64_t number() const { return number_; }
    [[nodiscard]] bool is_number() const { return is_number_; }

private:
    std::string_view text_;
    std::int64_t number_ = 0;
    bool is_number_ = false;
};

/// Puts the arguments in the places of `{}`. Bytes that are no text (control characters, bad
/// UTF-8) come out escaped, and what is longer than 200 characters is cut with `…`.
[[nodiscard]] std::string format(std::string_view text, std::initializer_list<Argument> arguments);

[[nodiscard]] constexpr std::size_t count_places(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t at = text.find("{}"); at != std::string_view::npos;
         at = text.find("{}", at + 2)) {
        ++count;
    }
    return count;
}

/// A message's wording together with the types of what it names, checked when compiled:
///
///     constexpr Message<std::string_view, std::size_t> excess{"`{}` opens {} operations"};
///
/// Wording: lower case, no full stop, code in backticks, says what is there.
template <typename... Parts>
class Message {
public:
    consteval Message(const char* text) : text_(text) {
        if (count_places(text_) != sizeof...(Parts)) {
            throw "a message needs one {} for each of its parts";
        }
    }

    [[nodiscard]] std::string operator()(const Parts&... parts) const {
        return format(text_, {Argument(parts)...});
    }

private:
    std::string_view text_;
};

}  // namespace latchkey::diag
