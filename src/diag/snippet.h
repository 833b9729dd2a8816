#pragma once

#include "latchkey/source.h"

#include <span>
#include <string>
#include <vector>

namespace latchkey::diag {

/// Where a mark stands below a drawn line, in columns of the terminal from 0.
struct Columns {
    std::size_t begin = 0;
    std::size_t count = 1;
};

struct DrawnLine {
    std::string text;
    /// One for each span that was to be marked.
    std::vector<Columns> marks;
};

/// Draws lines of a file as a terminal shows them: tabs are blanks, wide characters count twice,
/// what is hidden is escaped, a byte that is no UTF-8 is `�`, secrets are masked.
class Snippet {
public:
    /// `secrets` are those of all files, sorted. Lines of more than `columns` are cut, with `…`.
    Snippet(const SourceFile& file, FileId id, std::span<const Location> secrets,
            std::size_t columns);

    /// Line `line` (from 1). Where it must be cut, the first of `spans` stays in sight. Of a span
    /// of several lines only what stands in this one is marked; an empty one marks one column.
    [[nodiscard]] DrawnLine draw(std::uint32_t line, std::span<const Span> spans) const;

private:
    /// What is drawn as one: a character and those without width that follow it.
    struct Cell {
        Span bytes;
        std::string text;
        std::size_t column = 0;
        std::size_t width = 0;
    };
    struct View;

    /// So much of the line as may be in sight, so that an endless line costs no more than a long
    /// one.
    [[nodiscard]] Span window(Span line, std::uint32_t focus) const;
    [[nodiscard]] std::vector<Cell> cells(Span window) const;
    [[nodiscard]] Cell cell(std::uint32_t offset, std::size_t column, bool masked) const;
    [[nodiscard]] View view(Span line, Span window, const std::vector<Cell>& cells,
                            Span focus) const;

    const SourceFile& file_;
    std::size_t columns_;
    /// Those of this file.
    std::span<const Location> secrets_;
};

}  // namespace latchkey::diag
