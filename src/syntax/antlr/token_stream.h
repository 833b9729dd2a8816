#pragma once

#include "source/assert.h"
#include "syntax/antlr/grammar_parser.h"
#include "syntax/cut.h"

// The token of the standard library's end-of-file would change ANTLR's.
#undef EOF
#include "LatchkeyParser.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

/// What ANTLR's parser is given in the place of its own lexer, tokens and recovery. Only the files
/// of this folder include it: the umbrella header costs two seconds each.
namespace latchkey::syntax::antlr {

/// As much of a token as the parser asks for. The text stays in the file.
class FlatToken final : public antlr4::Token {
public:
    FlatToken() = default;
    FlatToken(std::size_t type, std::size_t index) : type_(type), index_(index) {}

    std::string getText() const override { return {}; }
    std::size_t getType() const override { return type_; }
    std::size_t getLine() const override { return 0; }
    std::size_t getCharPositionInLine() const override { return 0; }
    std::size_t getChannel() const override { return DEFAULT_CHANNEL; }
    std::size_t getTokenIndex() const override { return index_; }
    std::size_t getStartIndex() const override { return INVALID_INDEX; }
    std::size_t getStopIndex() const override { return INVALID_INDEX; }
    antlr4::TokenSource* getTokenSource() const override { return nullptr; }
    antlr4::CharStream* getInputStream() const override { return nullptr; }
    std::string toString() const override { return {}; }

private:
    std::size_t type_ = INVALID_TYPE;
    std::size_t index_ = INVALID_INDEX;
};

/// The parser gave up. Not an exception of ANTLR's, so that no generated rule catches it.
struct Stop {
    bool too_long = false;
};

/// A window on the flat list of tokens.
class FlatStream final : public antlr4::TokenStream {
public:
    explicit FlatStream(const Cut& cut) : cut_(cut) {}

    /// Reads from `first` on. What the parser was given before is no longer valid.
    void open(std::size_t first, std::size_t end) {
        first_ = first;
        at_ = first;
        end_ = std::min(end, cut_.size());
        made_ = 0;
    }

    std::size_t index() override { return at_; }
    std::size_t size() override { return end_; }
    std::size_t LA(ssize_t ahead) override {
        return type(at_ + static_cast<std::size_t>(ahead) - 1);
    }
    antlr4::Token* LT(ssize_t ahead) override {
        const auto index = static_cast<std::ptrdiff_t>(at_) + (ahead < 0 ? ahead : ahead - 1);
        return index < static_cast<std::ptrdiff_t>(first_) ? nullptr
                                                           : make(static_cast<std::size_t>(index));
    }
    antlr4::Token* get(std::size_t index) const override {
        LATCHKEY_ASSERT(index - first_ < made_);
        return &slot(index - first_);
    }
    void consume() override {
        constexpr std::size_t most_tokens = 1'000'000;
        if (++at_ - first_ > most_tokens) {
            throw Stop{.too_long = true};
        }
    }
    /// The parser rewinds only when it is reset, and `open` follows.
    void seek(std::size_t) override {}
    ssize_t mark() override { return 0; }
    void release(ssize_t) override {}

    antlr4::TokenSource* getTokenSource() const override { return nullptr; }
    std::string getSourceName() const override { return {}; }
    std::string getText(const antlr4::misc::Interval&) override { return {}; }
    std::string getText() override { return {}; }
    std::string getText(antlr4::RuleContext*) override { return {}; }
    std::string getText(antlr4::Token*, antlr4::Token*) override { return {}; }

private:
    [[nodiscard]] std::size_t type(std::size_t index) const {
        return index < end_ ? static_cast<std::size_t>(cut_.kind(index)) : antlr4::Token::EOF;
    }
    FlatToken* make(std::size_t index) {
        const std::size_t place = index - first_;
        for (; made_ <= place; ++made_) {
            if (made_ / chunk_size == chunks_.size()) {
                chunks_.push_back(std::make_unique<Chunk>());
            }
            slot(made_) = FlatToken(type(first_ + made_), first_ + made_);
        }
        return &slot(place);
    }
    [[nodiscard]] FlatToken& slot(std::size_t place) const {
        return (*chunks_[place / chunk_size])[place % chunk_size];
    }

    static constexpr std::size_t chunk_size = 256;
    using Chunk = std::array<FlatToken, chunk_size>;

    const Cut& cut_;
    std::size_t first_ = 0;
    std::size_t at_ = 0;
    std::size_t end_ = 0;
    /// Tokens are made when they are first asked for and keep their addresses until `open`.
    std::vector<std::unique_ptr<Chunk>> chunks_;
    std::size_t made_ = 0;
};

/// Gives up at the first mistake, and remembers what would have fitted: the states at which the
/// parser had a choice at the same token, and the one where it stopped.
class Strategy final : public antlr4::ANTLRErrorStrategy {
public:
    explicit Strategy(FlatStream& stream) : stream_(stream) {}

    void reset(antlr4::Parser*) override { states_.clear(); }
    antlr4::Token* recoverInline(antlr4::Parser* parser) override {
        sync(parser);
        throw Stop{};
    }
    void recover(antlr4::Parser*, std::exception_ptr) override { throw Stop{}; }
    void sync(antlr4::Parser* parser) override {
        if (stream_.index() != index_) {
            index_ = stream_.index();
            states_.clear();
        }
        states_.push_back(parser->getState());
    }
    bool inErrorRecoveryMode(antlr4::Parser*) override { return false; }
    void reportMatch(antlr4::Parser*) override {}
    void reportError(antlr4::Parser* parser, const antlr4::RecognitionException&) override {
        sync(parser);
    }

    [[nodiscard]] KindSet expected(const antlr4::atn::ATN& atn) const;

private:
    FlatStream& stream_;
    std::size_t index_ = 0;
    std::vector<std::size_t> states_;
};

}  // namespace latchkey::syntax::antlr
