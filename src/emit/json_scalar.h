#pragma once

#include <cstddef>
#include <string>
#include <string_view>

/// JSON of what is neither a list nor an object; the same in both forms (emit/json.h).
namespace latchkey::emit::json {

/// Whether a text is ASCII and stands in quotes as it is.
[[nodiscard]] bool is_plain(std::string_view text);
/// What stands between the quotes.
[[nodiscard]] std::string escaped(std::string_view text);
/// How many characters UTF-8 holds.
[[nodiscard]] std::size_t characters(std::string_view text);
/// ECMAScript's Number::toString; the number is finite.
[[nodiscard]] std::string number_text(double number);

}  // namespace latchkey::emit::json
