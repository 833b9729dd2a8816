#include "format/describe.h"

#include <optional>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

namespace latchkey::format_test {
namespace {

namespace syntax = latchkey::syntax;

/// Writes values one after the other, each with its length, so that no two trees look alike.
class Description {
public:
    template <typename... Values>
    void add(const Values&... values) {
        (write(values), ...);
    }

    std::string text;

private:
    void write(std::string_view value) {
        text += std::to_string(value.size());
        text += ':';
        text += value;
        text += ' ';
    }
    template <typename Number>
    requires std::is_enum_v<Number> || std::is_same_v<Number, bool>
    void write(Number value) { text += '#' + std::to_string(static_cast<int>(value)) + ' '; }
    template <typename Item>
    void write(const std::vector<Item>& items) {
        text += "[ ";
        for (const Item& item : items) {
            write(item);
        }
        text += "] ";
    }
    template <typename Value>
    void write(const std::optional<Value>& value) {
        text += value ? "( " : "- ";
        if (value) {
            write(*value);
            text += ") ";
        }
    }
    template <typename... Alternatives>
    void write(const std::variant<Alternatives...>& value) {
        text += '<' + std::to_string(value.index()) + ' ';
        std::visit([this](const auto& one) { this->write(one); }, value);
        text += "> ";
    }

    void write(std::monostate /*nothing*/) {}
    void write(const syntax::Name& value) { write(value.text); }
    void write(const syntax::String& value) { write(std::string_view(value.value)); }
    void write(const syntax::Reference& value) {
        add(value.provider, std::string_view(value.value), value.quoted);
    }
    void write(const syntax::Integer& value) { write(value.text); }
    void write(const syntax::Percentage& value) { write(value.text); }
    void write(const syntax::Date& value) { write(value.text); }
    void write(const syntax::Duration& value) { add(value.count, value.unit); }
    void write(const syntax::Doc& value) { write(std::string_view(value.text)); }
    void write(const syntax::FieldList& value) { add(value.except, value.items); }
    void write(const syntax::FieldList::Item& value) { add(value.is_class, value.name); }
    void write(const syntax::Literal& value) { write(value.value); }
    void write(const syntax::Condition& value) { add(value.name, value.op, value.values); }
    void write(const syntax::Grant& value) {
        add(value.effect, value.form, value.actions, value.entities, value.fields, value.operations,
            value.events, value.conditions, value.because);
    }
    void write(const syntax::NameStatement& value) { write(value.name); }
    void write(const syntax::NamesStatement& value) { write(value.names); }
    void write(const syntax::StringStatement& value) { write(value.text); }
    void write(const syntax::StringsStatement& value) { write(value.texts); }
    void write(const syntax::DateStatement& value) { write(value.date); }
    void write(const syntax::Store& value) { add(value.kind, value.reference); }
    void write(const syntax::Rotate& value) { add(value.every, value.overlap); }
    void write(const syntax::Scopes& value) { write(value.scopes); }
    void write(const syntax::Limit& value) { add(value.requests, value.per); }
    void write(const syntax::Alert& value) {
        add(value.signal, value.above_count, value.above_share, value.per, value.to);
    }
    void write(const syntax::Audit& value) { add(value.to, value.keep); }
    void write(const syntax::Basis& value) { add(value.kind, value.reference); }
    void write(const syntax::Retain& value) { write(value.period); }
    void write(const syntax::Recipient& value) { add(value.name, value.region, value.agreement); }
    void write(const syntax::Review& value) { add(value.every, value.last, value.by); }
    void write(const syntax::Revoke& value) { add(value.runbook, value.within); }
    void write(const syntax::Permits& value) { add(value.actions, value.entities); }
    void write(const syntax::ReviewWithin& value) { write(value.period); }
    void write(const syntax::Waive& value) {
        add(value.rule, value.subject, value.until, value.because, value.by);
    }
    void write(const syntax::Statement& value) { add(value.word, value.doc, value.value); }
    void write(const syntax::Block& value) {
        add(value.kind, value.name, value.title, value.statements, value.has_errors);
    }
    void write(const syntax::Use& value) { write(value.provider); }
    void write(const syntax::Assertion& value) {
        add(value.subjects, value.subject, value.with_purpose, value.owned_by, value.except,
            value.can, value.form, value.actions, value.entities, value.fields, value.operations,
            value.events);
    }
    void write(const syntax::Acceptance& value) {
        add(value.change, value.form, value.subject, value.actions, value.entities, value.fields,
            value.operations, value.events, value.scopes, value.levels, value.account,
            value.controls, value.because, value.by);
    }
    void write(const syntax::Declaration& value) { add(value.doc, value.value); }
};

}  // namespace

std::string describe(const syntax::Tree& tree) {
    Description description;
    description.add(tree.declarations, tree.has_errors);
    return description.text;
}

}  // namespace latchkey::format_test
