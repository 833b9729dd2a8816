#include "authority/solver.h"

#include "authority/solver_search.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

/// Why the answer is exact.
///
/// The objective is (cost, tier, size, names), compared in this order. Opening is monotone: more
/// scopes never open less, so a scope that helps no demand is never chosen.
///
/// Independence. Split the scopes so that no requirement and no implication reaches over two parts
/// (`Splitter`). Cost and size of a choice are then sums over the parts, and its tier is the
/// maximum over them.
///   1. A least cost is a least cost in every part, whatever the others choose.
///   2. A cap on tiers takes scopes away, so once a part reaches its least cost under a cap, it
///   does
///      under every higher one. The least tier of a choice of least cost is therefore the greatest
///      of the parts' least caps; no part may be looked at alone for it, and no part needs less
///      than it either.
///   3. Under that cap, with cost and tier settled, the size is a sum again, and each part is
///      solved for (cost, size), which is one number here (`Key`).
///   4. Two choices of one size compare by names at the least scope that only one of them has. Were
///      some choice before the union of the parts' least lists, that scope would lie in one part
///      and make that part's list less than its least. So names are settled part by part, too.
///
/// Names within a part: scopes in their order, each is in the answer exactly when an answer as good
/// has it together with all that was decided before (`least_names`).
namespace latchkey::authority {
namespace {

using catalog::Alternative;
using catalog::Scope;
using catalog::ScopeSet;
using catalog::Tier;

/// The part of a question that is open, over the whole catalogue's scopes.
struct Narrowed {
    /// What is there already, with all it implies.
    ScopeSet given;
    ScopeSet candidates;
    /// What the candidates can give besides.
    ScopeSet reachable;
    std::vector<Requirement> demands;
};

bool all_in(const Alternative& alternative, const ScopeSet& set, const ScopeSet& other) {
    return std::ranges::all_of(
        alternative, [&](Id<Scope> scope) { return set.contains(scope) || other.contains(scope); });
}

Narrowed narrow(const ScopeQuestion& question) {
    Narrowed found;
    question.held.for_each([&](Id<Scope> scope) { found.given |= question.closures[scope.index]; });
    ScopeSet wanted;
    for (const Requirement& demand : question.demands) {
        if (!is_open(demand, found.given)) {
            found.demands.push_back(demand);
            for (const Alternative& alternative : demand) {
                std::ranges::for_each(alternative, [&](Id<Scope> scope) { wanted.insert(scope); });
            }
        }
    }
    wanted -= found.given;
    for (std::uint32_t at = 0; at < question.closures.size(); ++at) {
        const bool may = !question.candidates.has_value() || question.candidates->contains({at});
        if (may && question.closures[at].intersects(wanted)) {
            found.candidates.insert({at});
            found.reachable |= question.closures[at];
        }
    }
    found.reachable -= found.given;
    return found;
}

/// A question in the dense numbers that a search works on; `scopes` leads back.
template <std::size_t words>
class Search {
public:
    Search(const ScopeQuestion& question, const Narrowed& narrowed)
        : question_(&question),
          scopes_(narrowed.reachable.ids()),
          numbers_(question.closures.size()) {
        for (std::uint32_t at = 0; at < scopes_.size(); ++at) {
            numbers_[scopes_[at].index] = at;
        }
        number_scopes(narrowed);
        for (const Requirement& demand : narrowed.demands) {
            add(demand, narrowed, root_.demands);
        }
        for (const Requirement& priced : question.priced) {
            if (!is_open(priced, narrowed.given)) {
                add(priced, narrowed, root_.priced);
            }
        }
    }

    [[nodiscard]] ScopeChoice run();

private:
    using State = solver::State<words>;
    using Answer = solver::Answer<words>;

    /// One independent part, and the best that is known of it.
    struct Part {
        State state;
        Answer best;
        /// The cap that `best` was found under; `admin` caps nothing.
        Tier solved_under = Tier::admin;
    };

    void number_scopes(const Narrowed& narrowed);
    void add(const Requirement& item, const Narrowed& narrowed,
             solver::Requirements<words>& to) const;
    [[nodiscard]] Tier tier_of(const solver::Mask<words>& chosen) const;
    [[nodiscard]] State capped(State state, Tier tier) const;
    [[nodiscard]] Tier least_tier(std::vector<Part>& parts, solver::Search<words>& search,
                                  Tier tier) const;

