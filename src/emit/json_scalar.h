#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

/// JSON of what is neither a list nor an object; the same in both forms (emit/json.h).
namespace latchkey::emit::json {

void append_scalar(std::string& out, std::nullptr_t);
void append_scalar(std::string& out, bool flag);
void append_scalar(std::string& out, std::int64_t number);
/// As ECMAScript does: the shortest digits that mean this number. What is no finite number is null.
void append_scalar(std::string& out, double number);
void append_scalar(std::string& out, std::string_view text);
void append_scalar(std::string& out, const std::string& text);

}  // namespace latchkey::emit::json
