#pragma once

#include "source/assert.h"
#include "syntax/cut.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

// The token of the standard library's end-of-file would change ANTLR's.
#undef EOF

/// What ANTLR's parser is given in the place of its own lexer, tokens, recovery and inner workings.
/// The generated parser includes this right after ANTLR's own header; nothing else does.
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
        if (index < static_cast<std::ptrdiff_t>(first_)) {
            return nullptr;
        }
        const std::size_t place = static_cast<std::size_t>(index) - first_;
        return place < made_ ? &slot(place) : make(place);
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
    FlatToken* make(std::size_t place) {
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

/// Where the generated parser keeps what its rules found: one after the other, in memory that the
/// next declaration uses again.
class Contexts {
public:
    Contexts() = default;
    ~Contexts() { reset(); }
    Contexts(const Contexts&) = delete;
    Contexts& operator=(const Contexts&) = delete;

    /// The generated code calls it by this name.
    template <typename Context, typename... Arguments>
    Context* createInstance(Arguments&&... arguments) {
        static_assert(sizeof(Context) <= chunk_size &&
                      alignof(Context) <= alignof(std::max_align_t));
        constexpr std::size_t unit = alignof(std::max_align_t);
        constexpr std::size_t size = (sizeof(Context) + unit - 1) / unit * unit;
        if (used_ + size > chunk_size) {
            next_chunk();
        }
        auto* const made =
            new (chunks_[chunk_ - 1].get() + used_) Context(std::forward<Arguments>(arguments)...);
        used_ += size;
        made_.push_back(made);
        return made;
    }

    void reset() {
        for (antlr4::tree::ParseTree* const context : made_) {
            context->~ParseTree();
        }
        made_.clear();
        chunk_ = 0;
        used_ = chunk_size;
    }

private:
    static constexpr std::size_t chunk_size = 16384;

    void next_chunk() {
        if (chunk_ == chunks_.size()) {
            chunks_.push_back(std::make_unique<std::byte[]>(chunk_size));
        }
        ++chunk_;
        used_ = 0;
    }

    std::vector<std::unique_ptr<std::byte[]>> chunks_;
    /// How many chunks are in use, and how much of the last one.
    std::size_t chunk_ = 0;
    std::size_t used_ = chunk_size;
    std::vector<antlr4::tree::ParseTree*> made_;
};

/// What the generated parser derives from: ANTLR's parser with those of its parts that each token
/// and each rule goes through put in place of the runtime's by name. The runtime's do the same by
/// virtual calls, dynamic casts and `std::function`, which took half of the time of parsing.
class RuleMachine : public antlr4::Parser {
public:
    explicit RuleMachine(antlr4::TokenStream* stream)
        : antlr4::Parser(stream), _input(static_cast<FlatStream*>(stream)) {}

    /// Reports mistakes to this strategy, and to no other.
    void use(const std::shared_ptr<Strategy>& strategy) {
        setErrorHandler(strategy);
        _errHandler = strategy.get();
    }

    void reset() override {
        antlr4::Parser::reset();
        _tracker.reset();
    }

    antlr4::Token* match(std::size_t type) final {
        if (_input->LA(1) != type) {
            return _errHandler->recoverInline(this);
        }
        antlr4::Token* const token = _input->LT(1);
        _input->consume();
        return token;
    }

    antlr4::Token* consume() final {
        antlr4::Token* const token = _input->LT(1);
        if (_input->LA(1) != antlr4::Token::EOF) {
            _input->consume();
        }
        return token;
    }

    void enterRule(antlr4::ParserRuleContext* context, std::size_t state, std::size_t) final {
        setState(state);
        _ctx = context;
        _ctx->start = _input->LT(1);
    }

    void enterOuterAlt(antlr4::ParserRuleContext* context, std::size_t) final { _ctx = context; }

protected:
    void exitRule() {
        _ctx->stop = _input->LT(-1);
        setState(_ctx->invokingState);
        // Every parent of a rule is a rule.
        _ctx = static_cast<antlr4::ParserRuleContext*>(_ctx->parent);
    }

    /// Calls something at the end of a scope, also when it is left by an exception.
    template <typename Exit>
    class Finally {
    public:
        explicit Finally(Exit exit) : exit_(exit) {}
        ~Finally() { exit_(); }
        Finally(const Finally&) = delete;
        Finally& operator=(const Finally&) = delete;

    private:
        Exit exit_;
    };
    template <typename Exit>
    [[nodiscard]] static Finally<Exit> finally(Exit exit) {
        return Finally<Exit>(exit);
    }

    // The generated code finds these before those of ANTLR's parser, and their types are final.
    FlatStream* _input;
    Strategy* _errHandler = nullptr;
    Contexts _tracker;
};

}  // namespace latchkey::syntax::antlr
