#pragma once

#include "authority/solver_bound.h"
#include "authority/solver_reduce.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <optional>
#include <utility>
#include <vector>

namespace latchkey::authority::solver {

/// Takes a state apart: two scopes are together when an alternative's whole requirement names both,
/// or one gives the other. The parts share no demand and no priced requirement, so the key of an
/// answer is the sum of the keys of its parts.
template <std::size_t words>
class Splitter {
public:
    explicit Splitter(const Instance<words>& instance) : instance_(&instance) {}

    [[nodiscard]] std::vector<State<words>> split(State<words> state);

private:
    [[nodiscard]] std::uint32_t root(std::uint32_t scope) {
        while (parents_[scope] != scope) {
            parents_[scope] = parents_[parents_[scope]];
            scope = parents_[scope];
        }
        return scope;
    }
    void join(const Mask<words>& scopes) {
        const std::uint32_t first = root(scopes.lowest());
        scopes.for_each([&](std::uint32_t scope) { parents_[root(scope)] = first; });
    }
    void join_all(const State<words>& state);
    /// The part of a scope; `none` where no demand is in it.
    std::uint32_t part_of(const Mask<words>& scopes) { return parts_[root(scopes.lowest())]; }
    static constexpr std::uint32_t none = static_cast<std::uint32_t>(-1);

    const Instance<words>* instance_;
    std::vector<std::uint32_t> parents_;
    std::vector<std::uint32_t> parts_;
};

template <std::size_t words>
void Splitter<words>::join_all(const State<words>& state) {
    parents_.resize(instance_->scope_count);
    std::iota(parents_.begin(), parents_.end(), 0U);
    Mask<words> live;
    for (const auto* items : {&state.demands, &state.priced}) {
        for (std::size_t at = 0; at < items->size(); ++at) {
            join(items->scopes_of(at));
            live |= items->scopes_of(at);
        }
    }
    state.candidates.for_each([&](std::uint32_t scope) {
        Mask<words> given = instance_->closures[scope] & live;
        given.insert(scope);
        join(given);
    });
}

template <std::size_t words>
std::vector<State<words>> Splitter<words>::split(State<words> state) {
    join_all(state);
    std::vector<State<words>> found;
    parts_.assign(instance_->scope_count, none);
    for (std::size_t at = 0; at < state.demands.size(); ++at) {
        std::uint32_t& part = parts_[root(state.demands[at].front().lowest())];
        if (part == none) {
            part = static_cast<std::uint32_t>(found.size());
            found.emplace_back();
        }
        found[part].demands.add(state.demands[at], state.demands.weights[at]);
    }
    for (std::size_t at = 0; at < state.priced.size(); ++at) {
        if (const std::uint32_t part = part_of(state.priced[at].front()); part != none) {
            found[part].priced.add(state.priced[at], state.priced.weights[at]);
        }
    }
    state.candidates.for_each([&](std::uint32_t scope) {
        if (const std::uint32_t part = parts_[root(scope)]; part != none) {
            found[part].candidates.insert(scope);
        }
    });
    return found;
}

/// Branch and bound over "with this scope" and "without it". Every node is reduced and taken apart
/// first, so that what is independent is searched one after the other and never in combination.
template <std::size_t words>
class Search {
public:
    Search(const Instance<words>& instance, std::uint64_t effort)
        : instance_(&instance),
          reducer_(instance),
          splitter_(instance),
          bounder_(instance),
          left_(effort) {}

    /// An answer of the least key, if there is one below `bound`. When the effort is used up, one
    /// that may not be the least, or none; but always one when `bound` is `unbounded` and the
    /// demands can be met.
    [[nodiscard]] std::optional<Answer<words>> solve(State<words> state, Key bound);
    /// Of the answers with the same key, the one whose list of names is the least.
    [[nodiscard]] Mask<words> least_names(const State<words>& state, Answer<words> best);
    [[nodiscard]] bool exhausted() const { return exhausted_; }

private:
    [[nodiscard]] std::optional<Answer<words>> branch(const State<words>& state, Key bound);
    [[nodiscard]] std::optional<std::uint32_t> hub(const State<words>& state);
    [[nodiscard]] std::uint32_t branching_scope(const State<words>& state);
    void spend(const State<words>& state) {
        const std::uint64_t price =
            words * (1 + state.demands.alternatives.size() + state.priced.alternatives.size());
        exhausted_ = exhausted_ || price > left_;
        left_ -= std::min(price, left_);
    }
    [[nodiscard]] static Key minus(Key bound, Key part) {
        return bound == unbounded ? bound : bound - part;
    }

