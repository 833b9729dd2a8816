#include "emit/parts.h"

#include <algorithm>

namespace latchkey::emit {
namespace {

using authority::ProviderAuthority;
using catalog::Catalog;

json::Value catalog_of(const Catalog& provider) {
    json::Object value;
    value.add("version", provider.version);
    value.add("digest", provider.digest);
    return value;
}

json::Value credential(const model::Model& model, const model::Credential& credential) {
    json::Object value;
    value.reserve(13);
    value.add("id", credential.name.text);
    value.add("kind", kind(model, credential));
    value.add("levels", levels(model, credential));
    value.add("account", text_or_null(credential.account));
    value.add("environment", word_or_null(credential.environment));
    value.add("store", store(credential));
    value.add("owner", name_or_null(model.teams, credential.owner));
    value.add("issued", date_or_null(credential.issued));
    value.add("rotated", date_or_null(credential.rotated));
    const std::optional<model::Rotation>& rotate = credential.rotate;
    const bool overlaps = rotate.has_value() && rotate->overlap.has_value();
    value.add("rotate_days",
              rotate.has_value() ? json::count(rotate->every.days()) : json::Value());
    value.add("overlap_days", overlaps ? json::count(rotate->overlap->days()) : json::Value());
    value.add("expires", date_or_null(credential.expires));
    return value;
}

/// Scope names; the catalogue's scopes are sorted by name, so their ids are too.
json::List names(const Catalog& provider, std::vector<catalog::Id<catalog::Scope>> scopes) {
    std::ranges::sort(scopes);
    json::List list;
    for (const catalog::Id<catalog::Scope> scope : scopes) {
        list.emplace_back(provider[scope].id);
    }
    return list;
}

json::Value needed(const Catalog& provider, const authority::NeededScope& needed) {
    json::List operations;
    for (const catalog::Id<catalog::Operation> operation : by_path(provider, needed.operations)) {
        operations.emplace_back(operation_name(provider[operation]));
    }
    json::List events;
    std::vector<catalog::Id<catalog::Event>> sorted_events = needed.events;
    std::ranges::sort(sorted_events);
    for (const catalog::Id<catalog::Event> event : sorted_events) {
        events.emplace_back(provider[event].name);
    }
    json::Object because;
    because.add("operations", std::move(operations));
    because.add("events", std::move(events));
    json::Object value;
    value.add("scope", provider[needed.scope].id);
    value.add("tier", to_string(provider[needed.scope].tier));
    value.add("because", std::move(because));
    return value;
}

json::Value scopes(const Subject& subject, const Catalog& provider, const ProviderAuthority& held) {
    json::List minimal;
    if (!subject.retired()) {
        for (const authority::NeededScope& scope : held.minimal) {
            minimal.push_back(needed(provider, scope));
        }
    }
    json::Object value;
    value.add("minimal", std::move(minimal));
    value.add("declared", names(provider, held.declared));
    value.add("excess", names(provider, subject.retired() ? held.declared : held.excess));
    value.add("missing", subject.retired() ? json::List() : names(provider, held.missing));
    return value;
}

}  // namespace

json::List levels(const model::Model& model, const model::Credential& credential) {
    json::List list;
    if (!credential.provider.has_value()) {
        return list;
    }
    const Catalog& provider = model.provider(*credential.provider);
    for (std::size_t at = 0; at < provider.levels.size(); ++at) {
        if ((credential.levels >> at & 1U) != 0) {
            list.emplace_back(provider.levels[at]);
        }
    }
    return list;
}

json::Value kind(const model::Model& model, const model::Credential& credential) {
    if (!credential.provider.has_value() || !credential.kind.has_value()) {
        return nullptr;
    }
    return model.provider(*credential.provider).kinds[*credential.kind].id;
}

json::Value store(const model::Credential& credential) {
    if (!credential.store.has_value()) {
        return nullptr;
    }
    json::Object value;
    value.add("kind", to_string(credential.store->kind));
    value.add("reference", std::string_view{credential.store->reference.value});
    return value;
}

json::Value provider(const Subject& subject, const ProviderAuthority& held) {
    const model::Model& model = *subject.input.model;
    const Catalog& catalog = model.provider(held.provider);
    json::Object value;
    value.add("id", catalog.id);
    value.add("catalog", catalog_of(catalog));
    value.add("credential", credential(model, model.credentials[held.credential]));
    value.add("scopes", scopes(subject, catalog, held));
    value.add("operations", operations(subject, held));
    value.add("events", events(subject, held));
    return value;
}

}  // namespace latchkey::emit
