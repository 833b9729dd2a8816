#pragma once

#include "authority/solver_state.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace latchkey::authority::solver {

/// What stays the same during a search.
template <std::size_t words>
struct Instance {
    std::uint32_t scope_count = 0;
    /// What each scope gives: itself and what it implies.
    std::vector<Mask<words>> closures;
    /// For each scope, those that give it.
    std::vector<Mask<words>> givers;
    /// No scope implies another.
    bool plain = true;
};

/// Makes a state smaller without losing every least answer: what must be chosen is chosen, what
/// cannot matter goes.
template <std::size_t words>
class Reducer {
public:
    explicit Reducer(const Instance<words>& instance) : instance_(&instance) {}

    /// Which answers have to survive: one of the least key, or each that may be the least by tier
    /// and names as well.
    enum class Keep : std::uint8_t { one, all };

    /// False when no choice opens every demand. What is forced goes to `answer`.
    [[nodiscard]] bool reduce(State<words>& state, Answer<words>& answer, Keep keep) {
        do {
            do {
                if (!tidy_demands(state)) {
                    return false;
                }
            } while (choose_forced(state, answer));
            drop_useless(state);
            tidy_priced(state, answer);
            drop_implied_demands(state);
        } while (keep == Keep::one && drop_dominated(state));
        return true;
    }
    /// Makes one of priced requirements that are the same.
    void merge_priced(State<words>& state);

private:
    using Set = Mask<words>;
    using Items = Requirements<words>;

    [[nodiscard]] Set reach(const State<words>& state) const {
        Set all;
        state.candidates.for_each([&](std::uint32_t scope) { all |= instance_->closures[scope]; });
        return all;
    }
    /// Takes out what is there and drops what cannot be reached; returns how many stay.
    static std::size_t tidy(std::span<Set> items, const Set& granted, const Set& reachable) {
        std::size_t kept = 0;
        for (Set& item : items) {
            item -= granted;
            if (item.within(reachable)) {
                items[kept++] = item;
            }
        }
        return keep_least(items.first(kept));
    }
    bool tidy_demands(State<words>& state);
    void tidy_priced(State<words>& state, Answer<words>& answer);
    bool choose_forced(State<words>& state, Answer<words>& answer);
    void drop_useless(State<words>& state);
    void drop_implied_demands(State<words>& state);
    bool drop_dominated(State<words>& state);
    [[nodiscard]] bool implied(const Items& demands, std::size_t weaker,
                               std::size_t stronger) const;
    [[nodiscard]] Set rivals(const State<words>& state, std::uint32_t scope) const;
    [[nodiscard]] bool dominates(const State<words>& state, std::uint32_t winner,
                                 std::uint32_t loser) const;
    [[nodiscard]] static bool replaceable(const Items& items, std::span<const Set> scopes,
                                          const Set& taken, const Set& given);
    static void all_scopes(const Items& items, std::vector<Set>& scopes) {
        scopes.clear();
        for (std::size_t at = 0; at < items.size(); ++at) {
            scopes.push_back(items.scopes_of(at));
        }
    }

    const Instance<words>* instance_;
    SubsetIndex<words> index_;
    std::vector<char> removed_;
    std::vector<Set> demand_scopes_;
    std::vector<Set> priced_scopes_;
};

template <std::size_t words>
bool Reducer<words>::tidy_demands(State<words>& state) {
    const Set reachable = reach(state);
    bool possible = true;
    state.demands.rewrite_each([&](std::span<Set> items, std::uint32_t) {
        const std::size_t kept = tidy(items, state.granted, reachable);
        possible = possible && kept != 0;
        return kept == 0 || items[0].empty() ? Items::gone : kept;
    });
    return possible;
}

template <std::size_t words>
void Reducer<words>::tidy_priced(State<words>& state, Answer<words>& answer) {
    const Set reachable = reach(state);
    state.priced.rewrite_each([&](std::span<Set> items, std::uint32_t weight) {
        const std::size_t kept = tidy(items, state.granted, reachable);
        if (kept == 0) {
            return Items::gone;
        }
        if (items[0].empty()) {
            answer.key += weight * one_opened;
            return Items::gone;
        }
        return kept;
    });
    // Nothing names the granted scopes any more.
    state.granted = {};
}

template <std::size_t words>
bool Reducer<words>::choose_forced(State<words>& state, Answer<words>& answer) {
    Set required;
    for (std::size_t at = 0; at < state.demands.size(); ++at) {
        Set common = state.demands[at].front();
        for (const Set& alternative : state.demands[at]) {
            common &= alternative;
        }
        required |= common;
    }
    Set forced;
    required.for_each([&](std::uint32_t scope) {
        const Set givers = instance_->givers[scope] & state.candidates;
        if (givers.count() == 1) {
            forced |= givers;
        }
    });
    forced.for_each(
        [&](std::uint32_t scope) { state.choose(scope, instance_->closures[scope], answer); });
    return !forced.empty();
}