    const Instance<words>* instance_;
    Reducer<words> reducer_;
    Splitter<words> splitter_;
    Bounder<words> bounder_;
    /// How many requirements name each scope; scratch of `hub`.
    std::vector<std::uint32_t> named_;
    static constexpr std::uint32_t few_candidates = 12;
    std::uint64_t left_;
    bool exhausted_ = false;
};

template <std::size_t words>
std::optional<Answer<words>> Search<words>::solve(State<words> state, Key bound) {
    spend(state);
    Answer<words> answer;
    if ((exhausted_ && bound != unbounded) ||
        !reducer_.reduce(state, answer, Reducer<words>::Keep::one)) {
        return std::nullopt;
    }
    const std::vector<State<words>> parts = splitter_.split(std::move(state));
    std::vector<Key> least;
    Key total = answer.key;
    for (const State<words>& part : parts) {
        least.push_back(bounder_.bound(part));
        total += least.back();
    }
    if (total >= bound) {
        return std::nullopt;
    }
    for (std::size_t at = 0; at < parts.size(); ++at) {
        // The others cost at least what `total` has for them.
        const auto found = branch(parts[at], minus(bound, total - least[at]));
        if (!found.has_value()) {
            return std::nullopt;
        }
        total += found->key - least[at];
        answer.chosen |= found->chosen;
    }
    answer.key = total;
    return answer;
}

template <std::size_t words>
std::optional<Answer<words>> Search<words>::branch(const State<words>& state, Key bound) {
    const std::uint32_t scope = branching_scope(state);
    State<words> with = state;
    Answer<words> chosen;
    with.choose(scope, instance_->closures[scope], chosen);
    std::optional<Answer<words>> best;
    if (bound > one_scope) {
        if (const auto found = solve(std::move(with), minus(bound, one_scope)); found.has_value()) {
            best = Answer<words>{.chosen = found->chosen | chosen.chosen,
                                 .key = found->key + chosen.key};
            bound = best->key;
        }
    }
    if (exhausted_) {
        return best;
    }
    State<words> without = state;
    without.candidates.erase(scope);
    auto found = solve(std::move(without), bound);
    return found.has_value() ? found : best;
}

/// A candidate that far more requirements name than the others do: it may be all that holds the
/// rest together, and once it is decided on, the rest falls apart.
template <std::size_t words>
std::optional<std::uint32_t> Search<words>::hub(const State<words>& state) {
    named_.assign(instance_->scope_count, 0);
    for (const auto* items : {&state.demands, &state.priced}) {
        for (std::size_t at = 0; at < items->size(); ++at) {
            items->scopes_of(at).for_each([&](std::uint32_t scope) { ++named_[scope]; });
        }
    }
    std::uint32_t total = 0;
    std::uint32_t best = state.candidates.lowest();
    state.candidates.for_each([&](std::uint32_t scope) {
        total += named_[scope];
        best = named_[scope] > named_[best] ? scope : best;
    });
    const std::uint32_t count = state.candidates.count();
    const bool stands_out = count > few_candidates && named_[best] * count > 2 * total;
    return stands_out ? std::optional(best) : std::nullopt;
}

/// A hub; else, of the cheapest alternative of the demand with the least choice, the scope that
/// most requirements name.
template <std::size_t words>
std::uint32_t Search<words>::branching_scope(const State<words>& state) {
    if (const auto found = hub(state); found.has_value()) {
        return *found;
    }
    bounder_.price(state);
    std::size_t demand = 0;
    for (std::size_t at = 1; at < state.demands.size(); ++at) {
        if (state.demands[at].size() < state.demands[demand].size()) {
            demand = at;
        }
    }
    const auto rank = [&](std::uint32_t item) {
        return std::pair(bounder_.prices()[item], state.demands.alternatives[item].count());
    };
    std::uint32_t cheapest = state.demands.begin_of(demand);
    for (std::uint32_t at = cheapest + 1; at < state.demands.ends[demand]; ++at) {
        cheapest = rank(at) < rank(cheapest) ? at : cheapest;
    }
    const Mask<words>& alternative = state.demands.alternatives[cheapest];
    std::uint32_t chosen = alternative.lowest();
    alternative.for_each(
        [&](std::uint32_t scope) { chosen = named_[scope] > named_[chosen] ? scope : chosen; });
    return state.candidates.contains(chosen)
               ? chosen
               : (instance_->givers[chosen] & state.candidates).lowest();
}

template <std::size_t words>
Mask<words> Search<words>::least_names(const State<words>& state, Answer<words> best) {
    Mask<words> decided;
    State<words> rest = state;
    Answer<words> with;
    state.candidates.for_each([&](std::uint32_t scope) {
        if (best.chosen == decided) {
            return;
        }
        if (!best.chosen.contains(scope)) {
            // Whether an answer as good has this scope and everything decided on before it.
            State<words> trial = rest;
            Answer<words> trial_with = with;
            trial.choose(scope, instance_->closures[scope], trial_with);
            const Key bound = best.key + 1;
            const auto found = trial_with.key < bound
                                   ? solve(std::move(trial), bound - trial_with.key)
                                   : std::nullopt;
            if (!found.has_value()) {
                rest.candidates.erase(scope);
                return;
            }
            best.chosen = found->chosen | trial_with.chosen;
        }
        rest.choose(scope, instance_->closures[scope], with);
        decided.insert(scope);
    });
    return best.chosen;
}

}  // namespace latchkey::authority::solver
