#include "lint/keys.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>

namespace latchkey::lint {
namespace {

void add_use(const Context& context, model::Id<model::Integration> id,
             model::Id<model::Credential> credential, Key& key) {
    const model::Integration& integration = context.model().integrations[id];
    for (const model::Named<model::Credential>& used : integration.uses) {
        if (used.id != credential || integration.status == model::Status::retired) {
            continue;
        }
        key.uses.push_back({id, credential, used.where});
        const auto& own = context.model().credentials[credential].environment;
        if (const auto environment =
                integration.environment.has_value() ? integration.environment : own) {
            key.environments.insert(*environment);
        }
    }
}

void add_credential(const Context& context, const model::Credential& credential, Key& key) {
    const model::Id<model::Credential> id = context.model().credentials.id_of(credential);
    key.credentials.push_back(id);
    for (const model::Id<model::Integration> user : context.users(credential)) {
        add_use(context, user, id, key);
    }
}

/// Of each key how many declarations it has, or uses if these are more.
std::unordered_map<std::string_view, std::size_t> holders_by_key(const Context& context) {
    std::unordered_map<std::string_view, std::size_t> counts;
    counts.reserve(context.model().credentials.size());
    for (const model::Credential& credential : context.model().credentials) {
        if (credential.store.has_value()) {
            counts[credential.store->key] +=
                std::max<std::size_t>(1, context.users(credential).size());
        }
    }
    return counts;
}

/// When all credentials are there.
void settle(const Context& context, Key& key) {
    // Two declarations of one key say together where it belongs; of a single one that is
    // `environment-mismatch`.
    for (const model::Id<model::Credential> id : key.credentials) {
        const auto& environment = context.model().credentials[id].environment;
        if (key.credentials.size() > 1 && environment.has_value()) {
            key.environments.insert(*environment);
        }
    }
    std::ranges::sort(key.uses, {}, &KeyUse::where);
}

}  // namespace

bool Key::crosses_environments() const {
    return environments.size() > 1 && environments.contains(model::Environment::production);
}

std::size_t Key::holders() const {
    std::set<model::Id<model::Integration>> distinct;
    for (const KeyUse& use : uses) {
        distinct.insert(use.integration);
    }
    return distinct.size();
}

Key key_of(const Context& context, const model::Credential& credential) {
    Key key;
    for (const model::Credential& other : context.model().credentials) {
        const bool same = credential.store.has_value() && other.store.has_value() &&
                          other.store->key == credential.store->key;
        if (same || &other == &credential) {
            add_credential(context, other, key);
        }
    }
    settle(context, key);
    return key;
}

std::vector<Key> shared_keys(const Context& context) {
    std::vector<Key> keys;
    const std::unordered_map<std::string_view, std::size_t> counts = holders_by_key(context);
    std::unordered_map<std::string_view, std::size_t> place_of;
    for (const model::Credential& credential : context.model().credentials) {
        if (!credential.store.has_value() || counts.at(credential.store->key) < 2) {
            continue;
        }
        const auto [place, added] = place_of.emplace(credential.store->key, keys.size());
        if (added) {
            keys.emplace_back();
        }
        add_credential(context, credential, keys[place->second]);
    }
    for (Key& key : keys) {
        settle(context, key);
    }
    return keys;
}

}  // namespace latchkey::lint
