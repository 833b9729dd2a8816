#include "emit/json_scalar.h"

#include "source/utf8.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace latchkey::emit::json {
namespace {

/// Whether a byte stands for itself inside quotes.
constexpr std::array<bool, 256> plain = [] {
    std::array<bool, 256> table{};
    for (std::size_t byte = 0x20; byte < 0x80; ++byte) {
        table[byte] = byte != '"' && byte != '\\';
    }
    return table;
}();

void append_escaped(std::string& out, char character) {
    constexpr std::string_view digits = "0123456789abcdef";
    out += '\\';
    switch (character) {
        case '\b':
            out += 'b';
            return;
        case '\t':
            out += 't';
            return;
        case '\n':
            out += 'n';
            return;
        case '\f':
            out += 'f';
            return;
        case '\r':
            out += 'r';
            return;
        case '"':
        case '\\':
            out += character;
            return;
        default:
            break;
    }
    const auto byte = static_cast<unsigned char>(character);
    out += "u00";
    out += digits[byte >> 4U];
    out += digits[byte & 15U];
}

/// Appends the character at the start of `text`, which is not ASCII, and returns its size.
std::size_t append_character(std::string& out, std::string_view text) {
    const source::CodePoint character = source::decode_utf8(text);
    if (character.size == 1) {
        out += "\xEF\xBF\xBD";
    } else {
        out += text.substr(0, character.size);
    }
    return character.size;
}

/// ECMAScript's Number::toString for the digits d1 d2 … and a value of 0.d1d2… * 10^point.
void append_digits(std::string& out, std::string_view digits, int point) {
    const auto count = static_cast<int>(digits.size());
    if (count <= point && point <= 21) {
        out += digits;
        out.append(static_cast<std::size_t>(point - count), '0');
    } else if (0 < point && point <= 21) {
        out += digits.substr(0, static_cast<std::size_t>(point));
        out += '.';
        out += digits.substr(static_cast<std::size_t>(point));
    } else if (-6 < point && point <= 0) {
        out += "0.";
        out.append(static_cast<std::size_t>(-point), '0');
        out += digits;
    } else {
        out += digits[0];
        if (count > 1) {
            out += '.';
            out += digits.substr(1);
        }
        out += point > 0 ? "e+" : "e-";
        out += std::to_string(std::abs(point - 1));
    }
}

}  // namespace

void append_scalar(std::string& out, std::nullptr_t) {
    out += "null";
}

void append_scalar(std::string& out, bool flag) {
    out += flag ? "true" : "false";
}

void append_scalar(std::string& out, std::int64_t number) {
    std::array<char, 24> buffer{};
    const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number);
    out.append(buffer.data(), result.ptr);
}

void append_scalar(std::string& out, double number) {
    if (!std::isfinite(number)) {
        out += "null";
        return;
    }
    if (number == 0) {
        out += '0';
        return;
    }
    if (number < 0) {
        out += '-';
    }
    // 17 digits, a point and an exponent: "1.7976931348623157e+308".
    std::array<char, 32> buffer{};
    const char* const end = std::to_chars(buffer.data(), buffer.data() + buffer.size(),
                                          std::abs(number), std::chars_format::scientific)
                                .ptr;
    const char* const mark = std::find(static_cast<const char*>(buffer.data()), end, 'e');
    int exponent = 0;
    std::from_chars(mark[1] == '+' ? mark + 2 : mark + 1, end, exponent);
    std::string digits(static_cast<const char*>(buffer.data()), mark);
    std::erase(digits, '.');
    append_digits(out, digits, exponent + 1);
}

void append_scalar(std::string& out, std::string_view text) {
    out += '"';
    std::size_t at = 0;
    while (at < text.size()) {
        std::size_t end = at;
        while (end < text.size() && plain[static_cast<unsigned char>(text[end])]) {
            ++end;
        }
        out += text.substr(at, end - at);
        at = end;
        if (at == text.size()) {
            break;
        }
        if (static_cast<unsigned char>(text[at]) < 0x80) {
            append_escaped(out, text[at]);
            ++at;
        } else {
            at += append_character(out, text.substr(at));
        }
    }
    out += '"';
}

void append_scalar(std::string& out, const std::string& text) {
    append_scalar(out, std::string_view{text});
}

}  // namespace latchkey::emit::json
