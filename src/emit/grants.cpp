#include "emit/parts.h"

#include <algorithm>
#include <tuple>

namespace latchkey::emit {
namespace {

using model::Grant;

json::List words(const std::vector<model::Word>& words) {
    json::List list;
    for (const model::Word& word : words) {
        list.emplace_back(word.text);
    }
    return list;
}

/// Whether a field is part of what a target grants or denies at all.
bool concerns(const model::Target& target, const catalog::Field& field) {
    const auto named = [&](model::Id<catalog::Verb> verb) {
        return std::ranges::find(target.verbs, verb) != target.verbs.end();
    };
    return target.any_action || field.actions.intersects(target.actions) ||
           std::ranges::any_of(field.verbs, named) ||
           (target.all_but_read &&
            (field.actions.intersects(catalog::write_actions) || !field.verbs.empty()));
}

/// The fields that a grant's list names, or leaves out after `except`: classes are spelt out as
/// their fields. Sorted, each once.
json::Value fields(const model::Model& model, const Grant& grant, bool except) {
    if (!grant.written_fields.has_value() || grant.written_fields->except != except) {
        return nullptr;
    }
    std::vector<std::string_view> names;
    for (const model::Target& target : grant.targets) {
        if (!target.entity.has_value() || !target.fields.has_value()) {
            continue;
        }
        const std::span<const catalog::Field> fields =
            model.provider(target.provider)[*target.entity].fields;
        for (std::uint32_t at = 0; at < fields.size(); ++at) {
            if (concerns(target, fields[at]) && target.fields->contains({at}) != except) {
                names.push_back(fields[at].name);
            }
        }
    }
    std::ranges::sort(names);
    // Not of std::ranges: Clang 14 has no use for libstdc++'s subrange.
    return json::List(names.begin(), std::unique(names.begin(), names.end()));
}

/// Sorted by path, then method; each once, however often and under whatever spelling it is named.
json::List operations(const model::Model& model, const Grant& grant) {
    const auto order = [&](const model::OperationRef& reference) {
        return std::tuple(listed_at(model.provider(reference.provider)[reference.operation]),
                          reference.provider);
    };
    std::vector<model::OperationRef> sorted = grant.operations;
    std::ranges::sort(sorted, {}, order);
    const auto same = [&](const model::OperationRef& left, const model::OperationRef& right) {
        return order(left) == order(right);
    };
    sorted.erase(std::unique(sorted.begin(), sorted.end(), same), sorted.end());
    json::List list;
    for (const model::OperationRef& reference : sorted) {
        list.emplace_back(operation_name(model.provider(reference.provider)[reference.operation]));
    }
    return list;
}

json::List events(const model::Model& model, const Grant& grant) {
    json::List list;
    for (const model::EventRef& reference : grant.events) {
        list.emplace_back(model.provider(reference.provider)[reference.event].name);
    }
    return list;
}

std::string_view operator_sign(model::Condition::Operator op) {
    switch (op) {
        case model::Condition::Operator::equal: return "=";
        case model::Condition::Operator::not_equal: return "!=";
        case model::Condition::Operator::in: return "in";
    }
    return "=";
}

json::Value literal(const std::string& text) {
    return std::string_view{text};
}
json::Value literal(std::int64_t number) {
    return number;
}
json::Value literal(bool flag) {
    return flag;
}

json::Value grant(const Input& input, const Grant& grant) {
    const model::Model& model = *input.model;
    const bool is_call = grant.form == Grant::Form::call;
    json::List conditions;
    for (const model::Condition& each : grant.conditions) {
        conditions.emplace_back(condition(each));
    }
    json::Object value;
    value.reserve(13);
    value.add("effect", grant.effect == Grant::Effect::allow ? "allow" : "deny");
    value.add("actions", words(grant.actions));
    value.add("entities", words(grant.entities));
    value.add("fields", fields(model, grant, false));
    value.add("except", fields(model, grant, true));
    value.add("via", is_call ? json::List() : operations(model, grant));
    value.add("operations", is_call ? operations(model, grant) : json::List());
    value.add("events", events(model, grant));
    value.add("conditions", std::move(conditions));
    value.add("description", description_or_null(grant.description));
    value.add("because", text_or_null(grant.because));
    value.add("source", place(input, grant.where));
    value.add("role", name_or_null(model.roles, grant.role));
    return value;
}

}  // namespace

json::Object condition(const model::Condition& condition) {
    json::List values;
    for (const model::Condition::Value& value : condition.values) {
        values.push_back(std::visit([](const auto& item) { return literal(item); }, value));
    }
    json::Object value;
    value.add("name", condition.name.text);
    value.add("operator", operator_sign(condition.op));
    value.add("values", std::move(values));
    return value;
}

json::Value grants(const Subject& subject) {
    json::List list;
    for (const model::Id<Grant> id : subject.integration.grants) {
        list.push_back(grant(subject.input, subject.input.model->grants[id]));
    }
    return list;
}

}  // namespace latchkey::emit
