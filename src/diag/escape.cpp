#include "diag/escape.h"

#include <fmt/format.h>

#include <iterator>

namespace latchkey::diag {

bool is_hidden(char32_t character) {
    const auto within = [character](char32_t first, char32_t last) {
        return character >= first && character <= last;
    };
    // The joiners U+200C and U+200D stay: scripts and emoji need them.
    return character < 0x20 || within(0x7F, 0x9F) || character == 0x061C || character == 0x200B ||
           within(0x200E, 0x200F) || within(0x2028, 0x202E) || within(0x2060, 0x2069) ||
           character == 0xFEFF || within(0xFFF9, 0xFFFB) || within(0xE0000, 0xE007F);
}

void append_visible(std::string& out, std::string_view text, source::CodePoint character) {
    if (character.value == 0xFFFD && character.size == 1) {
        fmt::format_to(std::back_inserter(out), "\\x{:02X}",
                       static_cast<unsigned char>(text.front()));
    } else if (character.value == U'\n') {
        out += "\\n";
    } else if (character.value == U'\r') {
        out += "\\r";
    } else if (character.value == U'\t') {
        out += "\\t";
    } else if (is_hidden(character.value)) {
        fmt::format_to(std::back_inserter(out), "\\u{{{:X}}}",
                       static_cast<unsigned>(character.value));
    } else {
        out += text.substr(0, character.size);
    }
}

std::string visible(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const source::CodePoint character = source::decode_utf8(text);
        append_visible(out, text, character);
        text.remove_prefix(character.size);
    }
    return out;
}

}  // namespace latchkey::diag
