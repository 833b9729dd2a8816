#pragma once

#include "lint/context.h"

#include <set>
#include <vector>

namespace latchkey::lint {

/// One integration that holds a key.
struct KeyUse {
    model::Id<model::Integration> integration;
    model::Id<model::Credential> credential;
    /// Its `uses`.
    Location where;
};

/// One key: a credential, or several that are the same key.
struct Key {
    std::vector<model::Id<model::Credential>> credentials;
    /// Without retired integrations.
    std::vector<KeyUse> uses;
    /// Where it is used, or said to belong; empty where nothing says so.
    std::set<model::Environment> environments;

    /// In production and somewhere else.
    [[nodiscard]] bool crosses_environments() const;
    /// How many integrations hold it.
    [[nodiscard]] std::size_t holders() const;
};

/// The key that a credential is, with every other credential that is the same one.
[[nodiscard]] Key key_of(const Context& context, const model::Credential& credential);
/// Every key that has several declarations or users, in the order of its first credential: the
/// others, of which there may be thousands, have nothing to tell.
[[nodiscard]] std::vector<Key> shared_keys(const Context& context);

}  // namespace latchkey::lint
