#include "emit/parts.h"
#include "model/coverage.h"

#include <algorithm>

namespace latchkey::emit {
namespace {

using catalog::Catalog;
using catalog::DataClassSet;
using catalog::Entity;

/// The fields of an allowed operation, all that it takes where they are not restricted; of an
/// entity whose fields the catalogue does not list, its own classes. Body fields that the provider
/// demands besides do not count (language.md, "What a grant covers").
DataClassSet reached(const Catalog& provider, const authority::AllowedOperation& allowed) {
    const catalog::Operation& operation = provider[allowed.operation];
    const Entity& entity = provider[operation.entity];
    if (entity.fields.empty()) {
        return entity.classes;
    }
    model::FieldSet fields = model::fields_of(provider, operation);
    if (allowed.fields.has_value()) {
        fields &= *allowed.fields;
    }
    DataClassSet classes;
    fields.for_each(
        [&](catalog::Id<catalog::Field> field) { classes |= entity.fields[field.index].classes; });
    return classes;
}

/// To receive an event is to read its entity.
DataClassSet reached(const Entity& entity) {
    if (entity.fields.empty()) {
        return entity.classes;
    }
    DataClassSet classes;
    for (const catalog::Field& field : entity.fields) {
        if (field.actions.contains(catalog::Action::read)) {
            classes |= field.classes;
        }
    }
    return classes;
}

DataClassSet reached(const Subject& subject) {
    DataClassSet classes;
    if (subject.retired()) {
        return classes;
    }
    for (const authority::ProviderAuthority& held : subject.authority) {
        const Catalog& provider = subject.input.model->provider(held.provider);
        for (const authority::AllowedOperation& operation : held.operations) {
            classes |= reached(provider, operation);
        }
        for (const authority::AllowedEvent& event : held.events) {
            classes |= reached(provider[provider[event.event].entity]);
        }
    }
    return classes;
}

json::List sorted(std::vector<std::string_view> names) {
    std::ranges::sort(names);
    return {names.begin(), names.end()};
}

json::List classes(const Subject& subject) {
    const DataClassSet set = reached(subject);
    std::vector<std::string_view> names;
    for (std::size_t at = 0; at < catalog::data_class_count; ++at) {
        const auto item = static_cast<catalog::DataClass>(at);
        if (set.contains(item)) {
            names.push_back(to_string(item));
        }
    }
    return sorted(std::move(names));
}

json::List subjects(const model::Integration& integration) {
    std::vector<std::string_view> names;
    for (const model::Subject subject : integration.subjects) {
        names.push_back(to_string(subject));
    }
    return sorted(std::move(names));
}

json::Value basis(const std::optional<model::Basis>& basis) {
    if (!basis.has_value()) {
        return nullptr;
    }
    json::Object value;
    value.add("kind", to_string(basis->kind));
    value.add("reference", text_or_null(basis->reference));
    return value;
}

json::Value recipient(const model::Recipient& recipient) {
    json::Object value;
    value.add("name", std::string_view{recipient.name.value});
    value.add("region", word_or_null(recipient.region));
    value.add("agreement", text_or_null(recipient.agreement));
    return value;
}

}  // namespace

json::Value data(const Subject& subject) {
    const model::Integration& integration = subject.integration;
    json::List recipients;
    for (const model::Recipient& each : integration.recipients) {
        recipients.push_back(recipient(each));
    }
    json::Object value;
    value.add("classes", classes(subject));
    value.add("subjects", subjects(integration));
    value.add("basis", basis(integration.basis));
    value.add("retain_days", integration.retain.has_value()
                                 ? json::count(integration.retain->days())
                                 : json::Value());
    value.add("recipients", std::move(recipients));
    value.add("erase", text_or_null(integration.erase));
    return value;
}

}  // namespace latchkey::emit
