#include "emit/digest.h"
#include "emit/parts.h"

#include <algorithm>
#include <set>

namespace latchkey::emit {
namespace {

using authority::ProviderAuthority;
using model::Id;

/// The items of a store, sorted by name.
template <typename T>
std::vector<const T*> sorted(const model::Store<T>& store) {
    std::vector<const T*> items;
    for (const T& item : store) {
        items.push_back(&item);
    }
    std::ranges::sort(items, {}, [](const T* item) { return item->name.text; });
    return items;
}

json::List list_of(const std::set<std::string_view>& names) {
    return {names.begin(), names.end()};
}

/// The catalogues that some credential is for.
json::List catalogs(const model::Model& model) {
    std::set<std::string_view> used;
    for (const model::Credential& credential : model.credentials) {
        if (credential.provider.has_value()) {
            used.insert(model.provider(*credential.provider).id);
        }
    }
    json::List list;
    for (const catalog::Catalog* const provider : model.providers) {
        if (used.contains(provider->id)) {
            json::Object value;
            value.add("provider", provider->id);
            value.add("version", provider->version);
            value.add("digest", provider->digest);
            list.emplace_back(std::move(value));
        }
    }
    return list;
}

/// What an integration's keys hold, over all its providers.
struct Power {
    /// The declared ones, else the minimal ones, without what they imply.
    std::set<std::string_view> scopes;
    std::uint64_t allowed = 0;
    std::uint64_t residual = 0;
    catalog::Tier highest = catalog::Tier::normal;
};

void add(Power& power, const model::Model& model, const ProviderAuthority& held, bool retired) {
    const catalog::Catalog& provider = model.provider(held.provider);
    power.allowed += retired ? 0 : held.operations.size();
    power.residual += (retired ? held.opened : held.residual).count();
    if (held.full_access) {
        power.highest = catalog::Tier::admin;
    }
    held.held.for_each([&](Id<catalog::Scope> scope) {
        power.highest = std::max(power.highest, provider[scope].tier);
    });
    for (const Id<catalog::Scope> scope : held.declared) {
        power.scopes.insert(provider[scope].id);
    }
    for (const authority::NeededScope& needed : held.minimal) {
        if (!held.has_declared) {
            power.scopes.insert(provider[needed.scope].id);
        }
    }
}

json::Value integration(const Input& input, const IndexEntry& entry) {
    const model::Model& model = *input.model;
    const model::Integration& integration = *entry.integration;
    Power power;
    for (const ProviderAuthority& held :
         (*input.authorities)[{model.integrations.id_of(integration).index}].providers) {
        add(power, model, held, integration.status == model::Status::retired);
    }
    std::set<std::string_view> credentials;
    for (const model::Named<model::Credential>& used : integration.uses) {
        credentials.insert(model.credentials[used.id].name.text);
    }
    json::Object value;
    value.reserve(11);
    value.add("id", integration.name.text);
    value.add("status", to_string(integration.status));
    value.add("file", std::string_view{entry.file});
    value.add("digest", std::string_view{entry.digest});
    value.add("purpose", integration.purpose.has_value()
                             ? json::Value(model.purposes[integration.purpose->id].name.text)
                             : json::Value());
    value.add("owner", name_or_null(model.teams, integration.owner));
    value.add("credentials", list_of(credentials));
    value.add("scopes", list_of(power.scopes));
    value.add("allowed", json::count(power.allowed));
    value.add("residual", json::count(power.residual));
    value.add("highest_tier", to_string(power.highest));
    return value;
}

/// Every credential of the workspace: the index is the inventory of keys, unused ones included.
json::List credentials(const model::Model& model, std::span<const IndexEntry> entries) {
    std::vector<std::set<std::string_view>> users(model.credentials.id_bound());
    for (const IndexEntry& entry : entries) {
        for (const model::Named<model::Credential>& used : entry.integration->uses) {
            users[used.id.index].insert(entry.integration->name.text);
        }
    }
    json::List list;
    for (const model::Credential* const credential : sorted(model.credentials)) {
        json::Object value;
        value.add("id", credential->name.text);
        value.add("provider", credential->provider.has_value()
                                  ? model.provider(*credential->provider).id
                                  : credential->provider_name.text);
        value.add("kind", kind(model, *credential));
        value.add("levels", levels(model, *credential));
        value.add("store", store(*credential));
        value.add("integrations", list_of(users[model.credentials.id_of(*credential).index]));
        list.emplace_back(std::move(value));
    }
    return list;
}

json::List teams(const model::Model& model) {
    json::List list;
    for (const model::Team* const team : sorted(model.teams)) {
        json::Object value;
        value.add("id", team->name.text);
        value.add("title", text_or_null(team->title));
        value.add("contact", text_or_null(team->contact));
        value.add("escalation", text_or_null(team->escalation));
        list.emplace_back(std::move(value));
    }
    return list;
}

}  // namespace

std::string index(const Input& input, std::span<const IndexEntry> entries) {
    json::List integrations;
    for (const IndexEntry& entry : entries) {
        integrations.push_back(integration(input, entry));
    }
    json::Object document;
    document.add("index", json::count(1));
    document.add("generator", generator());
    document.add("catalogs", catalogs(*input.model));
    document.add("integrations", std::move(integrations));
    document.add("credentials", credentials(*input.model, entries));
    document.add("teams", teams(*input.model));
    document.add("digest", digest(document));
    return json::pretty(std::move(document));
}

}  // namespace latchkey::emit
