#include "lsp/places.h"

#include <algorithm>

namespace latchkey::lsp {
namespace {

/// The bytes of the character that begins with `lead`; 1 for what begins none.
std::size_t size_of(char lead) {
    const auto byte = static_cast<unsigned char>(lead);
    return byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1;
}

std::uint32_t units_of(std::size_t size, Encoding encoding) {
    return encoding == Encoding::utf8 ? static_cast<std::uint32_t>(size) : size == 4 ? 2 : 1;
}

int digit_of(char letter) {
    if (letter >= '0' && letter <= '9') {
        return letter - '0';
    }
    const char lower = static_cast<char>(letter | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

bool is_plain(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
           (letter >= '0' && letter <= '9') ||
           std::string_view("-._~/").find(letter) != std::string_view::npos;
}

}  // namespace

std::uint32_t length_of(std::string_view text, Encoding encoding) {
    std::uint32_t length = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t size = std::min(size_of(text[at]), text.size() - at);
        length += units_of(size, encoding);
        at += size;
    }
    return length;
}

ClientPosition position_of(const SourceFile& file, std::uint32_t offset, Encoding encoding) {
    const Position place = file.position(offset);
    const std::uint32_t begin = file.line_begin(place.line);
    return {place.line - 1, length_of(file.text({begin, std::max(begin, place.offset)}), encoding)};
}

std::uint32_t offset_of(const SourceFile& file, ClientPosition position, Encoding encoding) {
    if (position.line >= file.line_count()) {
        return static_cast<std::uint32_t>(file.text().size());
    }
    const std::string_view line = file.line_text(position.line + 1);
    std::size_t at = 0;
    std::uint32_t units = 0;
    while (at < line.size() && units < position.character) {
        const std::size_t size = std::min(size_of(line[at]), line.size() - at);
        units += units_of(size, encoding);
        at += size;
    }
    return file.line_begin(position.line + 1) + static_cast<std::uint32_t>(at);
}

std::string path_of(std::string_view uri) {
    constexpr std::string_view scheme = "file://";
    if (!uri.starts_with(scheme)) {
        return "";
    }
    uri.remove_prefix(scheme.size());
    // A host before the path: only this machine's files can be read.
    uri.remove_prefix(std::min(uri.find('/'), uri.size()));
    std::string path;
    for (std::size_t at = 0; at < uri.size(); ++at) {
        const int high = uri[at] == '%' && at + 2 < uri.size() + 0 ? digit_of(uri[at + 1]) : -1;
        const int low = high >= 0 ? digit_of(uri[at + 2]) : -1;
        if (low >= 0) {
            path.push_back(static_cast<char>(high * 16 + low));
            at += 2;
        } else {
            path.push_back(uri[at]);
        }
    }
    return path;
}

std::string uri_of(std::string_view path) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string uri = "file://";
    for (const char letter : path) {
        if (is_plain(letter)) {
            uri.push_back(letter);
        } else {
            const auto byte = static_cast<unsigned char>(letter);
            uri.push_back('%');
            uri.push_back(digits[byte >> 4U]);
            uri.push_back(digits[byte & 15U]);
        }
    }
    return uri;
}

}  // namespace latchkey::lsp
