#pragma once

#include "syntax/antlr/token_stream.h"
#include "syntax/literal.h"
#include "syntax/tree.h"

#include <optional>
#include <vector>

namespace latchkey::syntax::antlr {

using Parser = LatchkeyParser;

/// Turns what the generated parser read into our tree, by one overload for each rule of the
/// grammar; and says what the grammar lets pass and the language does not have.
class Lowering {
public:
    Lowering(const Cut& cut, Complaints& complaints) : cut_(cut), complaints_(complaints) {}

    [[nodiscard]] std::optional<Declaration> lower(const Parser::DeclarationContext& read);
    [[nodiscard]] std::optional<Statement> lower(const Parser::StatementContext& read,
                                                 Block::Kind block);

private:
    // The only ways from ANTLR's tokens to ours. A token that recovery made up would have no index;
    // there is no recovery.
    [[nodiscard]] static std::size_t index(const antlr4::Token* token) {
        return token->getTokenIndex();
    }
    [[nodiscard]] Span span(const antlr4::Token* token) const { return cut_.span(index(token)); }
    [[nodiscard]] Kind kind(const antlr4::Token* token) const { return cut_.kind(index(token)); }
    [[nodiscard]] Span span(const antlr4::ParserRuleContext& read) const {
        return cover(span(read.start), span(read.stop));
    }
    /// A rule that is one word.
    [[nodiscard]] Name name(const antlr4::ParserRuleContext& read) const {
        return cut_.name(index(read.start));
    }
    [[nodiscard]] String text(const antlr4::Token* token) {
        return read_string(cut_, index(token), complaints_);
    }
    [[nodiscard]] Date date(const antlr4::Token* token) const {
        return {cut_.text(index(token)), span(token)};
    }
    [[nodiscard]] Integer integer(const antlr4::Token* token) const {
        return {cut_.text(index(token)), span(token)};
    }
    [[nodiscard]] std::optional<Name> optional_name(const antlr4::ParserRuleContext* read) const {
        return read == nullptr ? std::nullopt : std::optional(name(*read));
    }
    [[nodiscard]] std::optional<String> optional_text(const antlr4::Token* token) {
        return token == nullptr ? std::nullopt : std::optional(text(token));
    }
    template <typename Context>
    [[nodiscard]] std::vector<Name> names(const std::vector<Context*>& read) const {
        std::vector<Name> found;
        found.reserve(read.size());
        for (const Context* one : read) {
            found.push_back(name(*one));
        }
        return found;
    }

    // Declarations.
    [[nodiscard]] Block lower(const Parser::BlockContext& read);
    [[nodiscard]] Waive lower(const Parser::WaiveContext& read);
    [[nodiscard]] Assertion lower(const Parser::AssertionContext& read);
    void lower(const Parser::AssertSubjectContext& read, Assertion& claim) const;
    [[nodiscard]] Acceptance lower(const Parser::AcceptanceContext& read);
    void lower(const Parser::PowerContext& read, Acceptance& accepted);

    // Statements.
    void lower_value(const Parser::StatementContext& read, Statement& statement);
    /// The statements whose form no other statement shares.
    void lower_own_form(const Parser::StatementContext& read, Statement& statement);
    /// Those of them that say how an integration or a key is run.
    void lower_operation(const Parser::StatementContext& read, Statement& statement);
    [[nodiscard]] Rotate lower(const Parser::RotateStatementContext& read) const;
    [[nodiscard]] Limit lower(const Parser::LimitStatementContext& read) const;
    [[nodiscard]] Alert lower(const Parser::AlertStatementContext& read);
    [[nodiscard]] Audit lower(const Parser::AuditStatementContext& read);
    [[nodiscard]] Basis lower(const Parser::BasisStatementContext& read);
    [[nodiscard]] Recipient lower(const Parser::RecipientStatementContext& read);
    [[nodiscard]] Revoke lower(const Parser::RevokeStatementContext& read);
    [[nodiscard]] StringsStatement lower(const Parser::StringsStatementContext& read);
    void lower(const Parser::ReviewStatementContext& read, Statement& statement) const;
    [[nodiscard]] Duration lower(const Parser::DurationContext& read) const;
    [[nodiscard]] Duration lower(const Parser::WindowContext& read) const;
    /// Whether the statement may stand in such a block; if not, it is reported.
    [[nodiscard]] bool fits(const Statement& statement, Block::Kind block);

    // Grants and what they are made of.
    [[nodiscard]] Grant lower(const Parser::GrantStatementContext& read);
    void check_clauses(const Parser::GrantStatementContext& read);
    [[nodiscard]] Permits lower(const Parser::PermitsStatementContext& read);
    [[nodiscard]] std::vector<Reference> lower(const Parser::ReferencesContext& read);
    [[nodiscard]] Reference lower(const Parser::ReferenceContext& read);
    [[nodiscard]] FieldList lower(const Parser::FieldListContext& read) const;
    [[nodiscard]] Condition lower(const Parser::ConditionContext& read);
    [[nodiscard]] Literal lower(const Parser::LiteralContext& read);

    const Cut& cut_;
    Complaints& complaints_;
};

}  // namespace latchkey::syntax::antlr
