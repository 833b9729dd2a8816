#pragma once

#include "catalog/catalog.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

/// The least set of scopes. It knows scopes as indices only, so that it can be tested alone.
namespace latchkey::authority {

using catalog::Id;

/// What opens an operation: any one of these alternatives. None, or an empty one, needs no scope.
using Requirement = std::span<const catalog::Alternative>;

/// How many alternatives one search may look at, summed over its nodes, before the best choice
/// found so far stands. Counted and not timed, so that every machine gives the same answer; it
/// comes to about a second.
inline constexpr std::uint64_t default_effort = 20'000'000;

/// What is asked. The requirements are views: what they look into outlives the question.
struct ScopeQuestion {
    /// For each scope what it opens the door to: itself and all that it implies. The places are in
    /// the order of the scopes' names.
    std::vector<catalog::ScopeSet> closures;
    std::vector<catalog::Tier> tiers;
    /// All of these must be open. One that no choice can open is left out.
    std::vector<Requirement> demands;
    /// Each of these that is open costs one.
    std::vector<Requirement> priced;
    /// Scopes that are there anyway: they are no part of the answer.
    catalog::ScopeSet held;
    /// The scopes to choose from; none = every scope.
    std::optional<catalog::ScopeSet> candidates;
    std::uint64_t effort = default_effort;
};

struct ScopeChoice {
    /// Ascending.
    std::vector<Id<catalog::Scope>> scopes;
    /// The effort was used up: `scopes` opens every demand, but may not be the least.
    bool approximate = false;
};

/// Whether one of the alternatives is given whole, or none is needed.
[[nodiscard]] bool is_open(const Requirement& requirement, const catalog::ScopeSet& given);

/// The answer where there is nothing to choose: no scope implies another and each demand has one
/// alternative. Nothing when a demand has several. `held` is as above.
[[nodiscard]] std::optional<catalog::ScopeSet> only_choice(std::span<const Requirement> demands,
                                                           const catalog::ScopeSet& held);

/// The choice that, with what is held, opens every demand and is the least by, in this order: the
/// number of priced requirements that it opens, the highest tier in it, its size, its names.
[[nodiscard]] ScopeChoice choose_scopes(const ScopeQuestion& question);

}  // namespace latchkey::authority
