#include "format/lines.h"

#include "format/format.h"

#include <algorithm>
#include <span>

namespace latchkey::format {
namespace {

/// Between a line and the comment at its end.
constexpr std::size_t gap = 2;

}  // namespace

std::size_t width_of(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80; }));
}

void Lines::begin(std::size_t column, bool after_blank) {
    lines_.push_back({.after_blank = after_blank,
                      .apart = false,
                      .width = column,
                      .code = std::string(column, ' '),
                      .comment = {}});
}

void Lines::add(std::string_view blanks, std::string_view text) {
    Line& line = lines_.back();
    line.code += blanks;
    line.code += text;
    line.width += blanks.size() + width_of(text);
}

void Lines::end_with(std::string_view comment) {
    lines_.back().comment = comment;
}

void Lines::add_comment(std::size_t column, std::string_view comment, bool after_blank) {
    begin(column, after_blank);
    add("", comment);
}

std::size_t Lines::run_from(std::size_t first) const {
    std::size_t end = first + 1;
    if (lines_[first].apart) {
        return 1;
    }
    while (end < lines_.size() && !lines_[end].comment.empty() && !lines_[end].after_blank &&
           !lines_[end].apart) {
        ++end;
    }
    return end - first;
}

std::size_t Lines::comment_column(std::size_t first, std::size_t count) const {
    const auto run = std::span(lines_).subspan(first, count);
    const std::size_t column = std::ranges::max(run, {}, &Line::width).width + gap;
    // Rather ragged than past the margin.
    const bool pushes_out = std::ranges::any_of(run, [&](const Line& line) {
        const std::size_t comment = width_of(line.comment);
        return column + comment > columns && line.width + gap + comment <= columns;
    });
    return pushes_out ? 0 : column;
}

std::string Lines::text(std::string_view line_end) const {
    std::string text;
    std::size_t run_end = 0;
    std::size_t column = 0;
    for (std::size_t index = 0; index < lines_.size(); ++index) {
        const Line& line = lines_[index];
        if (!line.comment.empty() && index >= run_end) {
            const std::size_t count = run_from(index);
            column = comment_column(index, count);
            run_end = index + count;
        }
        text += line.after_blank ? line_end : "";
        text += line.code;
        if (!line.comment.empty()) {
            text.append(std::max(column, line.width + gap) - line.width, ' ');
            text += line.comment;
        }
        text += line_end;
    }
    return text;
}

}  // namespace latchkey::format