    const ScopeQuestion* question_;
    std::vector<Id<Scope>> scopes_;
    std::vector<std::uint32_t> numbers_;
    solver::Instance<words> instance_;
    State root_;
};

template <std::size_t words>
void Search<words>::number_scopes(const Narrowed& narrowed) {
    instance_.scope_count = static_cast<std::uint32_t>(scopes_.size());
    instance_.closures.resize(scopes_.size());
    instance_.givers.resize(scopes_.size());
    for (std::uint32_t at = 0; at < scopes_.size(); ++at) {
        if (!narrowed.candidates.contains(scopes_[at])) {
            continue;
        }
        root_.candidates.insert(at);
        const ScopeSet given = question_->closures[scopes_[at].index] - narrowed.given;
        given.for_each([&](Id<Scope> scope) {
            instance_.closures[at].insert(numbers_[scope.index]);
            instance_.givers[numbers_[scope.index]].insert(at);
        });
        instance_.plain = instance_.plain && given.count() == 1;
    }
}

template <std::size_t words>
void Search<words>::add(const Requirement& item, const Narrowed& narrowed,
                        solver::Requirements<words>& to) const {
    std::vector<solver::Mask<words>> alternatives;
    for (const Alternative& alternative : item) {
        if (!all_in(alternative, narrowed.reachable, narrowed.given)) {
            continue;
        }
        solver::Mask<words>& scopes = alternatives.emplace_back();
        for (const Id<Scope> scope : alternative) {
            if (!narrowed.given.contains(scope)) {
                scopes.insert(numbers_[scope.index]);
            }
        }
    }
    if (!alternatives.empty()) {
        to.add(alternatives, 1);
    }
}

template <std::size_t words>
Tier Search<words>::tier_of(const solver::Mask<words>& chosen) const {
    Tier highest = Tier::normal;
    chosen.for_each([&](std::uint32_t at) {
        highest = std::max(highest, question_->tiers[scopes_[at].index]);
    });
    return highest;
}

template <std::size_t words>
solver::State<words> Search<words>::capped(State state, Tier tier) const {
    solver::Mask<words> left;
    state.candidates.for_each([&](std::uint32_t at) {
        if (question_->tiers[scopes_[at].index] <= tier) {
            left.insert(at);
        }
    });
    state.candidates = left;
    return state;
}

/// Raises `tier` until every part reaches its least cost under it.
template <std::size_t words>
Tier Search<words>::least_tier(std::vector<Part>& parts, solver::Search<words>& search,
                               Tier tier) const {
    for (Part& part : parts) {
        const solver::Key next_cost = (part.best.key / solver::one_opened + 1) * solver::one_opened;
        while (tier_of(part.best.chosen) > tier) {
            if (auto found = search.solve(capped(part.state, tier), next_cost); found.has_value()) {
                part.best = *found;
                part.solved_under = tier;
            } else {
                tier = Tier{static_cast<std::uint8_t>(static_cast<std::uint8_t>(tier) + 1)};
            }
        }
    }
    return tier;
}

template <std::size_t words>
ScopeChoice Search<words>::run() {
    solver::Reducer<words> reducer(instance_);
    solver::Search<words> search(instance_, question_->effort);
    Answer chosen;
    static_cast<void>(reducer.reduce(root_, chosen, solver::Reducer<words>::Keep::all));
    reducer.merge_priced(root_);
    std::vector<Part> parts;
    for (State& state : solver::Splitter<words>(instance_).split(std::move(root_))) {
        const Answer best = search.solve(state, solver::unbounded).value_or(Answer{});
        parts.push_back({.state = std::move(state), .best = best});
    }
    const Tier tier = least_tier(parts, search, tier_of(chosen.chosen));
    for (Part& part : parts) {
        part.state = capped(std::move(part.state), tier);
        // What was found without a cap and lies under it needs no second look.
        if (part.solved_under < tier) {
            const solver::Key next_cost =
                (part.best.key / solver::one_opened + 1) * solver::one_opened;
            part.best = search.solve(part.state, next_cost).value_or(part.best);
        }
        chosen.chosen |= search.least_names(part.state, part.best);
    }
    ScopeChoice choice{.scopes = {}, .approximate = search.exhausted()};
    chosen.chosen.for_each([&](std::uint32_t at) { choice.scopes.push_back(scopes_[at]); });
    return choice;
}

/// For a question beyond every size that a search is made for: each demand's first alternative.
ScopeChoice take_first(const Narrowed& narrowed) {
    ScopeSet chosen;
    for (const Requirement& demand : narrowed.demands) {
        const auto possible = std::ranges::find_if(demand, [&](const Alternative& alternative) {
            return all_in(alternative, narrowed.candidates, narrowed.given);
        });
        if (possible != demand.end()) {
            std::ranges::for_each(*possible, [&](Id<Scope> scope) { chosen.insert(scope); });
        }
    }
    return {.scopes = (chosen - narrowed.given).ids(), .approximate = true};
}

}  // namespace

bool is_open(const Requirement& requirement, const ScopeSet& given) {
    return requirement.empty() ||
           std::ranges::any_of(requirement, [&](const Alternative& alternative) {
               return std::ranges::all_of(alternative,
                                          [&](Id<Scope> scope) { return given.contains(scope); });
           });
}

std::optional<ScopeSet> only_choice(std::span<const Requirement> demands, const ScopeSet& held) {
    ScopeSet found;
    for (const Requirement& demand : demands) {
        if (is_open(demand, held)) {
            continue;
        }
        if (demand.size() != 1) {
            return std::nullopt;
        }
        std::ranges::for_each(demand.front(), [&](Id<Scope> scope) { found.insert(scope); });
    }
    return found - held;
}

ScopeChoice choose_scopes(const ScopeQuestion& question) {
    const Narrowed narrowed = narrow(question);
    const std::size_t size = narrowed.reachable.count();
    if (size <= 64) {
        return Search<1>(question, narrowed).run();
    }
    if (size <= 256) {
        return Search<4>(question, narrowed).run();
    }
    if (size <= 1024) {
        return Search<16>(question, narrowed).run();
    }
    if (size <= 4096) {
        return Search<64>(question, narrowed).run();
    }
    return take_first(narrowed);
}

}  // namespace latchkey::authority
