#include "format/format.h"

#include "format/lines.h"
#include "format/places.h"
#include "source/assert.h"
#include "syntax/cut.h"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>
#include <variant>
#include <vector>

namespace latchkey::format {
namespace {

using syntax::Kind;
using syntax::Token;
using syntax::Word;

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::size_t step = 2;
/// A field list that would begin to the right of it gets a line of its own.
constexpr std::size_t far_right = columns / 2;

/// Whether a line without anything on it stands in a text, which begins in the middle of a line.
bool has_blank_line(std::string_view text) {
    std::size_t ends = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '\n' || text[at] == '\r') {
            ends += text[at] == '\n' && at > 0 && text[at - 1] == '\r' ? 0 : 1;
        } else if (text[at] != ' ' && text[at] != '\t') {
            ends = 0;
        }
        if (ends == 2) {
            return true;
        }
    }
    return false;
}

std::string_view without_trailing_blanks(std::string_view comment) {
    return comment.substr(0, comment.find_last_not_of(" \t") + 1);
}

/// The line end that most lines have; the shorter one where they are equally many.
std::string_view line_end_of(std::string_view text) {
    std::array<std::size_t, 3> counts{};
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '\n') {
            ++counts[at > 0 && text[at - 1] == '\r' ? 1 : 0];
        } else if (text[at] == '\r' && (at + 1 == text.size() || text[at + 1] != '\n')) {
            ++counts[2];
        }
    }
    constexpr std::array<std::string_view, 3> ends{"\n", "\r\n", "\r"};
    return ends.at(static_cast<std::size_t>(std::ranges::max_element(counts) - counts.begin()));
}

/// Whether the values of such statements stand at one column. Grants and waivers are sentences.
bool is_aligned(Word word) {
    return word != Word::allow && word != Word::deny && word != Word::waive;
}

/// A statement, or a block's header, while it is written.
struct Flow {
    std::size_t first = 0;
    /// The token after it.
    std::size_t end = 0;
    /// Where a new line begins that stands under nothing.
    std::size_t margin = 0;
    /// How wide the first word is made, its blank apart.
    std::size_t word_width = 0;
    /// It has more than one line already.
    bool broken = false;
};

class Formatter {
public:
    Formatter(const SourceFile& file, const syntax::Tree& tree)
        : tree_(tree),
          cut_{.file = file, .id = {}, .cut = syntax::tokenize(file.text())},
          places_(find_places(cut_, tree)),
          columns_(cut_.size()) {}

    std::string run() {
        for (const syntax::Declaration& declaration : tree_.declarations) {
            write(declaration);
        }
        write_comments(cut_.size(), 0);
        const std::string_view before = cut_.file.text();
        std::string text(before.starts_with(byte_order_mark) ? byte_order_mark : "");
        text += lines_.text(line_end_of(before));
        LATCHKEY_ASSERT(is_equal_but_for_blanks(text));
        return text;
    }

private:
    void write(const syntax::Declaration& declaration) {
        const std::size_t first = token_at(cut_, declaration.span.begin);
        const auto* block = std::get_if<syntax::Block>(&declaration.value);
        if (block == nullptr) {
            const std::size_t end = token_at(cut_, declaration.span.end);
            write_statement({.first = first, .end = end, .margin = step}, 0);
            return;
        }
        const std::size_t body = token_at(cut_, block->body.begin) + 1;
        write_statement({.first = first, .end = body, .margin = 2 * step}, 0);
        lines_.stand_apart();
        fresh_scope_ = true;
        write_body(*block);
        const std::size_t close = token_at(cut_, block->body.end - 1);
        if (block->statements.empty() && !has_comment_before(close)) {
            lines_.add("", cut_.text(close));
        } else {
            write_comments(close, step);
            lines_.begin(0, false);
            lines_.add("", cut_.text(close));
        }
        lines_.stand_apart();
        past_ = block->body.end;
        fresh_scope_ = false;
    }

    /// Statements without a blank line between them have their values at one column.
    void write_body(const syntax::Block& block) {
        const auto& statements = block.statements;
        std::size_t begin = 0;
        while (begin < statements.size()) {
            std::size_t end = begin + 1;
            while (end < statements.size() &&
                   !has_blank_line(cut_.file.text(
                       {statements[end - 1].span.end, statements[end].span.begin}))) {
                ++end;
            }
            write_paragraph({statements.data() + begin, end - begin});
            begin = end;
        }
    }

    void write_paragraph(std::span<const syntax::Statement> statements) {
        std::size_t width = 0;
        for (const syntax::Statement& statement : statements) {
            width = std::max<std::size_t>(
                width, is_aligned(statement.word) ? statement.word_span.size() : 0);
        }
        for (const syntax::Statement& statement : statements) {
            write_statement({.first = token_at(cut_, statement.span.begin),
                             .end = token_at(cut_, statement.span.end),
                             .margin = 2 * step,
                             .word_width = is_aligned(statement.word) ? width : 0},
                            step);
        }
    }

    void write_statement(Flow flow, std::size_t column) {
        write_comments(flow.first, column);
        lines_.begin(column, stands_after_blank(cut_.span(flow.first).begin));
        fresh_scope_ = false;
        lines_.add("", cut_.text(flow.first));
        columns_[flow.first] = static_cast<std::uint32_t>(column);
        past_ = cut_.span(flow.first).end;
        for (std::size_t index = flow.first + 1; index < flow.end; ++index) {
            write_token(index, flow);
        }
    }

