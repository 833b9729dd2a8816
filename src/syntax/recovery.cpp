#include "syntax/header.h"
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
    if (named) {
        block.name = cut_.name(first + 1);
    }
    if (!body) {
        return next_declaration(std::max(at, first + 1));
    }
    return read_body(std::move(block), first, *body);
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
            const bool outer = looks_like_declaration(at) && cut_.indentation(at) <= indentation;
            if (outer || looks_like_header(at)) {
                return {.index = at, .closed = false};
            }
        }
    }
    return {.index = cut_.size(), .closed = false};
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
    return report(mistake, end);
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
