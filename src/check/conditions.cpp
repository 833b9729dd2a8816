#include "check/grant_set.h"
#include "check/lookup.h"

#include <algorithm>
#include <set>

namespace latchkey::check {
namespace {

using catalog::Operation;
using catalog::ValueType;
using std::string_view;

constexpr Message<string_view> no_name{
    "`{}` is neither a field nor a parameter of what the grant covers"};
constexpr Message<string_view, std::string> not_everywhere{
    "`{}` is no parameter of `{}`, which the grant covers too"};
constexpr Message<> narrow{"`via` narrows the grant to the operations that have it"};
constexpr Message<string_view, string_view, string_view> wrong_type{
    "`{}` is of the type {}, and `{}` is not"};
constexpr Message<> quote_it{"a string stands in quotes"};
constexpr Message<string_view> no_literal{"`{}` holds several values: a condition compares one"};

/// Whether a literal may be compared with what has that type. Catalogues know few types better
/// than string, so a date is good enough for one.
bool fits(ValueType type, const syntax::Literal& literal) {
    switch (type) {
        case ValueType::string:
            return std::holds_alternative<syntax::String>(literal.value) ||
                   std::holds_alternative<syntax::Date>(literal.value);
        case ValueType::integer:
        case ValueType::number: return std::holds_alternative<syntax::Integer>(literal.value);
        case ValueType::boolean: return std::holds_alternative<bool>(literal.value);
        case ValueType::date: return std::holds_alternative<syntax::Date>(literal.value);
        case ValueType::object:
        case ValueType::array: return false;
    }
    return false;
}

/// The types that a name has for one operation: as a parameter, and as a field of its entity.
std::vector<ValueType> types_of(const Catalog& catalog, const Operation& operation,
                                string_view name) {
    std::vector<ValueType> types;
    const auto parameter = std::ranges::find(operation.parameters, name, &catalog::Parameter::name);
    if (parameter != operation.parameters.end()) {
        types.push_back(parameter->type);
    }
    if (const catalog::Field* const field = catalog::find_field(catalog[operation.entity], name)) {
        types.push_back(field->type);
    }
    return types;
}

/// Every name that would do.
std::set<string_view> names_in(const Catalog& catalog, const catalog::OperationSet& operations) {
    std::set<string_view> names;
    operations.for_each([&](Id<Operation> id) {
        for (const catalog::Parameter& parameter : catalog[id].parameters) {
            names.insert(parameter.name);
        }
        for (const catalog::Field& field : catalog[catalog[id].entity].fields) {
            names.insert(field.name);
        }
    });
    return names;
}

class Conditions {
public:
    Conditions(Context& context, const GrantSet& set, const model::Grant& grant)
        : context_(context) {
        for (const GrantSet::Held& held : set.held()) {
            covered_.push_back({held.bearer.provider, set.reached(grant, held)});
        }
    }

    void check(const syntax::Condition& condition) {
        std::vector<ValueType> types;
        bool somewhere = false;
        const Operation* without = nullptr;
        for (const auto& [catalog, operations] : covered_) {
            for (const Id<Operation> id : operations.ids()) {
                const std::vector<ValueType> found =
                    types_of(*catalog, (*catalog)[id], condition.name.text);
                somewhere = somewhere || !found.empty();
                without = found.empty() && without == nullptr ? &(*catalog)[id] : without;
                types.insert(types.end(), found.begin(), found.end());
            }
        }
        if (without != nullptr) {
            somewhere ? report_not_everywhere(condition, *without) : report_unknown_name(condition);
        } else if (!types.empty()) {
            check_types(condition, types);
        }
    }

private:
    void report_unknown_name(const syntax::Condition& condition) {
        std::set<string_view> names;
        for (const auto& [catalog, operations] : covered_) {
            names.merge(names_in(*catalog, operations));
        }
        const std::vector<string_view> candidates(names.begin(), names.end());
        report_unknown(context_, ErrorId::unknown_field, context_.at(condition.name.span),
                       no_name(condition.name.text), condition.name.text, candidates);
    }

    void report_not_everywhere(const syntax::Condition& condition, const Operation& without) {
        context_
            .error(ErrorId::unknown_field, condition.name.span,
                   not_everywhere(condition.name.text, spell(without)))
            .note(narrow());
    }

    void check_types(const syntax::Condition& condition, std::span<const ValueType> types) {
        for (const syntax::Literal& literal : condition.values) {
            if (std::ranges::any_of(types, [&](ValueType type) { return fits(type, literal); })) {
                continue;
            }
            const ValueType type = types.front();
            if (type == ValueType::object || type == ValueType::array) {
                context_.error(ErrorId::type_mismatch, condition.name.span,
                               no_literal(condition.name.text));
                return;
            }
            Finding finding =
                context_.error(ErrorId::type_mismatch, literal.span,
                               wrong_type(condition.name.text, to_string(type),
                                          context_.file().source->text(literal.span)));
            if (type == ValueType::string) {
                finding.note(quote_it());
            }
        }
    }

    struct Covered {
        const Catalog* catalog;
        catalog::OperationSet operations;
    };

    Context& context_;
    std::vector<Covered> covered_;
};

}  // namespace

void check_conditions(Context& context, const GrantSet& set, const model::Grant& grant,
                      const GrantState& state) {
    if (state.written->conditions.empty()) {
        return;
    }
    context.enter(*state.file);
    Conditions conditions(context, set, grant);
    for (const syntax::Condition& condition : state.written->conditions) {
        conditions.check(condition);
    }
}

}  // namespace latchkey::check
