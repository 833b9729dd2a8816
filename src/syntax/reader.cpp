#include "syntax/reader.h"

#include "syntax/header.h"

#include <algorithm>
#include <utility>

namespace latchkey::syntax {
namespace {

constexpr diag::Message<std::string_view> too_long{
    "this `{}` has more than a million words and marks: nothing of it was read"};

}  // namespace

void Reader::read() {
    const std::size_t before = complaints_.count();
    std::size_t at = 0;
    while (at < cut_.size() && !complaints_.full()) {
        at = declares(cut_.kind(at)) ? read_declaration(at) : skip_stray(at);
    }
    tree_.has_errors = complaints_.count() != before;
}

std::size_t Reader::read_declaration(std::size_t first) {
    antlr::Reading reading = parser_.read_declaration(first, cut_.size());
    const std::optional<Block::Kind> kind = block_kind(cut_.kind(first));
    if (reading.fits && !kind && !may_follow(reading.next)) {
        const std::size_t line = next_line_start(first, reading.next);
        if (line < reading.next && declares(cut_.kind(line))) {
            // It took the next declaration's word for a name of its own.
            reading = parser_.read_declaration(first, line);
        }
    }
    if (reading.fits) {
        if (std::optional<Declaration> declaration = parser_.declaration()) {
            tree_.declarations.push_back(std::move(*declaration));
        }
        last_first_ = first;
        last_end_ = kind ? 0 : reading.next;
        return reading.next;
    }
    if (reading.too_long) {
        report_too_long(first);
        return next_declaration(reading.next);
    }
    if (kind) {
        return recover_block(first, *kind, reading.next);
    }
    return report({.place = Mistake::Place::declaration,
                   .first = first,
                   .at = reading.next,
                   .expected = parser_.expected()},
                  cut_.size());
}

void Reader::report_too_long(std::size_t first) {
    complaints_.syntax(cut_.span(first), too_long(cut_.text(first)));
}

std::size_t Reader::skip_stray(std::size_t at) {
    Mistake mistake{.place = Mistake::Place::top_level, .first = at, .at = at};
    const bool reason = cut_.kind(at) == Kind::because && cut_.kind(last_first_) == Kind::assert_;
    if (at == last_end_ && (reason || !cut_.starts_line(at))) {
        mistake.place = Mistake::Place::declaration;
        mistake.first = last_first_;
        mistake.expected = parser_.expected();
        mistake.whole = true;
    }
    const std::size_t next = report(mistake, cut_.size());
    if (mistake.whole && !tree_.declarations.empty()) {
        const Span last = tree_.declarations.back().span;
        // The mistake shows that it was not understood as it was meant.
        if (last.begin == cut_.span(last_first_).begin && complaints_.last_begin() < last.end) {
            tree_.declarations.pop_back();
        }
    }
    return next;
}

std::size_t Reader::report(Mistake mistake, std::size_t end) {
    mistake.resume = mistake.at;
    explain(mistake, cut_, complaints_);
    braces_ = braces_ || mistake.braces;
    const std::size_t next = std::max(mistake.resume, mistake.first + 1);
    if (mistake.meant && looks_like_header(mistake.at)) {
        const bool titled = cut_.kind(mistake.at + 2) == Kind::string;
        Block block =
            begin_block(cut_, *mistake.meant, mistake.at + 1,
                        titled ? std::optional(mistake.at + 2) : std::nullopt, complaints_);
        return read_body(std::move(block), mistake.at, mistake.at + (titled ? 4 : 3));
    }
    if (mistake.go_on) {
        return std::min(next, end);
    }
    const bool in_block = mistake.place == Mistake::Place::statement ||
                          mistake.place == Mistake::Place::statement_start;
    return in_block ? next_statement(next, mistake.first, end) : next_declaration(next);
}

bool Reader::may_follow(std::size_t at) const {
    return at >= cut_.size() || declares(cut_.kind(at));
}

std::size_t Reader::next_declaration(std::size_t from) const {
    std::size_t at = from;
    while (at < cut_.size()) {
        const bool unindented =
            cut_.starts_line(at) && cut_.indentation(at) == 0 && declares(cut_.kind(at));
        if (cut_.starts_line(at) &&
            (unindented || looks_like_declaration(at) || looks_like_header(at))) {
            break;
        }
        ++at;
    }
    return at;
}

bool Reader::looks_like_header(std::size_t at) const {
    const std::size_t brace = cut_.kind(at + 2) == Kind::string ? at + 3 : at + 2;
    return is_word(cut_.kind(at)) && is_word(cut_.kind(at + 1)) &&
           cut_.kind(brace) == Kind::left_brace;
}

bool Reader::looks_like_declaration(std::size_t at) const {
    if (!is_word(cut_.kind(at + 1))) {
        return false;
    }
    switch (cut_.kind(at)) {
        case Kind::use: return cut_.starts_line(at + 2);
        case Kind::assert_: return true;
        case Kind::accept: return cut_.kind(at + 2) == Kind::of;
        case Kind::waive: return cut_.kind(at + 2) == Kind::for_;
        case Kind::purpose: return looks_like_header(at) || cut_.kind(at + 2) == Kind::string;
        case Kind::team:
        case Kind::credential:
        case Kind::integration:
        case Kind::role: return true;
        default: return false;
    }
}

}  // namespace latchkey::syntax