    void write_token(std::size_t index, Flow& flow) {
        const Place& place = places_[index];
        if (has_comment_before(index) || needs_line(index, flow)) {
            flow.broken = true;
            const std::size_t column = column_on_new_line(place, flow);
            // No blank line stands within a statement, but for those between its comments.
            fresh_scope_ = true;
            write_comments(index, column);
            fresh_scope_ = false;
            lines_.begin(column, false);
            lines_.add("", cut_.text(index));
            columns_[index] = static_cast<std::uint32_t>(column);
        } else {
            const std::size_t word = cut_.text(flow.first).size();
            const std::size_t blanks = place.join == Join::touching ? 0
                                       : index == flow.first + 1
                                           ? std::max(flow.word_width, word) - word + 1
                                           : 1;
            columns_[index] = static_cast<std::uint32_t>(lines_.column() + blanks);
            lines_.add(std::string(blanks, ' '), cut_.text(index));
        }
        past_ = cut_.span(index).end;
    }

    [[nodiscard]] std::size_t column_on_new_line(const Place& place, const Flow& flow) const {
        const std::size_t anchor = columns_[place.anchor];
        if (place.join == Join::condition) {
            // `and` ends where `where` does, so that conditions stand one under the other.
            return anchor + 2;
        }
        const bool under = place.join == Join::item && anchor <= far_right;
        return under ? anchor : flow.margin + (place.join == Join::item ? step : 0);
    }

    [[nodiscard]] bool needs_line(std::size_t index, const Flow& flow) const {
        const auto is_clause = [](Join join) {
            return join == Join::clause || join == Join::verdict || join == Join::tail;
        };
        const auto is_break = [](Join join) { return join > Join::blank; };
        switch (places_[index].join) {
            case Join::touching:
            case Join::blank: return false;
            case Join::item: return !fits(index, flow.end, is_break);
            case Join::condition:
                return !fits(places_[index].anchor, flow.end, is_clause,
                             columns_[places_[index].anchor] - 1);
            case Join::clause:
                return flow.broken || cut_.starts_line(index) || !fits(index, flow.end, is_clause);
            case Join::verdict: return flow.broken || !fits(index, flow.end, is_clause);
            case Join::tail: return !fits(index, flow.end, is_clause);
            case Join::fields:
                return lines_.column() > far_right && !fits(index, flow.end, is_clause);
        }
        return false;
    }

    /// Whether the tokens from `index` up to the next place of such a kind fit behind a column. A
    /// comment ends what has to fit.
    template <typename Ends>
    [[nodiscard]] bool fits(std::size_t index, std::size_t end, Ends ends,
                            std::size_t column) const {
        for (std::size_t at = index; at < end; ++at) {
            if (at > index && (ends(places_[at].join) || has_comment_between(at - 1, at))) {
                break;
            }
            column += places_[at].join == Join::touching ? 0 : 1;
            column += width_of(cut_.text(at));
            if (column > columns) {
                return false;
            }
        }
        return true;
    }
    template <typename Ends>
    [[nodiscard]] bool fits(std::size_t index, std::size_t end, Ends ends) const {
        return fits(index, end, ends, lines_.column());
    }

    [[nodiscard]] bool has_comment_before(std::size_t index) const {
        const auto& comments = cut_.cut.comments;
        return comment_ < comments.size() && comments[comment_].span.begin < cut_.span(index).begin;
    }

    [[nodiscard]] bool has_comment_between(std::size_t first, std::size_t second) const {
        const auto& comments = cut_.cut.comments;
        const auto next = std::ranges::lower_bound(comments, cut_.span(first).begin, {},
                                                   [](const Token& one) { return one.span.begin; });
        return next != comments.end() && next->span.begin < cut_.span(second).begin;
    }

    /// Those that stand before a token: at the end of the last line, or on lines of their own.
    void write_comments(std::size_t index, std::size_t column) {
        for (; has_comment_before(index); ++comment_) {
            const Token& comment = cut_.cut.comments[comment_];
            const std::string_view text = without_trailing_blanks(cut_.file.text(comment.span));
            if (comment.starts_line) {
                lines_.add_comment(column, text, stands_after_blank(comment.span.begin));
                fresh_scope_ = false;
            } else {
                lines_.end_with(text);
            }
            past_ = comment.span.end;
        }
    }

    [[nodiscard]] bool stands_after_blank(std::uint32_t offset) const {
        return !fresh_scope_ && !lines_.empty() && has_blank_line(cut_.file.text({past_, offset}));
    }

    /// What was made has the tokens and comments of what was given.
    [[nodiscard]] bool is_equal_but_for_blanks(std::string_view text) const {
        const syntax::Tokens made = syntax::tokenize(text);
        const auto same = [&](const Token& before, const Token& after) {
            return before.kind == after.kind &&
                   without_trailing_blanks(cut_.file.text(before.span)) ==
                       text.substr(after.span.begin, after.span.size());
        };
        const auto same_comment = [&](const Token& before, const Token& after) {
            return before.starts_line == after.starts_line && same(before, after);
        };
        return std::ranges::equal(cut_.cut.tokens, made.tokens, same) &&
               std::ranges::equal(cut_.cut.comments, made.comments, same_comment);
    }

    const syntax::Tree& tree_;
    syntax::Cut cut_;
    std::vector<Place> places_;
    /// Where each token that was written begins.
    std::vector<std::uint32_t> columns_;
    Lines lines_;
    /// The next comment to be written.
    std::size_t comment_ = 0;
    /// The end of what was written last, in the file as it was.
    std::uint32_t past_ = 0;
    /// What comes next is the first of a file or block, which no blank line precedes.
    bool fresh_scope_ = true;
};

}  // namespace

std::string in_style(const SourceFile& file, const syntax::Tree& tree) {
    return Formatter(file, tree).run();
}

}  // namespace latchkey::format
