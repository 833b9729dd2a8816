#include "grammar_lexer.h"

#include "LatchkeyLexer.h"

namespace latchkey::syntax::test {
namespace {

/// One character for each byte, so that offsets are bytes and nothing is refused.
class Bytes final : public antlr4::CharStream {
public:
    explicit Bytes(std::string_view text) : text_(text) {}

    void consume() override { ++at_; }
    std::size_t LA(ssize_t ahead) override {
        if (ahead == 0) {
            return 0;
        }
        const auto at = static_cast<ssize_t>(at_) + (ahead < 0 ? ahead : ahead - 1);
        const bool inside = at >= 0 && at < static_cast<ssize_t>(text_.size());
        return inside ? static_cast<unsigned char>(text_[static_cast<std::size_t>(at)])
                      : IntStream::EOF;
    }
    ssize_t mark() override { return 0; }
    void release(ssize_t) override {}
    std::size_t index() override { return at_; }
    void seek(std::size_t at) override { at_ = at; }
    std::size_t size() override { return text_.size(); }
    std::string getSourceName() const override { return {}; }
    std::string getText(const antlr4::misc::Interval&) override { return {}; }
    std::string toString() const override { return {}; }

private:
    std::string_view text_;
    std::size_t at_ = 0;
};

class Count final : public antlr4::BaseErrorListener {
public:
    void syntaxError(antlr4::Recognizer*, antlr4::Token*, std::size_t, std::size_t,
                     const std::string&, std::exception_ptr) override {
        ++count;
    }

    std::size_t count = 0;
};

}  // namespace

GrammarCut cut_by_grammar(std::string_view text) {
    Bytes bytes(text);
    antlr::LatchkeyLexer lexer(&bytes);
    Count errors;
    lexer.removeErrorListeners();
    lexer.addErrorListener(&errors);
    GrammarCut cut;
    for (auto token = lexer.nextToken(); token->getType() != antlr4::Token::EOF;
         token = lexer.nextToken()) {
        cut.tokens.push_back({.kind = static_cast<Kind>(token->getType()),
                              .starts_line = false,
                              .span = {static_cast<std::uint32_t>(token->getStartIndex()),
                                       static_cast<std::uint32_t>(token->getStopIndex() + 1)}});
    }
    cut.errors = errors.count;
    return cut;
}

std::string grammar_spelling(std::size_t kind) {
    Bytes none("");
    return antlr::LatchkeyLexer(&none).getVocabulary().getLiteralName(kind);
}

std::size_t grammar_kind_count() {
    Bytes none("");
    return antlr::LatchkeyLexer(&none).getVocabulary().getMaxTokenType() + 1;
}

}  // namespace latchkey::syntax::test
