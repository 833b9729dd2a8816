#include "source/assert.h"
#include "syntax/antlr/lower.h"
#include "syntax/words.h"

namespace latchkey::syntax::antlr {
namespace {

using diag::Message;
using std::string_view;

constexpr Message<string_view, string_view, string_view> wrong_block{
    "`{}` belongs in {}, not in {}"};
constexpr Message<string_view, string_view> what_block_has{"{} has `{}`"};
constexpr Message<> review_of_purpose{"a purpose bounds the interval: `review within 90 days`"};
constexpr Message<> review_of_integration{
    "an integration says when it was reviewed: `review every 90 days last 2026-10-01`"};
constexpr Message<string_view> waive_for{
    "a waiver inside {} has no `for`: it is for what it stands in"};

/// What a person may have meant by a statement of another kind of block.
string_view counterpart(Word word, Block::Kind block) {
    if (block == Block::Kind::purpose) {
        return word == Word::allow    ? "permits"
               : word == Word::scopes ? "permits"
               : word == Word::retain ? "review within"
                                      : "";
    }
    if (block == Block::Kind::integration) {
        return word == Word::permits    ? "allow"
               : word == Word::provider ? "uses"
               : word == Word::store    ? "uses"
               : word == Word::contact  ? "owner"
               : word == Word::extends  ? "include"
                                        : "";
    }
    return block == Block::Kind::role && word == Word::permits ? "allow" : "";
}

}  // namespace

std::optional<Statement> Lowering::lower(const Parser::StatementContext& read, Block::Kind block) {
    const std::optional<Word> word = statement_word(kind(read.start));
    LATCHKEY_ASSERT(word.has_value());
    Statement statement{.word = *word,
                        .word_span = span(read.start),
                        .span = span(read),
                        .doc = cut_.doc_before(index(read.start)),
                        .value = {}};
    lower_value(read, statement);
    return fits(statement, block) ? std::optional(std::move(statement)) : std::nullopt;
}

bool Lowering::fits(const Statement& statement, Block::Kind block) {
    if (!belongs(statement.word, block)) {
        auto finding = complaints_.syntax(
            statement.word_span,
            wrong_block(to_string(statement.word), homes(statement.word), with_article(block)));
        if (const string_view other = counterpart(statement.word, block); !other.empty()) {
            finding.note(what_block_has(with_article(block), other));
        }
        return false;
    }
    const bool of_purpose = block == Block::Kind::purpose;
    if (statement.word == Word::review &&
        std::holds_alternative<ReviewWithin>(statement.value) != of_purpose) {
        complaints_.syntax(statement.span,
                           of_purpose ? review_of_purpose() : review_of_integration());
        return false;
    }
    const auto* const waive = std::get_if<Waive>(&statement.value);
    if (waive != nullptr && waive->subject) {
        const Span subject{waive->rule.span.end, waive->subject->span.end};
        complaints_.syntax(waive->subject->span, waive_for(with_article(block)))
            .fix(Fix::Safety::safe, "leave it out", {{cut_.at(subject), ""}});
        return false;
    }
    return true;
}

void Lowering::lower_value(const Parser::StatementContext& read, Statement& statement) {
    if (read.grant != nullptr) {
        statement.value = lower(*read.grant);
    } else if (read.oneName != nullptr) {
        statement.value = NameStatement{name(*read.oneName->value)};
    } else if (read.manyNames != nullptr) {
        statement.value = NamesStatement{names(read.manyNames->values)};
    } else if (read.oneString != nullptr) {
        statement.value = StringStatement{text(read.oneString->text)};
    } else if (read.manyStrings != nullptr) {
        statement.value = lower(*read.manyStrings);
    } else if (read.date != nullptr) {
        statement.value = DateStatement{date(read.date->day)};
    } else {
        lower_own_form(read, statement);
    }
}

void Lowering::lower_own_form(const Parser::StatementContext& read, Statement& statement) {
    switch (statement.word) {
        case Word::store:
            statement.value = Store{name(*read.store->kind), text(read.store->key)};
            break;
        case Word::scopes: statement.value = Scopes{lower(*read.scopes->scopes)}; break;
        case Word::retain: statement.value = Retain{lower(*read.retain->period)}; break;
        case Word::permits: statement.value = lower(*read.permits); break;
        case Word::review: lower(*read.review, statement); break;
        case Word::waive: statement.value = lower(*read.waiver); break;
        default: lower_operation(read, statement); break;
    }
}

void Lowering::lower_operation(const Parser::StatementContext& read, Statement& statement) {
    switch (statement.word) {
        case Word::rotate: statement.value = lower(*read.rotate); break;
        case Word::limit: statement.value = lower(*read.limit); break;
        case Word::alert: statement.value = lower(*read.alert); break;
        case Word::audit: statement.value = lower(*read.audit); break;
        case Word::basis: statement.value = lower(*read.basis); break;
        case Word::recipient: statement.value = lower(*read.recipient); break;
        default: statement.value = lower(*read.revoke); break;
    }
}

Duration Lowering::lower(const Parser::DurationContext& read) const {
    return {.count = integer(read.count), .unit = name(*read.unit), .span = span(read)};
}

Duration Lowering::lower(const Parser::WindowContext& read) const {
    const Name unit = name(*read.unit);
    const Integer none{.text = {}, .span = {unit.span.begin, unit.span.begin}};
    return {.count = read.count == nullptr ? none : integer(read.count),
            .unit = unit,
            .span = span(read)};
}

StringsStatement Lowering::lower(const Parser::StringsStatementContext& read) {
    StringsStatement statement;
    for (const antlr4::Token* one : read.texts) {
        statement.texts.push_back(text(one));
    }
    return statement;
}

Rotate Lowering::lower(const Parser::RotateStatementContext& read) const {
    Rotate rotate{.every = lower(*read.interval), .overlap = {}};
    if (read.overlap != nullptr) {
        rotate.overlap = lower(*read.overlap);
    }
    return rotate;
}

Limit Lowering::lower(const Parser::LimitStatementContext& read) const {
    return {.requests = integer(read.count), .per = lower(*read.per)};
}

Alert Lowering::lower(const Parser::AlertStatementContext& read) {
    Alert alert;
    alert.signal_span = span(read.signal);
    switch (kind(read.signal)) {
        case Kind::volume:
            alert.signal = Alert::Signal::volume;
            alert.above_count = integer(read.count);
            break;
        case Kind::errors:
            alert.signal = Alert::Signal::errors;
            alert.above_share = {cut_.text(index(read.share)), span(read.share)};
            break;
        case Kind::denied: alert.signal = Alert::Signal::denied; break;
        default: alert.signal = Alert::Signal::unknown_source; break;
    }
    if (read.per != nullptr) {
        alert.per = lower(*read.per);
    }
    alert.to = text(read.to);
    return alert;
}

Audit Lowering::lower(const Parser::AuditStatementContext& read) {
    Audit audit{.to = text(read.to), .keep = {}};
    if (read.keep != nullptr) {
        audit.keep = lower(*read.keep);
    }
    return audit;
}

Basis Lowering::lower(const Parser::BasisStatementContext& read) {
    return {.kind = name(*read.kind), .reference = optional_text(read.text)};
}

Recipient Lowering::lower(const Parser::RecipientStatementContext& read) {
    return {.name = text(read.who),
            .region = optional_name(read.region),
            .agreement = optional_text(read.agreement)};
}

void Lowering::lower(const Parser::ReviewStatementContext& read, Statement& statement) const {
    if (read.bound != nullptr) {
        statement.value = ReviewWithin{lower(*read.bound)};
        return;
    }
    statement.value = Review{
        .every = lower(*read.interval), .last = date(read.last), .by = optional_name(read.team)};
}

Revoke Lowering::lower(const Parser::RevokeStatementContext& read) {
    Revoke revoke{.runbook = text(read.runbook), .within = {}};
    if (read.bound != nullptr) {
        revoke.within = lower(*read.bound);
    }
    return revoke;
}

}  // namespace latchkey::syntax::antlr
