#include "syntax/header.h"
#include "syntax/mistake.h"
#include "syntax/reader.h"
#include "syntax/words.h"

#include <algorithm>
#include <utility>

namespace latchkey::syntax {
namespace {

using diag::Message;
using std::string_view;

constexpr Message<string_view, string_view> unclosed{
    "`{} {}` is not closed: a `}` is missing after its last statement"};
constexpr Message<> opened_here{"opened here"};

}  // namespace

std::size_t Reader::recover_block(std::size_t first, Block::Kind kind, std::size_t at) {
    braces_ = false;
    const bool named = is_word(cut_.kind(first + 1));
    const bool titled = named && cut_.kind(first + 2) == Kind::string;
    Block block;
    block.kind = kind;
    if (looks_like_header(first)) {
        block = begin_block(cut_, kind, first + 1, titled ? std::optional(first + 2) : std::nullopt,
                            complaints_);
        return read_body(std::move(block), first, first + (titled ? 4 : 3));
    }
    Mistake mistake{.place = Mistake::Place::header,
                    .first = first,
                    .at = at,
                    .expected = parser_.expected(),
                    .block = kind,
                    .resume = at};
    explain(mistake, cut_, complaints_);
    braces_ = mistake.braces;
    const std::optional<std::size_t> body = find_body(at);
    if (named && name_is_sure(first, at)) {
        const bool twice =
            cut_.kind(first + 1) == cut_.kind(first) && is_word(cut_.kind(first + 2));
        block.name = cut_.name(first + (twice ? 2 : 1));
    }
    if (!body) {
        return next_declaration(std::max(at, first + 1));
    }
    return read_body(std::move(block), first, *body);
}

bool Reader::name_is_sure(std::size_t first, std::size_t at) const {
    if (at != first + 2) {
        return true;
    }
    if (is_word(cut_.kind(at)) && !cut_.starts_line(at)) {
        // Two words may be one name; three are a name and a title.
        return cut_.kind(at - 1) == cut_.kind(first) || is_word(cut_.kind(at + 1));
    }
    return cut_.kind(at) != Kind::junk || !cut_.touches_previous(at);
}

std::optional<std::size_t> Reader::find_body(std::size_t from) const {
    for (std::size_t at = from; at < cut_.size(); ++at) {
        if (cut_.kind(at) == Kind::left_brace) {
            return at + 1;
        }
        if (cut_.starts_line(at)) {
            const bool next = looks_like_declaration(at) && cut_.indentation(at) == 0;
            return next || looks_like_header(at) ? std::nullopt : std::optional(at);
        }
    }
    return std::nullopt;
}

std::size_t Reader::read_body(Block block, std::size_t first, std::size_t body) {
    const BodyEnd end = find_body_end(body, first);
    read_statements(body, end.index, block);
    const bool opened = cut_.kind(body - 1) == Kind::left_brace;
    if (!end.closed && opened && !braces_ && !complaints_.full()) {
        report_unclosed(first, body, end.index);
    }
    const std::size_t after = end.closed ? end.index + 1 : end.index;
    if (!block.name.text.empty()) {
        block.body = cover(cut_.span(body - 1), cut_.span(after - 1));
        block.has_errors = true;
        tree_.declarations.push_back({.span = cover(cut_.span(first), cut_.span(after - 1)),
                                      .doc = cut_.doc_before(first),
                                      .value = std::move(block)});
    }
    return after;
}

Reader::BodyEnd Reader::find_body_end(std::size_t body, std::size_t first) const {
    const std::size_t indentation = indentation_of_line(first);
    std::size_t depth = 0;
    for (std::size_t at = body; at < cut_.size(); ++at) {
        const Kind kind = cut_.kind(at);
        if (kind == Kind::left_brace) {
            ++depth;
        } else if (kind == Kind::right_brace) {
            if (depth == 0) {
                return {.index = at, .closed = true};
            }
            --depth;
        } else if (cut_.starts_line(at) && declares(kind)) {
            if (const std::size_t after = after_nested(at, indentation); after != at) {
                at = after - 1;
                continue;
            }
            const bool outer = looks_like_declaration(at) && cut_.indentation(at) <= indentation;
            if (outer || looks_like_header(at)) {
                return {.index = at, .closed = false};
            }
        }
    }
    return {.index = cut_.size(), .closed = false};
}

std::size_t Reader::after_nested(std::size_t at, std::size_t indentation) const {
    if (!block_kind(cut_.kind(at)) || !looks_like_header(at) ||
        cut_.indentation(at) <= indentation) {
        return at;
    }
    const std::size_t open = cut_.kind(at + 2) == Kind::string ? at + 3 : at + 2;
    const std::size_t after = after_braces(cut_, open);
    const bool inside = cut_.kind(after) == Kind::right_brace ||
                        (statement_word(cut_.kind(after)) && !looks_like_header(after));
    return after < cut_.size() && inside ? after : at;
}

void Reader::report_unclosed(std::size_t first, std::size_t body, std::size_t end) {
    const Span last = cut_.span(end - 1);
    complaints_
        .syntax(last, unclosed(cut_.text(first),
                               is_word(cut_.kind(first + 1)) ? cut_.text(first + 1) : "…"))
        .label(cut_.at(body - 1), opened_here())
        .fix(Fix::Safety::safe, "close it", {{cut_.at(Span{last.end, last.end}), "\n}"}});
}

void Reader::read_statements(std::size_t begin, std::size_t end, Block& block) {
    std::size_t at = begin;
    while (at < end && !complaints_.full()) {
        at = read_statement(at, end, block);
    }
}

std::size_t Reader::read_statement(std::size_t first, std::size_t end, Block& block) {
    Mistake mistake{
        .place = Mistake::Place::statement_start, .first = first, .at = first, .block = block.kind};
    if (block_kind(cut_.kind(first)) && looks_like_header(first)) {
        static_cast<void>(report(mistake, end));
        return std::min(read_declaration(first), end);
    }
    if (!statement_word(cut_.kind(first))) {
        return report(mistake, end);
    }
    antlr::Reading reading = parser_.read_statement(first, end);
    if (reading.too_long) {
        report_too_long(first);
        return next_statement(reading.next, first, end);
    }
    const bool good = reading.fits && may_follow(reading.next, end, block.kind);
    if (const std::size_t line = good ? end : next_line_start(first, end); reading.next > line) {
        // It took the next line's word for a name of its own, and then did not fit.
        reading = parser_.read_statement(first, line);
    }
    mistake.expected = parser_.expected();
    const std::size_t before = block.statements.size();
    if (reading.fits) {
        if (std::optional<Statement> statement = parser_.statement(block.kind)) {
            block.statements.push_back(std::move(*statement));
        }
        const bool own_line = cut_.starts_line(reading.next) &&
                              cut_.indentation(reading.next) <= indentation_of_line(first);
        if (good || own_line) {
            return reading.next;
        }
    }
    mistake.place = Mistake::Place::statement;
    mistake.at = reading.next;
    mistake.whole = reading.fits;
    const std::size_t next = report(mistake, end);
    drop_misread(block, before, mistake.at);
    return next;
}

void Reader::drop_misread(Block& block, std::size_t before, std::size_t after) const {
    if (block.statements.size() > before && !was_understood(block.statements.back(), after)) {
        block.statements.pop_back();
    }
}

bool Reader::was_understood(const Statement& statement, std::size_t after) const {
    if (complaints_.last_begin() < statement.span.end) {
        return false;
    }
    // A grant without what follows it would allow more, or less.
    const bool grants = statement.word == Word::allow || statement.word == Word::deny ||
                        statement.word == Word::permits;
    const Kind kind = cut_.kind(after);
    return !grants || kind == Kind::semicolon || kind == Kind::comma ||
           (kind == Kind::junk &&
            string_view("#/-").find(cut_.text(after).front()) != string_view::npos);
}

bool Reader::may_follow(std::size_t at, std::size_t end, Block::Kind block) const {
    const std::optional<Word> word = at < end ? statement_word(cut_.kind(at)) : std::nullopt;
    const bool listed = word && !cut_.starts_line(at) && !belongs(*word, block) &&
                        parser_.expected().test(static_cast<std::size_t>(Kind::comma));
    return at >= end || (word && !listed);
}

std::size_t Reader::next_statement(std::size_t from, std::size_t first, std::size_t end) const {
    const std::size_t indentation = indentation_of_line(first);
    std::size_t depth = 0;
    std::size_t at = from;
    for (; at < end; ++at) {
        if (cut_.kind(at) == Kind::left_brace) {
            ++depth;
        } else if (cut_.kind(at) == Kind::right_brace && depth > 0) {
            --depth;
        } else if (depth == 0 && cut_.starts_line(at)) {
            const bool after_comma = cut_.kind(at - 1) == Kind::comma;
            const bool word = statement_word(cut_.kind(at)) && !after_comma;
            if (word || cut_.indentation(at) <= indentation) {
                break;
            }
        }
    }
    return std::min(at, end);
}

std::size_t Reader::next_line_start(std::size_t first, std::size_t end) const {
    const std::size_t indentation = indentation_of_line(first);
    std::size_t at = first + 1;
    while (at < end && !(cut_.starts_line(at) && cut_.indentation(at) <= indentation)) {
        ++at;
    }
    return std::min(at, end);
}

std::size_t Reader::indentation_of_line(std::size_t index) const {
    while (!cut_.starts_line(index)) {
        --index;
    }
    return cut_.indentation(index);
}

}  // namespace latchkey::syntax
