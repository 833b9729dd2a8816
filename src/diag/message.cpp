#include "diag/message.h"

#include "diag/escape.h"
#include "source/assert.h"

namespace latchkey::diag {
namespace {

constexpr std::size_t longest_argument = 200;

/// What a message shows of a text: nothing hidden, and no more than a person reads.
void append_argument(std::string& out, std::string_view text) {
    for (std::size_t count = 0; !text.empty(); ++count) {
        if (count == longest_argument) {
            out += "…";
            return;
        }
        const source::CodePoint character = source::decode_utf8(text);
        append_visible(out, text, character);
        text.remove_prefix(character.size);
    }
}

}  // namespace

std::string format(std::string_view text, std::initializer_list<Argument> arguments) {
    LATCHKEY_ASSERT(count_places(text) == arguments.size());
    std::string out;
    out.reserve(text.size() + 16 * arguments.size());
    for (const Argument& argument : arguments) {
        const std::size_t place = text.find("{}");
        out += text.substr(0, place);
        text.remove_prefix(place + 2);
        if (argument.is_number()) {
            out += std::to_string(argument.number());
        } else {
            append_argument(out, argument.text());
        }
    }
    out += text;
    return out;
}

}  // namespace latchkey::diag
