#include "diag/snippet.h"

#include "diag/escape.h"

#include <utf8proc.h>

#include <algorithm>
#include <functional>
#include <string_view>
#include <utility>

namespace latchkey::diag {
namespace {

constexpr std::size_t tab_width = 4;
constexpr std::size_t shown_of_a_secret = 4;

bool continues_character(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

/// The secret without the characters that may be shown.
Span masked_part(std::string_view text, Span secret) {
    secret.end = std::min(secret.end, static_cast<std::uint32_t>(text.size()));
    for (std::size_t shown = 0; shown < shown_of_a_secret && secret.begin < secret.end; ++shown) {
        const source::CodePoint character = source::decode_utf8(text.substr(secret.begin));
        secret.begin = std::min(secret.begin + character.size, secret.end);
    }
    return secret;
}

/// The column at which a place begins: that of the cell that holds it.
template <typename Cells>
std::size_t column_of_begin(const Cells& cells, std::uint32_t offset) {
    const auto found =
        std::ranges::find_if(cells, [&](const auto& cell) { return cell.bytes.end > offset; });
    if (found != cells.end()) {
        return found->column;
    }
    return cells.empty() ? 0 : cells.back().column + cells.back().width;
}

/// The column at which a span ends: behind the last cell that it touches.
template <typename Cells>
std::size_t column_of_end(const Cells& cells, std::uint32_t offset) {
    std::size_t column = 0;
    for (const auto& cell : cells) {
        if (cell.bytes.begin < offset) {
            column = cell.column + cell.width;
        }
    }
    return column;
}

}  // namespace

/// The columns in sight, and whether something is cut on either side.
struct Snippet::View {
    std::size_t begin = 0;
    std::size_t end = 0;
    bool cut_before = false;
    bool cut_behind = false;
};

Snippet::Snippet(const SourceFile& file, FileId id, std::span<const Location> secrets,
                 std::size_t columns)
    : file_(file), columns_(columns) {
    const auto begin = std::ranges::lower_bound(secrets, id, std::less<>{}, &Location::file);
    const auto end = std::ranges::upper_bound(secrets, id, std::less<>{}, &Location::file);
    secrets_ = {begin, end};
}

DrawnLine Snippet::draw(std::uint32_t line, std::span<const Span> spans) const {
    const std::uint32_t begin = file_.line_begin(line);
    const Span bytes{begin, begin + static_cast<std::uint32_t>(file_.line_text(line).size())};
    const Span focus = spans.empty() ? Span{begin, begin} : spans.front();
    const Span near = window(bytes, std::clamp(focus.begin, bytes.begin, bytes.end));
    const std::vector<Cell> all = cells(near);
    const View sight = view(bytes, near, all, focus);

    DrawnLine drawn;
    drawn.text = sight.cut_before ? "…" : "";
    std::size_t column = sight.begin + (sight.cut_before ? 1 : 0);
    for (const Cell& cell : all) {
        if (cell.column < column ||
            cell.column + cell.width + (sight.cut_behind ? 1 : 0) > sight.end) {
            continue;
        }
        // A wide character may have been cut in the middle.
        drawn.text.append(cell.column - column, ' ').append(cell.text);
        column = cell.column + cell.width;
    }
    drawn.text += sight.cut_behind ? "…" : "";
    for (const Span& span : spans) {
        const std::size_t from =
            std::clamp(column_of_begin(all, span.begin), sight.begin, sight.end - 1);
        const std::size_t to =
            std::clamp(column_of_end(all, span.end), from + 1, std::max(sight.end, from + 1));
        drawn.marks.push_back({from - sight.begin, to - from});
    }
    return drawn;
}

Span Snippet::window(Span line, std::uint32_t focus) const {
    // A character has at most four bytes and nearly always a column.
    const auto reach = static_cast<std::uint32_t>(4 * columns_);
    Span near{focus - line.begin > reach ? focus - reach : line.begin,
              line.end - focus > reach ? focus + reach : line.end};
    const std::string_view text = file_.text();
    while (near.begin > line.begin && continues_character(text[near.begin])) {
        --near.begin;
    }
    while (near.end > near.begin && near.end < line.end && continues_character(text[near.end])) {
        --near.end;
    }
    return near;
}

Snippet::Cell Snippet::cell(std::uint32_t offset, std::size_t column, bool masked) const {
    const std::string_view rest = file_.text().substr(offset);
    const source::CodePoint character = source::decode_utf8(rest);
    Cell made{.bytes = {offset, offset + character.size}, .text = {}, .column = column, .width = 1};
    if (offset == 0 && character.value == 0xFEFF) {
        // A byte-order mark says how the file is written and is no part of what it says.
        made.width = 0;
    } else if (masked) {
        made.text = "*";
    } else if (character.value == U'\t') {
        made.width = tab_width - column % tab_width;
        made.text.assign(made.width, ' ');
    } else if (character.value == 0xFFFD) {
        made.text = "�";
    } else if (is_hidden(character.value)) {
        append_visible(made.text, rest, character);
        made.width = made.text.size();
    } else {
        made.text = rest.substr(0, character.size);
        const int width = utf8proc_charwidth(static_cast<utf8proc_int32_t>(character.value));
        made.width = width > 0 ? static_cast<std::size_t>(width) : 0;
    }
    return made;
}

std::vector<Snippet::Cell> Snippet::cells(Span window) const {
    std::vector<Span> masked;
    for (const Location& secret : secrets_) {
        if (secret.span.begin < window.end && secret.span.end > window.begin) {
            masked.push_back(masked_part(file_.text(), secret.span));
        }
    }
    std::vector<Cell> made;
    std::size_t column = 0;
    for (std::uint32_t offset = window.begin; offset < window.end;) {
        const bool hidden = std::ranges::any_of(
            masked, [offset](Span span) { return span.begin <= offset && offset < span.end; });
        Cell next = cell(offset, column, hidden);
        offset = next.bytes.end;
        column += next.width;
        if (next.width == 0 && !made.empty()) {
            made.back().text += next.text;
            made.back().bytes.end = next.bytes.end;
        } else {
            made.push_back(std::move(next));
        }
    }
    return made;
}

Snippet::View Snippet::view(Span line, Span window, const std::vector<Cell>& cells,
                            Span focus) const {
    const std::size_t all = cells.empty() ? 0 : cells.back().column + cells.back().width;
    const bool whole_begin = window.begin == line.begin;
    const bool whole_end = window.end == line.end;
    if (whole_begin && whole_end && all <= columns_) {
        // A mark may stand right behind the text: something is missing there.
        return {.begin = 0, .end = all + 1};
    }
    const std::size_t begin = column_of_begin(cells, focus.begin);
    const std::size_t end = std::max(begin + 1, column_of_end(cells, focus.end));
    View sight{.begin = 0, .end = columns_};
    if (!whole_begin || end + 1 > columns_) {
        const std::size_t around = (columns_ - std::min(end - begin, columns_ / 2)) / 2;
        sight.begin = begin > around ? begin - around : 0;
        // No room is left empty behind the last character.
        if (whole_end && sight.begin + columns_ > all + 1) {
            sight.begin = std::max(all + 1, columns_) - columns_;
        }
        sight.end = sight.begin + columns_;
    }
    sight.cut_before = sight.begin > 0 || !whole_begin;
    sight.cut_behind = all > sight.end || !whole_end;
    return sight;
}

}  // namespace latchkey::diag