/// A scope that gives nothing towards a demand can only make a choice dearer.
template <std::size_t words>
void Reducer<words>::drop_useless(State<words>& state) {
    Set needed;
    for (const Set& alternative : state.demands.alternatives) {
        needed |= alternative;
    }
    Set useful;
    state.candidates.for_each([&](std::uint32_t scope) {
        if (instance_->closures[scope].meets(needed)) {
            useful.insert(scope);
        }
    });
    state.candidates = useful;
}

/// Whether each alternative of `stronger` opens `weaker`.
template <std::size_t words>
bool Reducer<words>::implied(const Items& demands, std::size_t weaker, std::size_t stronger) const {
    return std::ranges::all_of(demands[stronger], [&](const Set& outer) {
        return std::ranges::any_of(demands[weaker],
                                   [&](const Set& inner) { return inner.within(outer); });
    });
}

/// Drops a demand that another one opens by whatever alternative; of equal ones the first stays.
template <std::size_t words>
void Reducer<words>::drop_implied_demands(State<words>& state) {
    Items& demands = state.demands;
    index_.build(demands, instance_->scope_count);
    removed_.assign(demands.size(), 0);
    for (std::uint32_t stronger = 0; stronger < demands.size(); ++stronger) {
        if (removed_[stronger] != 0) {
            continue;
        }
        index_.for_each_within(demands[stronger].front(), [&](std::uint32_t weaker) {
            if (weaker != stronger && removed_[weaker] == 0 && implied(demands, weaker, stronger)) {
                removed_[weaker] = 1;
            }
        });
    }
    std::size_t at = 0;
    demands.rewrite_each([&](std::span<Set> items, std::uint32_t) {
        return removed_[at++] != 0 ? Items::gone : items.size();
    });
}

/// Whether every alternative that `taken` has a part in can do with `given` in its place.
template <std::size_t words>
bool Reducer<words>::replaceable(const Items& items, std::span<const Set> scopes, const Set& taken,
                                 const Set& given) {
    for (std::size_t at = 0; at < items.size(); ++at) {
        if (!scopes[at].meets(taken)) {
            continue;
        }
        for (const Set& alternative : items[at]) {
            const Set instead = (alternative - taken) | given;
            const auto opens = [&](const Set& other) { return other.within(instead); };
            if (alternative.meets(taken) && std::ranges::none_of(items[at], opens)) {
                return false;
            }
        }
    }
    return true;
}

/// Whether `winner` may stand for `loser` in any choice: every demand stays open, and whatever is
/// priced and then open was so before. The size does not grow, so the key does not either.
template <std::size_t words>
bool Reducer<words>::dominates(const State<words>& state, std::uint32_t winner,
                               std::uint32_t loser) const {
    const Set& won = instance_->closures[winner];
    const Set& lost = instance_->closures[loser];
    return replaceable(state.demands, demand_scopes_, lost, won) &&
           replaceable(state.priced, priced_scopes_, won, lost);
}

/// The scopes that could dominate this one, judged by one demand alone.
template <std::size_t words>
Mask<words> Reducer<words>::rivals(const State<words>& state, std::uint32_t scope) const {
    const Set& given = instance_->closures[scope];
    Set found;
    for (std::size_t at = 0; at < state.demands.size(); ++at) {
        if (!demand_scopes_[at].meets(given)) {
            continue;
        }
        const auto items = state.demands[at];
        const Set rest = *std::ranges::find_if(items, [&](const Set& item) {
            return item.meets(given);
        }) - given;
        for (const Set& other : items) {
            found |= instance_->givers[(other - rest).lowest()];
        }
        break;
    }
    found &= state.candidates;
    found.erase(scope);
    return found;
}

/// A scope that dominates and is itself dominated later hands its part on, so one pass may drop
/// many; what dominates only must not be gone already, or two equal ones would drop each other.
template <std::size_t words>
bool Reducer<words>::drop_dominated(State<words>& state) {
    all_scopes(state.demands, demand_scopes_);
    all_scopes(state.priced, priced_scopes_);
    bool dropped = false;
    Set dominated;
    state.candidates.for_each([&](std::uint32_t scope) {
        const Set others = rivals(state, scope) - dominated;
        bool loses = false;
        others.for_each(
            [&](std::uint32_t other) { loses = loses || dominates(state, other, scope); });
        if (loses) {
            dominated.insert(scope);
            dropped = true;
        }
    });
    state.candidates -= dominated;
    return dropped;
}

template <std::size_t words>
void Reducer<words>::merge_priced(State<words>& state) {
    std::vector<std::pair<std::vector<Set>, std::uint32_t>> items;
    for (std::size_t at = 0; at < state.priced.size(); ++at) {
        std::vector<Set> alternatives(state.priced[at].begin(), state.priced[at].end());
        std::ranges::sort(alternatives);
        items.emplace_back(std::move(alternatives), state.priced.weights[at]);
    }
    std::ranges::sort(items);
    state.priced = {};
    for (std::size_t at = 0; at < items.size();) {
        std::uint32_t weight = 0;
        const std::size_t first = at;
        for (; at < items.size() && items[at].first == items[first].first; ++at) {
            weight += items[at].second;
        }
        state.priced.add(items[first].first, weight);
    }
}

}  // namespace latchkey::authority::solver
