#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace latchkey {

/// A half-open range of bytes in one file.
struct Span {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;

    [[nodiscard]] constexpr std::uint32_t size() const { return end - begin; }
    [[nodiscard]] constexpr bool empty() const { return begin == end; }
    friend constexpr auto operator<=>(const Span&, const Span&) = default;
};

/// The smallest span that holds both.
[[nodiscard]] constexpr Span cover(Span first, Span second) {
    return {first.begin < second.begin ? first.begin : second.begin,
            first.end > second.end ? first.end : second.end};
}

/// A file of one analysis: its place in the analysis' list of files, which is sorted by path.
enum class FileId : std::uint32_t {};

/// Where something stands.
struct Location {
    FileId file{};
    Span span;

    friend constexpr auto operator<=>(const Location&, const Location&) = default;
};

/// What a person calls a place: line and column count from 1, the column in characters (code
/// points); the offset is in bytes from the start of the file.
struct Position {
    std::uint32_t line = 1;
    std::uint32_t column = 1;
    std::uint32_t offset = 0;
};

/// One file's path and text with the table of its lines. Immutable once made.
/// Lines end in "\n", "\r\n" or a lone "\r"; a byte-order mark at the start is part of the text.
class SourceFile {
public:
    /// `path` is how messages name the file: relative to the workspace, with `/` between parts.
    SourceFile(std::string path, std::string text);

    [[nodiscard]] const std::string& path() const { return path_; }
    [[nodiscard]] std::string_view text() const { return text_; }
    [[nodiscard]] std::string_view text(Span span) const;

    [[nodiscard]] std::size_t line_count() const { return line_starts_.size(); }
    /// The text of line `line` (from 1) without its ending.
    [[nodiscard]] std::string_view line_text(std::uint32_t line) const;
    /// The offset at which line `line` (from 1) begins.
    [[nodiscard]] std::uint32_t line_begin(std::uint32_t line) const;
    /// An offset past the end is taken as the end.
    [[nodiscard]] Position position(std::uint32_t offset) const;
    /// The same place as editors count it: UTF-16 code units from the start of the line, from 0.
    [[nodiscard]] std::uint32_t utf16_column(std::uint32_t offset) const;

private:
    std::string path_;
    std::string text_;
    std::vector<std::uint32_t> line_starts_;
};

}  // namespace latchkey
