// Our lexer cuts any bytes as the grammar's does.

#include "fuzz/fuzz.h"
#include "syntax/token.h"
#include "unit/syntax/antlr/grammar_lexer.h"

#include <algorithm>

using namespace latchkey;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::text_of(data, size);
    // The byte-order mark at the start is ours alone.
    if (text.starts_with("\xEF\xBB\xBF")) {
        return 0;
    }
    syntax::Tokens cut = syntax::tokenize(text);
    std::vector<syntax::Token> ours = std::move(cut.tokens);
    ours.insert(ours.end(), cut.comments.begin(), cut.comments.end());
    std::ranges::sort(ours, {}, &syntax::Token::span);
    const syntax::test::GrammarCut theirs = syntax::test::cut_by_grammar(text);
    const bool same =
        std::ranges::equal(ours, theirs.tokens, [](const auto& left, const auto& right) {
            return left.kind == right.kind && left.span == right.span;
        });
    fuzz::demand(same && theirs.errors == 0, "the lexers cut the text otherwise");
    return 0;
}
