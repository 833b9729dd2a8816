#include "syntax/antlr/lower.h"
#include "syntax/header.h"
#include "syntax/words.h"

namespace latchkey::syntax::antlr {
namespace {

using diag::Message;

constexpr Message<> waive_for{
    "a waiver at top level says after the rule what it is for: `for NAME`"};
constexpr Message<> assert_except{
    "an assertion lists the fields it means: `except` goes with `allow`"};

constexpr Message<> accept_except{
    "an acceptance lists the fields it means: `except` goes with `allow`"};

}  // namespace

std::optional<Declaration> Lowering::lower(const Parser::DeclarationContext& read) {
    Declaration made{.span = span(read), .doc = cut_.doc_before(index(read.start)), .value = Use{}};
    if (read.body != nullptr) {
        made.value = lower(*read.body);
    } else if (read.providerUse != nullptr) {
        made.value = Use{.provider = name(*read.providerUse->provider)};
    } else if (read.claim != nullptr) {
        made.value = lower(*read.claim);
    } else if (read.accepted != nullptr) {
        made.value = lower(*read.accepted);
    } else {
        const std::size_t before = complaints_.count();
        Waive waive = lower(*read.waiver);
        if (!waive.subject) {
            complaints_.syntax(waive.rule.span, waive_for());
        }
        if (complaints_.count() != before) {
            return std::nullopt;
        }
        made.value = std::move(waive);
    }
    return made;
}

Block Lowering::lower(const Parser::BlockContext& read) {
    const std::size_t before = complaints_.count();
    const Parser::HeaderContext& head = *read.head;
    const auto title = head.title == nullptr ? std::nullopt : std::optional(index(head.title));
    Block block = begin_block(cut_, *block_kind(kind(head.kind)), index(head.declared->start),
                              title, complaints_);
    block.statements.reserve(read.statements.size());
    for (const Parser::StatementContext* one : read.statements) {
        if (std::optional<Statement> statement = lower(*one, block.kind)) {
            block.statements.push_back(std::move(*statement));
        }
    }
    block.body = cover(span(head.open), span(read.stop));
    block.has_errors = complaints_.count() != before;
    return block;
}

Waive Lowering::lower(const Parser::WaiveContext& read) {
    return {.rule = name(*read.rule_),
            .subject = optional_name(read.subject),
            .until = date(read.until),
            .because = text(read.because),
            .by = name(*read.team)};
}

void Lowering::lower(const Parser::AssertSubjectContext& read, Assertion& claim) const {
    if (read.every == nullptr) {
        claim.subject = name(*read.one);
        return;
    }
    if (read.kind == nullptr) {
        claim.subject = cut_.name(index(read.every));
        return;
    }
    const bool credentials = kind(read.kind) == Kind::credential;
    claim.subjects = credentials ? Assertion::Subjects::every_credential
                                 : Assertion::Subjects::every_integration;
    claim.with_purpose = optional_name(read.purpose);
    claim.owned_by = optional_name(read.team);
    claim.except = names(read.except);
}

Assertion Lowering::lower(const Parser::AssertionContext& read) {
    Assertion claim;
    lower(*read.subject, claim);
    claim.can = kind(read.verdict) == Kind::can;
    if (read.operations != nullptr) {
        claim.form = Assertion::Form::call;
        claim.operations = lower(*read.operations);
        return claim;
    }
    if (read.events != nullptr) {
        claim.form = Assertion::Form::receive;
        claim.events = lower(*read.events);
        return claim;
    }
    claim.actions = names(read.actions->actions);
    claim.entities = lower(*read.entities);
    if (read.fields != nullptr) {
        claim.fields = lower(*read.fields);
        if (claim.fields->except) {
            complaints_.syntax(span(read.fields->except), assert_except());
        }
    }
    return claim;
}

Acceptance Lowering::lower(const Parser::AcceptanceContext& read) {
    Acceptance accepted;
    accepted.subject = name(*read.subject);
    if (read.gained != nullptr) {
        accepted.power = span(*read.gained);
        lower(*read.gained, accepted);
    } else {
        accepted.change = Acceptance::Change::weakening;
        accepted.form = Acceptance::Form::controls;
        accepted.controls = names(read.controls);
        accepted.power = cover(accepted.controls.front().span, accepted.controls.back().span);
    }
    accepted.because = text(read.because);
    accepted.by = name(*read.team);
    return accepted;
}

void Lowering::lower(const Parser::PowerContext& read, Acceptance& accepted) {
    using Form = Acceptance::Form;
    if (read.operations != nullptr) {
        accepted.form = Form::call;
        accepted.operations = lower(*read.operations);
    } else if (read.events != nullptr) {
        accepted.form = Form::receive;
        accepted.events = lower(*read.events);
    } else if (read.scopes != nullptr) {
        accepted.form = Form::scopes;
        accepted.scopes = lower(*read.scopes);
    } else if (!read.levels.empty()) {
        accepted.form = Form::level;
        accepted.levels = names(read.levels);
    } else if (read.account != nullptr) {
        accepted.form = Form::account;
        accepted.account = text(read.account);
    } else {
        accepted.actions = names(read.others);
        accepted.actions.insert(accepted.actions.begin(), name(*read.first));
        accepted.entities = lower(*read.entities);
    }
    if (read.fields != nullptr) {
        accepted.fields = lower(*read.fields);
        if (accepted.fields->except) {
            complaints_.syntax(span(read.fields->except), accept_except());
        }
    }
}

}  // namespace latchkey::syntax::antlr
