#pragma once

#include "latchkey/workspace.h"

#include "catalog/catalog.h"

#include <string>
#include <string_view>
#include <vector>

/// A policy made of the scopes that a key has today.
namespace latchkey::workspace {

struct ScopedKey {
    const catalog::Catalog* provider = nullptr;
    /// As they were given; each is one of the provider's.
    std::vector<catalog::Id<catalog::Scope>> scopes;
    std::uint32_t kind = 0;
    catalog::LevelSet levels = 0;
    /// All that they open for such a key.
    catalog::OperationSet opened;
    catalog::EventSet events;
};

/// The kind and level that these scopes most likely are of: a level that all of them exist at, the
/// lowest where they open the same, and a kind that has scopes. False where no kind has any.
[[nodiscard]] bool guess_key(ScopedKey& key);

/// An allow of one entity, or what a purpose permits on it.
struct OpenGrant {
    std::string entity;
    /// `read`, `create`, …, then verbs.
    std::vector<std::string> actions;
    /// `GET /contacts/{contactId}`: where the actions alone would allow more than the scopes open.
    std::vector<std::string> via;
    /// Which of the scopes open it.
    std::vector<std::string> scopes;
};

/// Grants that together allow exactly what the key can do, in the order of the entities' names.
[[nodiscard]] std::vector<OpenGrant> open_grants(const ScopedKey& key);

struct PolicyNames {
    std::string integration;
    std::string owner;
    /// The day it is made on.
    std::string as_of;
};

/// The policy, not yet in the one style, with a purpose of its own that bounds what was found to
/// these classes of data. `fitting` are the standard purposes that would permit all of it.
[[nodiscard]] std::string draft_policy(const ScopedKey& key, const PolicyNames& names,
                                       const std::vector<std::string>& classes,
                                       const std::vector<std::string>& fitting);
/// Every class that can be bounded.
[[nodiscard]] std::vector<std::string> bounded_classes();

/// The policy in the one style, bounded to the classes that it reaches. It has no error of the
/// language where `owner` is declared; what else it should say, `check` asks for. `options` are
/// those of the workspace.
[[nodiscard]] std::string policy_from_scopes(const ScopedKey& key, const PolicyNames& names,
                                             const Options& options);

}  // namespace latchkey::workspace
