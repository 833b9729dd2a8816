#pragma once

#include "syntax/antlr/grammar_parser.h"
#include "syntax/complaints.h"
#include "syntax/cut.h"
#include "syntax/mistake.h"
#include "syntax/tree.h"

#include <cstddef>
#include <optional>

namespace latchkey::syntax {

/// Reads a file that has been cut into tokens, one declaration at a time. A declaration that does
/// not fit the grammar is read again, statement by statement, so that each mistake costs one
/// statement and gives one message.
class Reader {
public:
    Reader(const Cut& cut, Complaints& complaints, Tree& tree)
        : cut_(cut), complaints_(complaints), tree_(tree), parser_(cut, complaints) {}

    void read();

private:
    // Each reads from a token on and returns the token to go on at.
    std::size_t read_declaration(std::size_t first);
    std::size_t skip_stray(std::size_t at);

    // What follows is in recovery.cpp.
    std::size_t recover_block(std::size_t first, Block::Kind kind, std::size_t at);
    std::size_t read_body(Block block, std::size_t first, std::size_t body);
    void read_statements(std::size_t begin, std::size_t end, Block& block);
    std::size_t read_statement(std::size_t first, std::size_t end, Block& block);
    std::size_t report(Mistake mistake, std::size_t end);
    /// Whether a statement means what it says, though the mistake just reported follows it.
    [[nodiscard]] bool was_understood(const Statement& statement, std::size_t after) const;
    /// Takes the statement added since then back if it was not understood.
    void drop_misread(Block& block, std::size_t before, std::size_t after) const;
    /// Whether the word after a block's keyword is all of its name.
    [[nodiscard]] bool name_is_sure(std::size_t first, std::size_t at) const;
    void report_too_long(std::size_t first);

    /// Where the statements of a block begin, whose header does not fit; nothing if it has none.
    [[nodiscard]] std::optional<std::size_t> find_body(std::size_t from) const;
    struct BodyEnd {
        std::size_t index = 0;
        bool closed = false;
    };
    [[nodiscard]] BodyEnd find_body_end(std::size_t body, std::size_t first) const;
    /// The token after a whole block that stands at `at` inside another; `at` where none does.
    [[nodiscard]] std::size_t after_nested(std::size_t at, std::size_t indentation) const;
    void report_unclosed(std::size_t first, std::size_t body, std::size_t end);
    /// The next token at which a statement may begin after one that did not fit.
    [[nodiscard]] std::size_t next_statement(std::size_t from, std::size_t first,
                                             std::size_t end) const;
    /// The next line that is indented no deeper than the one `first` is on.
    [[nodiscard]] std::size_t next_line_start(std::size_t first, std::size_t end) const;
    [[nodiscard]] std::size_t next_declaration(std::size_t from) const;
    [[nodiscard]] bool may_follow(std::size_t at, std::size_t end, Block::Kind block) const;
    [[nodiscard]] bool may_follow(std::size_t at) const;
    /// The line looks like a declaration, whatever stands around it.
    [[nodiscard]] bool looks_like_declaration(std::size_t at) const;
    [[nodiscard]] bool looks_like_header(std::size_t at) const;
    [[nodiscard]] std::size_t indentation_of_line(std::size_t index) const;

    const Cut& cut_;
    Complaints& complaints_;
    Tree& tree_;
    antlr::GrammarParser parser_;
    /// The last declaration that is no block, and the token after it.
    std::size_t last_first_ = 0;
    std::size_t last_end_ = 0;
    /// Whether the braces of the present block were spoken of.
    bool braces_ = false;
};

}  // namespace latchkey::syntax
