#include "syntax/scripts.h"

#include "source/utf8.h"

#include <algorithm>
#include <array>

namespace latchkey::syntax {
namespace {

struct Range {
    char32_t first;
    char32_t last;
};

constexpr bool within(char32_t character, Range range) {
    return character >= range.first && character <= range.last;
}

/// Latin letters beyond ASCII.
constexpr std::array latin{Range{0xAA, 0xAA},     Range{0xB5, 0xB5},     Range{0xBA, 0xBA},
                           Range{0xC0, 0xD6},     Range{0xD8, 0xF6},     Range{0xF8, 0x24F},
                           Range{0x1E00, 0x1EFF}, Range{0x2C60, 0x2C7F}, Range{0xA720, 0xA7FF}};

/// Blocks of letters that are not Latin, and Latin ones that only look it (mathematical, full
/// width).
constexpr std::array foreign{
    Range{0x250, 0x2AF},     Range{0x370, 0x1DBF},    Range{0x1F00, 0x1FFF},
    Range{0x2100, 0x218F},   Range{0x2C00, 0x2C5F},   Range{0x2C80, 0x2DFF},
    Range{0x3040, 0xA71F},   Range{0xA800, 0xD7FF},   Range{0xF900, 0xFDFF},
    Range{0xFE70, 0xFEFC},   Range{0xFF21, 0xFF3A},   Range{0xFF41, 0xFF5A},
    Range{0x10000, 0x1CFFF}, Range{0x1D400, 0x1D7FF}, Range{0x1E000, 0x1EFFF},
    Range{0x20000, 0x3FFFF}};

struct Twin {
    char32_t character;
    char letter;
};

constexpr std::array twins{
    Twin{0x430, 'a'}, Twin{0x435, 'e'}, Twin{0x43E, 'o'}, Twin{0x440, 'p'}, Twin{0x441, 'c'},
    Twin{0x443, 'y'}, Twin{0x445, 'x'}, Twin{0x455, 's'}, Twin{0x456, 'i'}, Twin{0x458, 'j'},
    Twin{0x501, 'd'}, Twin{0x51B, 'q'}, Twin{0x51D, 'w'}, Twin{0x3BF, 'o'}, Twin{0x3BD, 'v'},
    Twin{0x3B1, 'a'}, Twin{0x3C1, 'p'}, Twin{0x3B9, 'i'}, Twin{0x410, 'A'}, Twin{0x412, 'B'},
    Twin{0x415, 'E'}, Twin{0x41A, 'K'}, Twin{0x41C, 'M'}, Twin{0x41D, 'H'}, Twin{0x41E, 'O'},
    Twin{0x420, 'P'}, Twin{0x421, 'C'}, Twin{0x422, 'T'}, Twin{0x425, 'X'}};

bool in_any(const auto& ranges, char32_t character) {
    return std::ranges::any_of(ranges, [&](Range range) { return within(character, range); });
}

}  // namespace

bool is_bidi_control(char32_t character) {
    return within(character, {0x202A, 0x202E}) || within(character, {0x2066, 0x2069}) ||
           within(character, {0x200E, 0x200F}) || character == 0x61C;
}

std::optional<Span> find_bidi_control(std::string_view text) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto lead = static_cast<unsigned char>(text[at]);
        // The two bytes with which all of them begin.
        if (lead != 0xE2 && lead != 0xD8) {
            continue;
        }
        const source::CodePoint found = source::decode_utf8(text.substr(at));
        if (is_bidi_control(found.value)) {
            const auto begin = static_cast<std::uint32_t>(at);
            return Span{begin, begin + found.size};
        }
    }
    return std::nullopt;
}

bool is_foreign_letter(char32_t character) {
    return character >= 0x80 && !is_bidi_control(character) &&
           (in_any(latin, character) || in_any(foreign, character));
}

std::string_view script_of(char32_t character) {
    if (character < 0x80 || in_any(latin, character)) {
        return "";
    }
    if (within(character, {0x400, 0x52F})) {
        return "Cyrillic";
    }
    if (within(character, {0x370, 0x3FF}) || within(character, {0x1F00, 0x1FFF})) {
        return "Greek";
    }
    return "foreign";
}

char latin_twin(char32_t character) {
    const auto* const found = std::ranges::find(twins, character, &Twin::character);
    return found == twins.end() ? '\0' : found->letter;
}

std::string code_point_name(char32_t character) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string name;
    for (auto rest = static_cast<std::uint32_t>(character); rest != 0 || name.size() < 4;
         rest >>= 4U) {
        name.insert(name.begin(), digits[rest & 0xFU]);
    }
    return "U+" + name;
}

}  // namespace latchkey::syntax
