#include "syntax/antlr/lower.h"

namespace latchkey::syntax::antlr {
namespace {

using diag::Message;
using std::string_view;

constexpr Message<string_view> deny_clause{"`{}` goes with `allow`: a `deny` holds always"};
constexpr Message<> deny_because{"`because` goes with `allow`: a `deny` needs no reason"};
constexpr Message<> deny_except{
    "a `deny` lists the fields it takes away: `except` goes with `allow`"};
constexpr Message<> deny_receive{
    "`receive` goes with `allow`: an event that is not allowed is not received"};
constexpr Message<> receive_where{"`where` does not go with `receive`: an event comes whole"};
constexpr Message<> blank_at_colon{"a qualified name has no blanks around its `:`"};

}  // namespace

Grant Lowering::lower(const Parser::GrantStatementContext& read) {
    Grant grant;
    grant.effect = kind(read.effect) == Kind::allow ? Grant::Effect::allow : Grant::Effect::deny;
    if (read.operations != nullptr) {
        grant.operations = lower(*read.operations);
    }
    if (read.events != nullptr) {
        grant.form = Grant::Form::receive;
        grant.events = lower(*read.events);
    } else if (read.form != nullptr) {
        grant.form = Grant::Form::call;
    } else {
        grant.actions = names(read.actions->actions);
        grant.entities = lower(*read.entities);
    }
    if (read.fields != nullptr) {
        grant.fields = lower(*read.fields);
    }
    for (const Parser::ConditionContext* condition : read.conditions) {
        grant.conditions.push_back(lower(*condition));
    }
    grant.because = optional_text(read.because);
    check_clauses(read);
    return grant;
}

void Lowering::check_clauses(const Parser::GrantStatementContext& read) {
    const auto refuse = [&](const antlr4::Token* word, std::string message) {
        if (word != nullptr) {
            complaints_.syntax(span(word), std::move(message));
        }
    };
    if (kind(read.effect) == Kind::allow) {
        refuse(read.events == nullptr ? nullptr : read.where, receive_where());
        return;
    }
    refuse(read.events == nullptr ? nullptr : read.form, deny_receive());
    refuse(read.fields == nullptr ? nullptr : read.fields->except, deny_except());
    refuse(read.via, deny_clause("via"));
    refuse(read.where, deny_clause("where"));
    refuse(read.reason, deny_because());
}

Permits Lowering::lower(const Parser::PermitsStatementContext& read) {
    return {.actions = names(read.actions->actions), .entities = lower(*read.entities)};
}

std::vector<Reference> Lowering::lower(const Parser::ReferencesContext& read) {
    std::vector<Reference> found;
    found.reserve(read.items.size());
    for (const Parser::ReferenceContext* item : read.items) {
        found.push_back(lower(*item));
    }
    return found;
}

Reference Lowering::lower(const Parser::ReferenceContext& read) {
    Reference reference;
    reference.span = span(read);
    if (read.colon != nullptr) {
        reference.provider = name(*read.value);
        const std::size_t colon = index(read.colon);
        if (!cut_.touches_previous(colon) || !cut_.touches_previous(colon + 1)) {
            const Span blanks{cut_.span(colon - 1).end, cut_.span(colon + 1).begin};
            complaints_.syntax(span(read.colon), blank_at_colon())
                .fix(Fix::Safety::safe, "close the gap", {{cut_.at(blanks), ":"}});
        }
    }
    if (read.quoted != nullptr) {
        String value = text(read.quoted);
        reference.quoted = true;
        reference.value = std::move(value.value);
        reference.value_span = value.span;
        return reference;
    }
    const Name value = name(read.colon == nullptr ? *read.value : *read.member);
    reference.value = value.text;
    reference.value_span = value.span;
    return reference;
}

FieldList Lowering::lower(const Parser::FieldListContext& read) const {
    FieldList list;
    list.except = read.except != nullptr;
    list.span = span(read);
    list.items.reserve(read.items.size());
    for (const Parser::FieldContext* item : read.items) {
        const bool is_class = item->value != nullptr;
        list.items.push_back({.is_class = is_class,
                              .name = is_class ? name(*item->value) : name(*item),
                              .span = span(*item)});
    }
    return list;
}

Condition Lowering::lower(const Parser::ConditionContext& read) {
    Condition condition;
    condition.name = name(*read.parameter);
    condition.span = span(read);
    switch (kind(read.op)) {
        case Kind::equal: condition.op = Condition::Operator::equal; break;
        case Kind::not_equal: condition.op = Condition::Operator::not_equal; break;
        default: condition.op = Condition::Operator::in; break;
    }
    for (const Parser::LiteralContext* value : read.values) {
        condition.values.push_back(lower(*value));
    }
    return condition;
}

Literal Lowering::lower(const Parser::LiteralContext& read) {
    const antlr4::Token* const token = read.start;
    switch (kind(token)) {
        case Kind::string: return {text(token), span(token)};
        case Kind::integer: return {integer(token), span(token)};
        case Kind::date: return {date(token), span(token)};
        default: return {kind(token) == Kind::true_, span(token)};
    }
}

}  // namespace latchkey::syntax::antlr
