#include "workspace/explain_parts.h"

#include <algorithm>
#include <map>
#include <set>

namespace latchkey::workspace {
namespace {

using catalog::Catalog;
using catalog::Id;
using catalog::Operation;
using std::string;
using std::string_view;

string heading(string_view kind, string_view name, const Catalog& provider) {
    const string_view origin =
        provider.origin == catalog::Origin::shipped ? "" : " (from this workspace)";
    return "# " + string(kind) + " `" + string(name) + "` of " + string(provider.title) +
           string(origin) + "\n\n";
}

string operation_line(const Operation& operation) {
    return "  " + operation_name(operation) + (operation.deprecated ? "  (deprecated)" : "") + "\n";
}

/// Operations under headings "contact: delete", in the order of entity and verb.
string grouped(const Catalog& provider, std::span<const Id<Operation>> operations) {
    std::map<std::pair<string_view, string_view>, string> groups;
    for (const Id<Operation> id : operations) {
        const Operation& operation = provider[id];
        groups[{provider[operation.entity].id, provider[operation.verb].id}] +=
            operation_line(operation);
    }
    string text;
    for (const auto& [group, lines] : groups) {
        text += string(group.first) + ": " + string(group.second) + "\n" + lines;
    }
    return text;
}

/// "2 of them: `POST /contacts/` and `PUT /contacts/{contactId}`".
string used_of(const Catalog& provider, std::span<const Id<Operation>> opened,
               const catalog::OperationSet& allowed) {
    std::vector<string> names;
    for (const Id<Operation> id : opened) {
        if (allowed.contains(id)) {
            names.push_back(operation_name(provider[id]));
        }
    }
    if (names.empty()) {
        return "none of them";
    }
    const std::vector<string_view> views(names.begin(), names.end());
    return std::to_string(names.size()) + " of them: " + join_code(views, 6);
}

/// Which integrations hold a scope, and how much of it each one needs.
string holders(const Analysis::Data& data, model::ProviderId provider, Id<catalog::Scope> scope) {
    string text;
    const Catalog& facts = data.model.provider(provider);
    for (const model::Integration& integration : data.model.integrations) {
        for (const authority::ProviderAuthority& held :
             data.authorities[{data.model.integrations.id_of(integration).index}].providers) {
            if (held.provider != provider || !held.held.contains(scope)) {
                continue;
            }
            text += "- `" + string(integration.name.text) + "` uses " +
                    used_of(facts, facts[scope].operations, held.allowed) + "\n";
        }
    }
    return text.empty() ? "No integration of this workspace holds it.\n"
                        : "Held in this workspace by:\n\n" + text;
}

string requirement(const Catalog& provider, const Operation& operation) {
    if (!operation.requirement_known) {
        return "The provider does not state which scope it needs.";
    }
    if (operation.alternatives.empty()) {
        return "It needs no scope.";
    }
    string text = "Scope: ";
    for (std::size_t index = 0; index < operation.alternatives.size(); ++index) {
        std::vector<string_view> names;
        for (const Id<catalog::Scope> scope : operation.alternatives[index]) {
            names.push_back(provider[scope].id);
        }
        text += (index == 0 ? "" : ", or ") + join_code(names);
    }
    return text + ".";
}

string base_actions(const Operation& operation) {
    std::vector<string_view> names;
    for (const catalog::Action action : {catalog::Action::read, catalog::Action::create,
                                         catalog::Action::update, catalog::Action::remove}) {
        if (operation.actions.contains(action)) {
            names.push_back(to_string(action));
        }
    }
    return names.empty() ? "only its own verb grants it" : "granted by " + join_code(names);
}

string effects(const Operation& operation) {
    std::vector<string_view> names;
    for (std::size_t index = 0; index < catalog::effect_count; ++index) {
        if (operation.effects.contains(static_cast<catalog::Effect>(index))) {
            names.push_back(to_string(static_cast<catalog::Effect>(index)));
        }
    }
    return names.empty() ? "" : "Effects: " + join_code(names) + ".\n";
}

string class_names(catalog::DataClassSet classes) {
    string text;
    for (std::size_t index = 0; index < catalog::data_class_count; ++index) {
        if (classes.contains(static_cast<catalog::DataClass>(index))) {
            text += (text.empty() ? "" : ", ") +
                    string(to_string(static_cast<catalog::DataClass>(index)));
        }
    }
    return text;
}

string field_row(const Catalog& provider, const catalog::Field& field) {
    string actions;
    for (const catalog::Action action : {catalog::Action::read, catalog::Action::create,
                                         catalog::Action::update, catalog::Action::remove}) {
        if (field.actions.contains(action)) {
            actions += (actions.empty() ? "" : ", ") + string(to_string(action)) +
                       (field.required.contains(action) ? "!" : "");
        }
    }
    for (const Id<catalog::Verb> verb : field.verbs) {
        actions += (actions.empty() ? "" : ", ") + string(provider[verb].id);
    }
    return "| " + string(field.name) + " | " + string(to_string(field.type)) + " | " +
           class_names(field.classes) + " | " + actions + " |\n";
}

}  // namespace

string explain_scope(const Analysis::Data& data, model::ProviderId provider_id, string_view id) {
    const Catalog& provider = data.model.provider(provider_id);
    const auto found = provider.find_scope(id);
    if (!found) {
        return {};
    }
    const catalog::Scope& scope = provider[*found];
    string text = heading("Scope", id, provider);
    text += "Tier `" + string(to_string(scope.tier)) + "`" +
            (scope.reason.empty() ? "" : ": " + string(scope.reason)) +
            ". Status: " + string(to_string(scope.status)) +
            (scope.user_role ? ", also a permission of human users" : "") +
            ". Levels: " + level_names(provider, scope.levels) + ".\n\n";
    text += "It opens " + count_of(scope.operations.size(), "operation") +
            (scope.operations.empty() ? ".\n" : ":\n\n");
    text += grouped(provider, scope.operations);
    if (!scope.implies.empty()) {
        std::vector<string_view> names;
        for (const Id<catalog::Scope> implied : scope.implies) {
            names.push_back(provider[implied].id);
        }
        text += "\nIt implies " + join_code(names) + ", and opens what " +
                (names.size() == 1 ? "that one does" : "they do") + " as well.\n";
    }
    if (!scope.events.empty()) {
        std::vector<string_view> names;
        for (const Id<catalog::Event> event : scope.events) {
            names.push_back(provider[event].name);
        }
        text += "\nand the events " + join_code(names) + ".\n";
    }
    return text + "\n" + holders(data, provider_id, *found);
}

string explain_operation(const Analysis::Data& data, model::ProviderId provider_id,
                         string_view id) {
    const Catalog& provider = data.model.provider(provider_id);
    const std::size_t blank = id.find(' ');
    const auto method =
        blank == string_view::npos ? std::nullopt : catalog::find_method(id.substr(0, blank));
    const auto match =
        method ? catalog::match_operation(provider, *method, id.substr(blank + 1)) : std::nullopt;
    if (!match) {
        return {};
    }
    const Operation& operation = provider[match->operation];
    string text = heading("Operation", operation_name(operation), provider);
    text += "`" + string(provider[operation.verb].id) + "` on `" +
            string(provider[operation.entity].id) + "`; " + base_actions(operation) +
            (operation.named ? ", and only when its verb is named" : "") + ".\n";
    text += requirement(provider, operation) +
            " Levels: " + level_names(provider, operation.levels) + ".\n" + effects(operation);
    text += operation.deprecated ? "Deprecated.\n" : "";
    text += "Id `" + string(operation.id) +
            "`; evidence: " + string(to_string(operation.evidence)) + ".\n";
    string users;
    for (const model::Integration& integration : data.model.integrations) {
        for (const authority::ProviderAuthority& held :
             data.authorities[{data.model.integrations.id_of(integration).index}].providers) {
            if (held.provider == provider_id && (held.allowed.contains(match->operation) ||
                                                 held.residual.contains(match->operation))) {
                users += "- `" + string(integration.name.text) + "` " +
                         (held.allowed.contains(match->operation) ? "may use it\n"
                                                                  : "may not, but its key could\n");
            }
        }
    }
    return text + (users.empty() ? "" : "\nIn this workspace:\n\n" + users);
}

string explain_event(const Analysis::Data& data, model::ProviderId provider_id, string_view id) {
    const Catalog& provider = data.model.provider(provider_id);
    const auto found = provider.find_event(id);
    if (!found) {
        return {};
    }
    const catalog::Event& event = provider[*found];
    const string scope = event.scope ? "Scope: `" + string(provider[*event.scope].id) + "`."
                                     : "The provider does not state which scope it needs.";
    return heading("Event", id, provider) + "A webhook about `" +
           string(provider[event.entity].id) + "`. " + scope + "\n";
}

string explain_entity(const Analysis::Data& data, model::ProviderId provider_id, string_view id) {
    const Catalog& provider = data.model.provider(provider_id);
    const auto found = provider.find_entity(id);
    if (!found) {
        return {};
    }
    const catalog::Entity& entity = provider[*found];
    string text = heading("Entity", id, provider);
    text +=
        "Data classes where a field has none of its own: " + class_names(entity.classes) + ".\n\n";
    text += grouped(provider, entity.operations);
    if (!entity.fields.empty()) {
        text += "\n| field | type | class | part of (! = required) |\n|---|---|---|---|\n";
        for (const catalog::Field& field : entity.fields) {
            text += field_row(provider, field);
        }
    }
    return text;
}

}  // namespace latchkey::workspace
