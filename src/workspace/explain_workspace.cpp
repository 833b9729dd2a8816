#include "workspace/explain_parts.h"

#include <algorithm>

namespace latchkey::workspace {
namespace {

using catalog::Catalog;
using catalog::Id;
using catalog::Operation;
using std::string;
using std::string_view;

template <typename T>
const T* find_named(const model::Store<T>& store, string_view name) {
    const auto found =
        std::ranges::find_if(store, [&](const T& item) { return item.name.text == name; });
    return found == store.end() ? nullptr : &*found;
}

string scope_names(const Catalog& provider, const std::vector<Id<catalog::Scope>>& scopes) {
    std::vector<string_view> names;
    for (const Id<catalog::Scope> scope : scopes) {
        names.push_back(provider[scope].id);
    }
    return join_code(names);
}

/// The operations of the integration that need a scope, each with the grants that allow it.
string needed_scope(const Analysis::Data& data, const model::Integration& integration,
                    const authority::ProviderAuthority& held,
                    const authority::NeededScope& needed) {
    const Catalog& provider = data.model.provider(held.provider);
    string text = "- `" + string(provider[needed.scope].id) + "` (" +
                  string(to_string(provider[needed.scope].tier)) + ") for\n";
    for (const Id<Operation> id : needed.operations) {
        const auto allowed =
            std::ranges::find(held.operations, id, &authority::AllowedOperation::operation);
        text += "  - " + operation_name(provider[id]);
        for (const std::uint32_t grant : allowed->grants) {
            text += ", granted at " +
                    place_of(data, data.model.grants[integration.grants[grant]].where);
        }
        text += "\n";
    }
    for (const Id<catalog::Event> event : needed.events) {
        text += "  - webhook " + string(provider[event].name) + "\n";
    }
    return text;
}

string residual(const Catalog& provider, const authority::ProviderAuthority& held, bool gateway) {
    const std::size_t count = held.residual.count();
    if (count == 0) {
        return "The key can do nothing besides.\n";
    }
    string text =
        "The key can do " + count_of(count, "operation") + " besides, which " +
        (gateway ? "the gateway can withhold" : "nothing withholds (no `gateway` is declared)") +
        ":\n\n";
    held.residual.for_each([&](Id<Operation> id) {
        std::vector<string_view> scopes;
        for (const Id<catalog::Scope> scope : authority::opened_by(provider, held.held, id)) {
            scopes.push_back(provider[scope].id);
        }
        text += "- " + operation_name(provider[id]) +
                (scopes.empty() ? "" : " through " + join_code(scopes)) +
                (held.denied.contains(id) ? ", denied by the policy" : "") + "\n";
    });
    return text;
}

string at_provider(const Analysis::Data& data, const model::Integration& integration,
                   const authority::ProviderAuthority& held) {
    const Catalog& provider = data.model.provider(held.provider);
    const model::Credential& credential = data.model.credentials[held.credential];
    string text =
        "## At " + string(provider.title) + ", with `" + string(credential.name.text) + "`\n\n";
    text += "It may use " + count_of(held.operations.size(), "operation") + " and receive " +
            count_of(held.events.size(), "event") + ".\n";
    text += held.minimal.empty() ? "It needs no scope.\n\n"
                                 : "The scopes that this needs at the least:\n\n";
    for (const authority::NeededScope& needed : held.minimal) {
        text += needed_scope(data, integration, held, needed);
    }
    if (held.has_declared) {
        text += held.excess.empty()
                    ? ""
                    : "\nDeclared and not needed: " + scope_names(provider, held.excess) + ".\n";
        text += held.missing.empty()
                    ? ""
                    : "\nNeeded and not declared: " + scope_names(provider, held.missing) + ".\n";
    }
    return text + explain_shorter(data, integration, held) + "\n" +
           residual(provider, held, integration.gateway.has_value());
}

}  // namespace

string place_of(const Analysis::Data& data, Location where) {
    const SourceFile& file = *data.files[static_cast<std::size_t>(where.file)];
    return file.path() + ":" + std::to_string(file.position(where.span.begin).line);
}

string explain_integration(const Analysis::Data& data, string_view id) {
    const model::Integration* integration = find_named(data.model.integrations, id);
    if (integration == nullptr) {
        return {};
    }
    string text = "# Integration `" + string(id) + "`" +
                  (integration->title ? ": " + integration->title->value : "") + "\n\n";
    text += integration->description.empty() ? "" : integration->description + "\n\n";
    text += "Status " + string(to_string(integration->status));
    text +=
        integration->purpose
            ? ", purpose `" + string(data.model.purposes[integration->purpose->id].name.text) + "`"
            : "";
    text += integration->owner
                ? ", owned by `" + string(data.model.teams[*integration->owner].name.text) + "`"
                : "";
    text += ". Declared at " + place_of(data, integration->where) + ".\n";
    for (const authority::ProviderAuthority& held :
         data.authorities[{data.model.integrations.id_of(*integration).index}].providers) {
        text += "\n" + at_provider(data, *integration, held);
    }
    return text;
}

string explain_credential(const Analysis::Data& data, string_view id) {
    const model::Credential* credential = find_named(data.model.credentials, id);
    if (credential == nullptr || !credential->provider) {
        return {};
    }
    const Catalog& provider = data.model.provider(*credential->provider);
    string text = "# Credential `" + string(id) + "` of " + string(provider.title) + "\n\n";
    if (credential->kind) {
        text += string(provider.kinds[*credential->kind].title) + ", ";
    }
    text += "level " + level_names(provider, credential->levels);
    text += credential->store ? ", kept in " + string(to_string(credential->store->kind)) + " `" +
                                    credential->store->reference.value + "`"
                              : "";
    text += ". Declared at " + place_of(data, credential->where) + ".\n\n";
    std::vector<string_view> users;
    for (const model::Integration& integration : data.model.integrations) {
        if (std::ranges::any_of(integration.uses, [&](const auto& use) {
                return &data.model.credentials[use.id] == credential;
            })) {
            users.push_back(integration.name.text);
        }
    }
    return text +
           (users.empty() ? "No integration uses it.\n" : "Used by " + join_code(users) + ".\n");
}

string explain_purpose(const Analysis::Data& data, string_view id) {
    const model::Purpose* purpose = find_named(data.model.purposes, id);
    if (purpose == nullptr) {
        return {};
    }
    const SourceFile& file = *data.files[static_cast<std::size_t>(purpose->where.file)];
    const string_view origin = purpose->standard ? " (ships with Latchkey)" : "";
    return "# Purpose `" + string(id) + "`" + string(origin) + "\n\n```latch\n" +
           string(file.text(purpose->where.span)) + "\n```\n";
}

}  // namespace latchkey::workspace
