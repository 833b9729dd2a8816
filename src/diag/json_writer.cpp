#include "diag/json_writer.h"

#include "source/utf8.h"

#include <fmt/format.h>

#include <iterator>

namespace latchkey::diag {

void JsonWriter::string(std::string_view text) {
    out_ += '"';
    while (!text.empty()) {
        const source::CodePoint character = source::decode_utf8(text);
        if (character.value == U'"' || character.value == U'\\') {
            out_ += '\\';
            out_ += text.front();
        } else if (character.value == U'\n') {
            out_ += "\\n";
        } else if (character.value == U'\t') {
            out_ += "\\t";
        } else if (character.value == U'\r') {
            out_ += "\\r";
        } else if (character.value < 0x20) {
            fmt::format_to(std::back_inserter(out_), "\\u{:04x}",
                           static_cast<unsigned>(character.value));
        } else if (character.value == 0xFFFD) {
            // Also what stands for a byte that is no UTF-8.
            out_ += "\xEF\xBF\xBD";
        } else {
            out_ += text.substr(0, character.size);
        }
        text.remove_prefix(character.size);
    }
    out_ += '"';
}

}  // namespace latchkey::diag
