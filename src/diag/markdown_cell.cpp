#include "diag/escape.h"

namespace latchkey::diag {
namespace {

/// A run of backticks that Markdown could take for another mark than ours.
std::string with_single_backticks(std::string text) {
    for (std::size_t at = text.find("``"); at != std::string::npos; at = text.find("``", at)) {
        text.replace(at, 2, "`");
    }
    return text;
}

}  // namespace

std::string markdown_cell(std::string_view raw) {
    const std::string text = with_single_backticks(visible(raw));
    std::string out;
    bool code = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char byte = text[at];
        if (byte == '`' && !code && text.find('`', at + 1) == std::string::npos) {
            out += "\\`";
        } else if (byte == '`') {
            code = !code;
            out += byte;
        } else if (byte == '|') {
            out += "\\|";
        } else if (code) {
            out += byte;
        } else if (byte == '<' || byte == '&' || byte == '@') {
            out += byte == '<' ? "&lt;" : byte == '&' ? "&amp;" : "&#64;";
        } else if (std::string_view("\\*_[]#~").find(byte) != std::string_view::npos) {
            out.append(1, '\\').append(1, byte);
        } else {
            out += byte;
        }
    }
    return out;
}

}  // namespace latchkey::diag
