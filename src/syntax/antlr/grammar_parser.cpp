#include "syntax/antlr/grammar_parser.h"

#include "syntax/antlr/lower.h"
#include "syntax/antlr/token_stream.h"

#include <memory>
#include <mutex>

namespace latchkey::syntax::antlr {

// One list of kinds in two places: token.h and the lexer grammar. The test compares them one by
// one.
static_assert(static_cast<std::size_t>(first_keyword) == Parser::ABOVE);
static_assert(static_cast<std::size_t>(last_keyword) == Parser::WITHIN);
static_assert(static_cast<std::size_t>(Kind::left_brace) == Parser::LBRACE);
static_assert(static_cast<std::size_t>(Kind::name) == Parser::NAME);
static_assert(static_cast<std::size_t>(Kind::percent) == Parser::PERCENT);
static_assert(static_cast<std::size_t>(Kind::junk) == Parser::JUNK);

KindSet Strategy::expected(const antlr4::atn::ATN& atn) const {
    KindSet found;
    if (stream_.index() != index_) {
        return found;
    }
    // The runtime works these sets out at first use and keeps them for all parsers; files are read
    // on several threads.
    static std::mutex shared;
    const std::lock_guard lock(shared);
    for (const std::size_t state : states_) {
        const antlr4::misc::IntervalSet next = atn.nextTokens(atn.states.at(state));
        for (const antlr4::misc::Interval& interval : next.getIntervals()) {
            // The ends of rules are in it, as negative numbers; what follows them has a state of
            // its own.
            for (ssize_t kind = std::max<ssize_t>(interval.a, 1);
                 kind <= interval.b && kind < static_cast<ssize_t>(kind_count); ++kind) {
                found.set(static_cast<std::size_t>(kind));
            }
        }
    }
    return found;
}

struct GrammarParser::Machine {
    Machine(const Cut& cut, Complaints& complaints)
        : stream(cut),
          strategy(std::make_shared<Strategy>(stream)),
          parser(&stream),
          lowering(cut, complaints) {
        parser.removeErrorListeners();
        parser.use(strategy);
        // Labels carry everything that is lowered.
        parser.setBuildParseTree(false);
    }

    template <typename Context>
    Reading read(std::size_t first, std::size_t end, Context* (Parser::*rule)(), Context*& result) {
        forget();
        stream.open(first, end);
        Reading reading;
        try {
            result = (parser.*rule)();
            reading.fits = true;
        } catch (const Stop& stop) {
            reading.too_long = stop.too_long;
        }
        reading.next = stream.index();
        return reading;
    }

    void forget() {
        declaration = nullptr;
        statement = nullptr;
        parser.reset();
    }

    FlatStream stream;
    std::shared_ptr<Strategy> strategy;
    Parser parser;
    Lowering lowering;
    Parser::DeclarationContext* declaration = nullptr;
    Parser::StatementContext* statement = nullptr;
};

GrammarParser::GrammarParser(const Cut& cut, Complaints& complaints)
    : machine_(std::make_unique<Machine>(cut, complaints)) {}

GrammarParser::~GrammarParser() = default;

Reading GrammarParser::read_declaration(std::size_t first, std::size_t end) {
    return machine_->read(first, end, &Parser::declaration, machine_->declaration);
}

Reading GrammarParser::read_statement(std::size_t first, std::size_t end) {
    return machine_->read(first, end, &Parser::statement, machine_->statement);
}

KindSet GrammarParser::expected() const {
    return machine_->strategy->expected(machine_->parser.getATN());
}

std::optional<Declaration> GrammarParser::declaration() {
    return machine_->declaration == nullptr ? std::nullopt
                                            : machine_->lowering.lower(*machine_->declaration);
}

std::optional<Statement> GrammarParser::statement(Block::Kind block) {
    return machine_->statement == nullptr ? std::nullopt
                                          : machine_->lowering.lower(*machine_->statement, block);
}

}  // namespace latchkey::syntax::antlr
