#pragma once

#include "syntax/complaints.h"
#include "syntax/cut.h"
#include "syntax/tree.h"

#include <cstddef>
#include <memory>
#include <optional>

namespace latchkey::syntax::antlr {

/// Where the grammar stopped.
struct Reading {
    /// The part was read whole.
    bool fits = false;
    /// It has more tokens than anything that a person writes; nothing of it was kept.
    bool too_long = false;
    /// The token after the part, or the first one that does not fit.
    std::size_t next = 0;
};

/// The generated parser over one file. It reads the part that begins at a token and stops after it
/// or at the first token that does not fit; what to say about that, and where to go on, is not its
/// business. This header hides ANTLR from everything outside the folder.
class GrammarParser {
public:
    GrammarParser(const Cut& cut, Complaints& complaints);
    ~GrammarParser();
    GrammarParser(const GrammarParser&) = delete;
    GrammarParser& operator=(const GrammarParser&) = delete;

    /// Reads one declaration. Tokens from `end` on are taken for the end of the file.
    [[nodiscard]] Reading read_declaration(std::size_t first, std::size_t end);
    /// Reads one statement.
    [[nodiscard]] Reading read_statement(std::size_t first, std::size_t end);

    /// What would have fitted where the last reading stopped; after a part that was read whole,
    /// what it could have gone on with.
    [[nodiscard]] KindSet expected() const;

    /// What the last reading found, if it was a declaration and fits.
    [[nodiscard]] std::optional<Declaration> declaration();
    /// What the last reading found, if it was a statement and fits. Nothing where the statement is
    /// of no use in such a block, which is then reported.
    [[nodiscard]] std::optional<Statement> statement(Block::Kind block);

private:
    struct Machine;
    std::unique_ptr<Machine> machine_;
};

}  // namespace latchkey::syntax::antlr
