#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace latchkey::format {

/// How many characters a text has.
[[nodiscard]] std::size_t width_of(std::string_view text);

/// The lines of a file as they come to stand. The views must outlive it.
class Lines {
public:
    /// Begins a line at a column (from 0), after a blank one if asked.
    void begin(std::size_t column, bool after_blank);
    /// Goes on in the last line.
    void add(std::string_view blanks, std::string_view text);
    /// A comment at the end of the last line.
    void end_with(std::string_view comment);
    /// A line that is a comment.
    void add_comment(std::size_t column, std::string_view comment, bool after_blank);
    /// The comment of the last line stands for itself: no others are put under it or over it.
    void stand_apart() { lines_.back().apart = true; }

    [[nodiscard]] bool empty() const { return lines_.empty(); }
    /// Where the last line ends.
    [[nodiscard]] std::size_t column() const { return lines_.back().width; }
    /// The whole text; the comments at the ends of adjacent lines stand one under the other.
    [[nodiscard]] std::string text(std::string_view line_end) const;

private:
    struct Line {
        bool after_blank = false;
        bool apart = false;
        /// In characters, without the comment.
        std::size_t width = 0;
        std::string code;
        /// At the end of the line.
        std::string_view comment;
    };

    /// How many of the lines from `first` on have their comments at one column.
    [[nodiscard]] std::size_t run_from(std::size_t first) const;
    /// The column of the comments of a run; 0 where each follows its line.
    [[nodiscard]] std::size_t comment_column(std::size_t first, std::size_t count) const;

    std::vector<Line> lines_;
};

}  // namespace latchkey::format
