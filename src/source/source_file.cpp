#include "latchkey/source.h"

#include <algorithm>
#include <utility>

namespace latchkey {
namespace {

std::vector<std::uint32_t> find_line_starts(std::string_view text) {
    std::vector<std::uint32_t> starts{0};
    // A policy's lines are about this long.
    starts.reserve(text.size() / 32 + 1);
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char byte = text[at];
        // One comparison passes over nearly every byte.
        if (byte > '\r' || (byte != '\n' && byte != '\r')) {
            continue;
        }
        at += byte == '\r' && at + 1 < text.size() && text[at + 1] == '\n' ? 1 : 0;
        starts.push_back(static_cast<std::uint32_t>(at + 1));
    }
    starts.shrink_to_fit();
    return starts;
}

constexpr bool continues_character(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

}  // namespace

SourceFile::SourceFile(std::string path, std::string text)
    : path_(std::move(path)), text_(std::move(text)), line_starts_(find_line_starts(text_)) {}

std::string_view SourceFile::text(Span span) const {
    const std::string_view all = text_;
    const std::size_t begin = std::min<std::size_t>(span.begin, all.size());
    return all.substr(begin, span.end < begin ? 0 : span.end - begin);
}

std::uint32_t SourceFile::line_begin(std::uint32_t line) const {
    return line_starts_.at(line - 1);
}

std::string_view SourceFile::line_text(std::uint32_t line) const {
    const std::uint32_t begin = line_begin(line);
    const std::size_t end = line < line_starts_.size() ? line_starts_[line] : text_.size();
    std::string_view found = std::string_view(text_).substr(begin, end - begin);
    while (!found.empty() && (found.back() == '\n' || found.back() == '\r')) {
        found.remove_suffix(1);
    }
    return found;
}

Position SourceFile::position(std::uint32_t offset) const {
    const auto at = std::min(offset, static_cast<std::uint32_t>(text_.size()));
    const auto next = std::ranges::upper_bound(line_starts_, at);
    const auto line = static_cast<std::uint32_t>(next - line_starts_.begin());
    const std::string_view before = text({line_starts_[line - 1], at});
    const auto continuing = std::ranges::count_if(before, continues_character);
    const auto characters =
        static_cast<std::uint32_t>(before.size()) - static_cast<std::uint32_t>(continuing);
    return {line, characters + 1, at};
}

std::uint32_t SourceFile::utf16_column(std::uint32_t offset) const {
    const Position place = position(offset);
    const std::string_view before = text({line_begin(place.line), place.offset});
    // A character of four bytes is two units in UTF-16.
    const auto wide = std::ranges::count_if(
        before, [](char byte) { return (static_cast<unsigned char>(byte) & 0xF8U) == 0xF0U; });
    return place.column - 1 + static_cast<std::uint32_t>(wide);
}

}  // namespace latchkey
