#pragma once

#include "syntax/token.h"

#include <string>
#include <string_view>
#include <vector>

namespace latchkey::syntax::test {

/// The tokens and comments of a text as the generated lexer of grammar/LatchkeyLexer.g4 cuts them,
/// in the order of the text. The program does not hold that lexer; the tests do.
struct GrammarCut {
    std::vector<Token> tokens;
    /// Bytes that the grammar has no token for. There should be none.
    std::size_t errors = 0;
};
[[nodiscard]] GrammarCut cut_by_grammar(std::string_view text);

/// How the grammar spells a token with one spelling, in single quotes; empty for others.
[[nodiscard]] std::string grammar_spelling(std::size_t kind);
[[nodiscard]] std::size_t grammar_kind_count();

}  // namespace latchkey::syntax::test
