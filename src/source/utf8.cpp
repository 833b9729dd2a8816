#include "source/utf8.h"

#include <array>
#include <cstring>

namespace latchkey::source {
namespace {

constexpr CodePoint invalid{0xFFFD, 1};

constexpr bool continues(unsigned char byte) {
    return (byte & 0xC0U) == 0x80U;
}

/// How many bytes a character that starts with `lead` has; 0 where none starts so.
constexpr std::uint32_t length_of(unsigned char lead) {
    if (lead < 0x80) {
        return 1;
    }
    if (lead >= 0xC2 && lead <= 0xDF) {
        return 2;
    }
    if (lead >= 0xE0 && lead <= 0xEF) {
        return 3;
    }
    return lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
}

}  // namespace

CodePoint decode_utf8(std::string_view text) {
    const auto lead = static_cast<unsigned char>(text.front());
    const std::uint32_t length = length_of(lead);
    if (length <= 1) {
        return length == 1 ? CodePoint{lead, 1} : invalid;
    }
    if (text.size() < length) {
        return invalid;
    }
    char32_t value = lead & (0xFFU >> (length + 1));
    for (std::uint32_t at = 1; at < length; ++at) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if (!continues(byte)) {
            return invalid;
        }
        value = (value << 6U) | (byte & 0x3FU);
    }
    constexpr std::array<char32_t, 5> least{0, 0, 0x80, 0x800, 0x10000};
    const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
    return value < least[length] || surrogate || value > 0x10FFFF ? invalid
                                                                  : CodePoint{value, length};
}

std::optional<std::uint32_t> first_invalid_utf8(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        // Policies are nearly all ASCII: eight bytes at a time.
        std::uint64_t block = 0;
        if (text.size() - at >= sizeof block) {
            std::memcpy(&block, text.data() + at, sizeof block);
            if ((block & 0x8080808080808080U) == 0) {
                at += sizeof block;
                continue;
            }
        }
        const CodePoint found = decode_utf8(text.substr(at));
        // U+FFFD itself is three bytes long; the mark for a bad byte has size one.
        if (found.value == invalid.value && found.size == 1) {
            return static_cast<std::uint32_t>(at);
        }
        at += found.size;
    }
    return std::nullopt;
}

}  // namespace latchkey::source
