#include "question.h"

#include <algorithm>
#include <tuple>

namespace latchkey::authority::testing {

using catalog::ScopeSet;

Requirement Question::keep(const std::vector<Set>& alternatives) {
    std::vector<catalog::Alternative>& kept = alternatives_.emplace_back();
    for (const Set& alternative : alternatives) {
        std::vector<Id<catalog::Scope>>& scopes = scopes_.emplace_back();
        for (const std::uint32_t scope : alternative) {
            scopes.push_back({scope});
        }
        kept.push_back(scopes);
    }
    return kept;
}

const ScopeQuestion& Question::get() {
    question_.closures.clear();
    for (std::uint32_t start = 0; start < implied_.size(); ++start) {
        ScopeSet& closure = question_.closures.emplace_back(implied_.size());
        Set open{start};
        while (!open.empty()) {
            const std::uint32_t scope = open.back();
            open.pop_back();
            if (!closure.contains({scope})) {
                closure.insert({scope});
                open.insert(open.end(), implied_[scope].begin(), implied_[scope].end());
            }
        }
    }
    return question_;
}

Set solve(Question& question) {
    Set found;
    for (const Id<catalog::Scope> scope : choose_scopes(question.get()).scopes) {
        found.push_back(scope.index);
    }
    return found;
}

Set by_force(const ScopeQuestion& question) {
    using Rank = std::tuple<std::size_t, catalog::Tier, std::size_t, Set>;
    const auto given_by = [&](const Set& chosen) {
        ScopeSet given;
        question.held.for_each(
            [&](Id<catalog::Scope> scope) { given |= question.closures[scope.index]; });
        for (const std::uint32_t scope : chosen) {
            given |= question.closures[scope];
        }
        return given;
    };
    std::optional<Rank> best;
    for (std::uint32_t subset = 0; subset < 1U << question.closures.size(); ++subset) {
        Set chosen;
        bool possible = true;
        catalog::Tier tier = catalog::Tier::normal;
        for (std::uint32_t scope = 0; scope < question.closures.size(); ++scope) {
            if ((subset >> scope & 1U) != 0) {
                chosen.push_back(scope);
                tier = std::max(tier, question.tiers[scope]);
                possible =
                    possible && (!question.candidates || question.candidates->contains({scope}));
            }
        }
        const ScopeSet given = given_by(chosen);
        const auto open = [&](const Requirement& item) { return is_open(item, given); };
        if (!possible || !std::ranges::all_of(question.demands, open)) {
            continue;
        }
        const auto cost = static_cast<std::size_t>(std::ranges::count_if(question.priced, open));
        Rank rank{cost, tier, chosen.size(), chosen};
        if (!best.has_value() || rank < *best) {
            best = std::move(rank);
        }
    }
    return best.has_value() ? std::get<Set>(*best) : Set{};
}

Question binary_choices() {
    Question question(120);
    for (std::uint32_t at = 0; at < 60; ++at) {
        question.demand({{2 * at}, {2 * at + 1}});
        question.price({{2 * at + at % 2}});
    }
    return question;
}

Question wide_question(std::uint32_t seed, std::uint32_t shared_one_in,
                       std::uint32_t demanded_one_in) {
    constexpr std::uint32_t products = 30;
    constexpr std::uint32_t own = 8;
    constexpr std::uint32_t shared = 6;
    std::mt19937 random(seed);
    const auto below = [&](std::uint32_t end) {
        return static_cast<std::uint32_t>(random() % end);
    };
    Question question(products * own + shared);
    for (std::uint32_t operation = 0; operation < 300; ++operation) {
        std::vector<Set> alternatives(1 + below(6));
        for (Set& alternative : alternatives) {
            while (alternative.size() < 3) {
                const bool is_shared = shared_one_in != 0 && below(shared_one_in) == 0;
                alternative.push_back(is_shared ? products * own + below(shared)
                                                : operation % products * own + below(own));
            }
        }
        if (below(demanded_one_in) == 0) {
            question.demand(alternatives);
        } else {
            question.price(alternatives);
        }
    }
    return question;
}

}  // namespace latchkey::authority::testing
