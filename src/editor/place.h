#pragma once

#include "syntax/token.h"
#include "syntax/tree.h"

#include <optional>
#include <string_view>
#include <vector>

namespace latchkey::editor {

/// Where a cursor stands, told from the tokens before it: a file is broken while somebody types.
struct Place {
    /// The block that is open at the cursor.
    std::optional<syntax::Block::Kind> block;
    /// Its name, and the value of its `provider` statement; empty where they are not written.
    std::string_view block_name;
    std::string_view provider;
    /// The tokens of the statement or declaration that the cursor is in, from its opening word to
    /// the word being typed, which is not among them. Empty where a new one may begin.
    std::vector<syntax::Token> before;
    /// What is being typed: a word, or the inside of a string up to its end on that line.
    Span word;
    bool in_string = false;
    /// Nothing but blanks stands before the word on its line, so a new statement may begin.
    bool starts_line = false;
    /// No completion belongs here.
    bool in_comment = false;
};

[[nodiscard]] Place place_at(std::string_view text, std::uint32_t offset);

}  // namespace latchkey::editor
