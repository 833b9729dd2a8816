#pragma once

#include "authority/solver.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <random>
#include <utility>
#include <vector>

/// Questions to the solver, with the storage that their views look into; and their answers found by
/// trying every choice.
namespace latchkey::authority::testing {

using catalog::Id;
using Set = std::vector<std::uint32_t>;

class Question {
public:
    explicit Question(std::size_t scopes) : implied_(scopes) {
        question_.tiers.assign(scopes, catalog::Tier::normal);
    }

    void imply(std::uint32_t scope, std::uint32_t implied) { implied_[scope].push_back(implied); }
    void tier(std::uint32_t scope, catalog::Tier tier) { question_.tiers[scope] = tier; }
    void demand(const std::vector<Set>& alternatives) {
        question_.demands.push_back(keep(alternatives));
    }
    void price(const std::vector<Set>& alternatives) {
        question_.priced.push_back(keep(alternatives));
    }
    void hold(std::uint32_t scope) { question_.held.insert({scope}); }
    void effort(std::uint64_t effort) { question_.effort = effort; }
    void only(const Set& scopes) {
        question_.candidates.emplace();
        for (const std::uint32_t scope : scopes) {
            question_.candidates->insert({scope});
        }
    }

    /// With every scope's closure worked out.
    [[nodiscard]] const ScopeQuestion& get();

private:
    [[nodiscard]] Requirement keep(const std::vector<Set>& alternatives);

    std::vector<Set> implied_;
    // A deque keeps what it has where it is.
    std::deque<std::vector<Id<catalog::Scope>>> scopes_;
    std::deque<std::vector<catalog::Alternative>> alternatives_;
    ScopeQuestion question_;
};

/// As numbers.
[[nodiscard]] Set solve(Question& question);

/// The same by trying every subset of the candidates.
[[nodiscard]] Set by_force(const ScopeQuestion& question);

/// Sixty times one of two, each with a price of its own that makes one of them the better.
[[nodiscard]] Question binary_choices();

/// A catalogue of 300 operations in 30 products, with up to six alternatives of three scopes each,
/// of the product's eight or (one in so many; 0 = none) of six that all products share. One in so
/// many operations is demanded, the others cost.
[[nodiscard]] Question wide_question(std::uint32_t seed, std::uint32_t shared_one_in,
                                     std::uint32_t demanded_one_in);

}  // namespace latchkey::authority::testing
