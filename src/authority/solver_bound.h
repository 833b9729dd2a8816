#pragma once

#include "authority/solver_reduce.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace latchkey::authority::solver {

/// A key that no answer of a state is below.
///
/// The key of a choice is a sum over goods: each chosen scope, and each priced requirement that is
/// then open. A demand pays for what the alternative taken needs, and a good may be paid by several
/// demands as long as the payments are not above its worth. Demand after demand raises what it
/// pays, the same for each of its alternatives, as far as the goods of the cheapest one still allow
/// (the dual ascent of covering problems). Whatever a choice takes, it is worth what was paid.
template <std::size_t words>
class Bounder {
public:
    explicit Bounder(const Instance<words>& instance) : instance_(&instance) {}

    [[nodiscard]] Key bound(const State<words>& state);
    /// Works out `prices`.
    void price(const State<words>& state);
    /// What each alternative opens if taken alone, in the order of `demands.alternatives`.
    [[nodiscard]] std::span<const Key> prices() const { return prices_; }

private:
    /// The priced requirements that an alternative opens.
    [[nodiscard]] std::span<const std::uint32_t> opened_by(std::size_t alternative) const {
        const std::size_t begin = alternative == 0 ? 0 : opened_ends_[alternative - 1];
        return std::span(opened_).subspan(begin, opened_ends_[alternative] - begin);
    }
    void gather_scopes(const State<words>& state);
    [[nodiscard]] Key worth_left(std::size_t alternative) const;
    void pay(std::size_t alternative, Key due);
    [[nodiscard]] Key raise(std::size_t begin, std::size_t end);
    void order_demands(const State<words>& state);

    const Instance<words>* instance_;
    SubsetIndex<words> index_;
    std::vector<Key> prices_;
    /// For each alternative the end of its part of `opened_`.
    std::vector<std::uint32_t> opened_ends_;
    std::vector<std::uint32_t> opened_;
    /// For each alternative the candidates that it needs, all of them; or, when there are none,
    /// those of which it needs one.
    std::vector<Mask<words>> needed_;
    std::vector<Mask<words>> one_of_;
    /// What is not paid yet of each priced requirement and each scope, …
    std::vector<Key> priced_left_;
    std::vector<Key> scopes_left_;
    /// … and what the demand at hand pays.
    std::vector<Key> priced_paid_;
    std::vector<Key> scopes_paid_;
    std::vector<std::uint32_t> order_;
};

template <std::size_t words>
void Bounder<words>::price(const State<words>& state) {
    index_.build(state.priced, instance_->scope_count);
    prices_.clear();
    opened_.clear();
    opened_ends_.clear();
    for (const Mask<words>& alternative : state.demands.alternatives) {
        const auto begin = static_cast<std::ptrdiff_t>(opened_.size());
        index_.for_each_within(alternative, [&](std::uint32_t owner) { opened_.push_back(owner); });
        std::sort(opened_.begin() + begin, opened_.end());
        opened_.erase(std::unique(opened_.begin() + begin, opened_.end()), opened_.end());
        Key cost = 0;
        std::for_each(opened_.begin() + begin, opened_.end(), [&](std::uint32_t owner) {
            cost += state.priced.weights[owner] * one_opened;
        });
        prices_.push_back(cost);
        opened_ends_.push_back(static_cast<std::uint32_t>(opened_.size()));
    }
}

template <std::size_t words>
void Bounder<words>::gather_scopes(const State<words>& state) {
    needed_.clear();
    one_of_.clear();
    for (const Mask<words>& alternative : state.demands.alternatives) {
        Mask<words>& needed = needed_.emplace_back();
        Mask<words>& one_of = one_of_.emplace_back();
        alternative.for_each([&](std::uint32_t scope) {
            one_of = instance_->givers[scope] & state.candidates;
            if (one_of.count() == 1) {
                needed |= one_of;
            }
        });
    }
}

template <std::size_t words>
Key Bounder<words>::worth_left(std::size_t alternative) const {
    Key total = 0;
    for (const std::uint32_t owner : opened_by(alternative)) {
        total += priced_left_[owner];
    }
    if (!needed_[alternative].empty()) {
        needed_[alternative].for_each([&](std::uint32_t scope) { total += scopes_left_[scope]; });
        return total;
    }
    Key least = unbounded;
    one_of_[alternative].for_each(
        [&](std::uint32_t scope) { least = std::min(least, scopes_left_[scope]); });
    return total + least;
}

/// Lets the demand at hand pay `due` for the goods of an alternative; what it pays for them
/// already, because another alternative has them too, counts.
template <std::size_t words>
void Bounder<words>::pay(std::size_t alternative, Key due) {
    const std::span<const std::uint32_t> opened = opened_by(alternative);
    const auto settle = [&](Key paid) { due -= std::min(due, paid); };
    const auto pay_for = [](Key& left, Key& paid, Key& open) {
        const Key more = std::min(left, open);
        left -= more;
        paid += more;
        open -= more;
    };
    std::ranges::for_each(opened, [&](std::uint32_t owner) { settle(priced_paid_[owner]); });
    needed_[alternative].for_each([&](std::uint32_t scope) { settle(scopes_paid_[scope]); });
    std::ranges::for_each(opened, [&](std::uint32_t owner) {
        pay_for(priced_left_[owner], priced_paid_[owner], due);
    });
    if (!needed_[alternative].empty()) {
        needed_[alternative].for_each(
            [&](std::uint32_t scope) { pay_for(scopes_left_[scope], scopes_paid_[scope], due); });
        return;
    }
    one_of_[alternative].for_each([&](std::uint32_t scope) {
        Key open = due - std::min(due, scopes_paid_[scope]);
        pay_for(scopes_left_[scope], scopes_paid_[scope], open);
    });
}

template <std::size_t words>
Key Bounder<words>::raise(std::size_t begin, std::size_t end) {
    Key due = unbounded;
    for (std::size_t at = begin; at < end; ++at) {
        due = std::min(due, worth_left(at));
    }
    if (due == 0) {
        return 0;
    }
    std::ranges::fill(priced_paid_, 0);
    std::ranges::fill(scopes_paid_, 0);
    for (std::size_t at = begin; at < end; ++at) {
        pay(at, due);
    }
    return due;
}

/// The dearest first: a demand that has paid little leaves the most to others.
template <std::size_t words>
void Bounder<words>::order_demands(const State<words>& state) {
    std::vector<Key> least(state.demands.size(), unbounded);
    order_.resize(state.demands.size());
    for (std::uint32_t demand = 0; demand < state.demands.size(); ++demand) {
        order_[demand] = demand;
        for (std::uint32_t at = state.demands.begin_of(demand); at < state.demands.ends[demand];
             ++at) {
            least[demand] = std::min(least[demand], worth_left(at));
        }
    }
    std::ranges::stable_sort(order_, std::ranges::greater{},
                             [&](std::uint32_t demand) { return least[demand]; });
}

template <std::size_t words>
Key Bounder<words>::bound(const State<words>& state) {
    price(state);
    gather_scopes(state);
    priced_left_.clear();
    for (const std::uint32_t weight : state.priced.weights) {
        priced_left_.push_back(weight * one_opened);
    }
    scopes_left_.assign(instance_->scope_count, one_scope);
    priced_paid_.resize(priced_left_.size());
    scopes_paid_.resize(scopes_left_.size());
    order_demands(state);
    Key total = 0;
    for (const std::uint32_t demand : order_) {
        total += raise(state.demands.begin_of(demand), state.demands.ends[demand]);
    }
    return total;
}

}  // namespace latchkey::authority::solver
