#include "catalog/compare_scopes.h"

#include "catalog/compare_facts.h"

#include <algorithm>
#include <string_view>

namespace latchkey::catalog {
namespace {

/// The names of the scopes that it takes besides, sorted.
using With = std::vector<std::string_view>;

ScopeSet closure(const Catalog& catalog, Id<Scope> scope) {
    ScopeSet reached(catalog.scopes.size());
    std::vector<Id<Scope>> waiting{scope};
    while (!waiting.empty()) {
        const Id<Scope> at = waiting.back();
        waiting.pop_back();
        if (!reached.contains(at)) {
            reached.insert(at);
            waiting.insert(waiting.end(), catalog[at].implies.begin(), catalog[at].implies.end());
        }
    }
    return reached;
}

/// How the scopes held open an operation: with the fewest besides of all the alternatives that
/// name one of them. None when no alternative does.
std::optional<With> opened(const Catalog& catalog, const ScopeSet& held,
                           const Operation& operation) {
    std::optional<With> best;
    for (const Alternative alternative : operation.alternatives) {
        With with;
        for (const Id<Scope> scope : alternative) {
            if (!held.contains(scope)) {
                with.push_back(catalog[scope].id);
            }
        }
        std::ranges::sort(with);
        const bool named = with.size() < alternative.size();
        if (named && (!best.has_value() || with.size() < best->size() ||
                      (with.size() == best->size() && with < *best))) {
            best = std::move(with);
        }
    }
    return best;
}

OperationSet named_by(const Catalog& catalog, const ScopeSet& held) {
    OperationSet named(catalog.operations.size());
    held.for_each([&](Id<Scope> scope) {
        for (const Id<Operation> operation : catalog[scope].operations) {
            named.insert(operation);
        }
    });
    return named;
}

/// What one side opens against what the other does.
class Comparison {
public:
    Comparison(const ComparedSide& mine, Id<Scope> scope, const ComparedSide& others,
               std::optional<Id<Scope>> other)
        : mine_(mine), others_(others), held_(closure(mine.catalog, scope)) {
        if (other.has_value()) {
            other_held_ = closure(others.catalog, *other);
            same_requirement_ = OpenedChange::Why::implied;
        }
    }

    [[nodiscard]] std::vector<OpenedChange> run() {
        named_by(mine_.catalog, held_).for_each([&](Id<Operation> id) { operation(id); });
        for (std::uint32_t at = 0; at < mine_.catalog.events.size(); ++at) {
            event({at});
        }
        return std::move(found_);
    }

private:
    void operation(Id<Operation> id) {
        const Operation& mine = mine_.catalog[id];
        const With with = opened(mine_.catalog, held_, mine).value_or(With());
        const std::optional<Id<Operation>> same = mine_.operations[id.index];
        if (same.has_value()) {
            const auto theirs = opened(others_.catalog, other_held_, others_.catalog[*same]);
            if (theirs.has_value() && std::ranges::includes(with, *theirs)) {
                return;
            }
        }
        OpenedChange& added = found_.emplace_back();
        added.name = name_of(mine);
        added.with.assign(with.begin(), with.end());
        added.why = why(mine, same);
    }

    [[nodiscard]] OpenedChange::Why why(const Operation& mine,
                                        std::optional<Id<Operation>> same) const {
        if (!same.has_value()) {
            return OpenedChange::Why::absent;
        }
        const Operation& theirs = others_.catalog[*same];
        if (!theirs.requirement_known) {
            return OpenedChange::Why::unknown;
        }
        if (theirs.alternatives.empty()) {
            return OpenedChange::Why::free;
        }
        return requirement_of(mine_.catalog, mine) == requirement_of(others_.catalog, theirs)
                   ? same_requirement_
                   : OpenedChange::Why::requirement;
    }

    void event(Id<Event> id) {
        const Event& mine = mine_.catalog[id];
        if (!mine.scope.has_value() || !held_.contains(*mine.scope)) {
            return;
        }
        const std::optional<Id<Event>> same = mine_.events[id.index];
        OpenedChange change{.name = std::string(mine.name), .is_event = true, .with = {}};
        if (same.has_value()) {
            const std::optional<Id<Scope>> theirs = others_.catalog[*same].scope;
            if (theirs.has_value() && other_held_.contains(*theirs)) {
                return;
            }
            change.why = !theirs.has_value() ? OpenedChange::Why::unknown
                         : others_.catalog[*theirs].id == mine_.catalog[*mine.scope].id
                             ? same_requirement_
                             : OpenedChange::Why::requirement;
        }
        found_.push_back(std::move(change));
    }

    const ComparedSide& mine_;
    const ComparedSide& others_;
    ScopeSet held_;
    /// Empty where the other side does not have the scope.
    ScopeSet other_held_;
    /// Why, where both sides agree on what it needs.
    OpenedChange::Why same_requirement_ = OpenedChange::Why::scope;
    std::vector<OpenedChange> found_;
};

}  // namespace

std::vector<OpenedChange> opens_more(const ComparedSide& mine, Id<Scope> scope,
                                     const ComparedSide& others, std::optional<Id<Scope>> other) {
    return Comparison(mine, scope, others, other).run();
}

}  // namespace latchkey::catalog
