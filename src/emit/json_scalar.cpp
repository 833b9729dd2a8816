#include "emit/json_scalar.h"

#include "source/utf8.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>

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
        case '\b': out += 'b'; return;
        case '\t': out += 't'; return;
        case '\n': out += 'n'; return;
        case '\f': out += 'f'; return;
        case '\r': out += 'r'; return;
        case '"':
        case '\\': out += character; return;
        default: break;
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

bool is_plain(std::string_view text) {
    return std::ranges::all_of(text,
                               [](char byte) { return plain[static_cast<unsigned char>(byte)]; });
}

std::string escaped(std::string_view text) {
    std::string out;
    out.reserve(text.size() + 8);
    while (!text.empty()) {
        const auto byte = static_cast<unsigned char>(text.front());
        std::size_t size = 1;
        if (plain[byte]) {
            out += text.front();
        } else if (byte < 0x80) {
            append_escaped(out, text.front());
        } else {
            size = append_character(out, text);
        }
        text.remove_prefix(size);
    }
    return out;
}

std::size_t characters(std::string_view text) {
    // Bytes 80 to BF continue a character.
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }));
}

std::string number_text(double number) {
    if (number == 0) {
        return "0";
    }
    // 17 digits, a point and an exponent: "1.7976931348623157e+308".
    std::array<char, 32> buffer{};
    const char* const begin = buffer.data();
    const char* const end = std::to_chars(buffer.data(), buffer.data() + buffer.size(),
                                          std::abs(number), std::chars_format::scientific)
                                .ptr;
    const char* const mark = std::find(begin, end, 'e');
    int exponent = 0;
    std::from_chars(mark[1] == '+' ? mark + 2 : mark + 1, end, exponent);
    std::string digits(begin, mark);
    std::erase(digits, '.');
    std::string out(number < 0 ? "-" : "");
    append_digits(out, digits, exponent + 1);
    return out;
}

}  // namespace latchkey::emit::json
