#include "authority/scopes.h"

#include "authority/solver.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace latchkey::authority {
namespace {

using catalog::Alternative;
using catalog::Catalog;
using catalog::Event;
using catalog::Operation;
using catalog::Scope;
using catalog::ScopeSet;

ScopeSet set_of(std::span<const Id<Scope>> scopes, std::size_t size) {
    ScopeSet set(size);
    std::ranges::for_each(scopes, [&](Id<Scope> scope) { set.insert(scope); });
    return set;
}

bool is_plain(const Catalog& catalog) {
    return std::ranges::all_of(catalog.scopes,
                               [](const Scope& scope) { return scope.implies.empty(); });
}

/// Everything allowed that is known to need a scope.
class Demands {
public:
    Demands(const ProviderAuthority& held, const Catalog& catalog) {
        for (const AllowedOperation& allowed : held.operations) {
            const Operation& operation = catalog[allowed.operation];
            if (operation.requirement_known && !operation.alternatives.empty()) {
                operations.push_back(allowed.operation);
                requirements.push_back(operation.alternatives);
            }
        }
        // Filled before views of it are taken, so that they hold.
        for (const AllowedEvent& allowed : held.events) {
            if (catalog[allowed.event].scope.has_value()) {
                events.push_back(allowed.event);
                event_alternatives_.push_back(Alternative(&*catalog[allowed.event].scope, 1));
            }
        }
        for (const Alternative& alternative : event_alternatives_) {
            requirements.push_back(Requirement(&alternative, 1));
        }
    }
    Demands(const Demands&) = delete;
    Demands& operator=(const Demands&) = delete;

    std::vector<Id<Operation>> operations;
    std::vector<Id<Event>> events;
    /// Of the operations, then of the events.
    std::vector<Requirement> requirements;

private:
    std::vector<Alternative> event_alternatives_;
};

void add_reason(std::vector<NeededScope>& scopes, Id<Scope> scope, const Demands& demands,
                std::size_t at) {
    NeededScope& needed = *std::ranges::lower_bound(scopes, scope, {}, &NeededScope::scope);
    if (at < demands.operations.size()) {
        needed.operations.push_back(demands.operations[at]);
    } else {
        needed.events.push_back(demands.events[at - demands.operations.size()]);
    }
}

std::vector<NeededScope> without_reasons(std::vector<Id<Scope>> scopes) {
    std::ranges::sort(scopes);
    std::vector<NeededScope> found;
    for (const Id<Scope> scope : scopes) {
        found.push_back({.scope = scope, .operations = {}, .events = {}});
    }
    return found;
}

/// For each scope given by `chosen`, the one of them that alone gives it.
std::vector<std::optional<Id<Scope>>> sole_givers(const Catalog& catalog,
                                                  std::span<const Id<Scope>> chosen) {
    std::vector<std::optional<Id<Scope>>> givers(catalog.scopes.size());
    ScopeSet seen;
    for (const Id<Scope> scope : chosen) {
        closure(catalog, set_of({&scope, 1}, 0)).for_each([&](Id<Scope> given) {
            givers[given.index] = seen.contains(given) ? std::nullopt : std::optional(scope);
            seen.insert(given);
        });
    }
    return givers;
}

/// The chosen scopes that every open alternative hangs on.
ScopeSet critical(const Requirement& requirement, const ScopeSet& given,
                  std::span<const std::optional<Id<Scope>>> givers) {
    std::optional<ScopeSet> found;
    for (const Alternative& alternative : requirement) {
        if (!std::ranges::all_of(alternative,
                                 [&](Id<Scope> scope) { return given.contains(scope); })) {
            continue;
        }
        ScopeSet needed;
        for (const Id<Scope> scope : alternative) {
            if (givers[scope.index].has_value()) {
                needed.insert(*givers[scope.index]);
            }
        }
        found = found.has_value() ? *found & needed : needed;
    }
    return found.value_or(ScopeSet());
}

std::vector<NeededScope> with_reasons(const Catalog& catalog, const Demands& demands,
                                      const std::vector<Id<Scope>>& scopes) {
    const ScopeSet given = closure(catalog, set_of(scopes, catalog.scopes.size()));
    const auto givers = sole_givers(catalog, scopes);
    std::vector<NeededScope> found = without_reasons(scopes);
    for (std::size_t at = 0; at < demands.requirements.size(); ++at) {
        critical(demands.requirements[at], given, givers).for_each([&](Id<Scope> scope) {
            add_reason(found, scope, demands, at);
        });
    }
    return found;
}

/// The same where each demand has one alternative and nothing is implied: its scopes are needed.
std::vector<NeededScope> with_only_reasons(const Demands& demands, const ScopeSet& scopes) {
    std::vector<NeededScope> found = without_reasons(scopes.ids());
    for (std::size_t at = 0; at < demands.requirements.size(); ++at) {
        const Requirement& requirement = demands.requirements[at];
        // With an empty alternative none is needed, whatever the others name.
        if (!is_open(requirement, {})) {
            const ScopeSet named = set_of(requirement.front(), 0);
            named.for_each([&](Id<Scope> scope) { add_reason(found, scope, demands, at); });
        }
    }
    return found;
}

/// Asks the solver the three questions of one provider.
class Asker {
public:
    Asker(const ProviderAuthority& held, const Catalog& catalog, const model::Bearer& bearer,
          const Demands& demands, std::uint64_t effort) {
        question_.effort = effort;
        question_.demands = demands.requirements;
        for (std::uint32_t at = 0; at < catalog.scopes.size(); ++at) {
            question_.closures.push_back(
                closure(catalog, set_of(std::vector{Id<Scope>{at}}, catalog.scopes.size())));
            question_.tiers.push_back(catalog.scopes[at].tier);
        }
        for (std::uint32_t at = 0; at < catalog.operations.size(); ++at) {
            const Operation& operation = catalog.operations[at];
            if (operation.requirement_known && !operation.alternatives.empty() &&
                !held.allowed.contains({at}) && model::has_operation(bearer, operation)) {
                question_.priced.push_back(operation.alternatives);
            }
        }
    }

    [[nodiscard]] std::vector<Id<Scope>> ask(const ScopeSet& there,
                                             std::optional<ScopeSet> candidates) {
        question_.held = there;
        question_.candidates = std::move(candidates);
        ScopeChoice choice = choose_scopes(question_);
        approximate_ = approximate_ || choice.approximate;
        return std::move(choice.scopes);
    }
    [[nodiscard]] bool approximate() const { return approximate_; }

private:
    ScopeQuestion question_;
    bool approximate_ = false;
};

/// The scopes that a key of these levels can hold; and where a demand has no way to be open with
/// them alone, those that it names, because the catalogue then knows the levels no better.
ScopeSet usable_scopes(const Catalog& catalog, const model::Bearer& bearer,
                       const Demands& demands) {
    ScopeSet usable(catalog.scopes.size());
    for (std::uint32_t at = 0; at < catalog.scopes.size(); ++at) {
        const catalog::LevelSet levels = catalog.scopes[at].levels;
        if (levels == 0 || (levels & bearer.levels) != 0) {
            usable.insert({at});
        }
    }
    const ScopeSet given = closure(catalog, usable);
    for (const Requirement& requirement : demands.requirements) {
        if (!is_open(requirement, given)) {
            for (const Alternative& alternative : requirement) {
                usable |= set_of(alternative, catalog.scopes.size());
            }
        }
    }
    return usable;
}

void settle_by_search(ProviderAuthority& held, const Catalog& catalog, const model::Bearer& bearer,
                      const Demands& demands, std::uint64_t effort) {
    Asker asker(held, catalog, bearer, demands, effort);
    const ScopeSet usable = usable_scopes(catalog, bearer, demands);
    held.minimal = with_reasons(catalog, demands, asker.ask({}, usable));
    if (held.has_declared) {
        const std::size_t size = catalog.scopes.size();
        const ScopeSet declared = set_of(held.declared, size);
        held.missing = asker.ask(declared & usable, usable);
        // Each missing scope is needed beside all the declared ones, so it stays in any choice
        // here.
        const ScopeSet together = (declared & usable) | set_of(held.missing, size);
        held.excess = (declared - set_of(asker.ask({}, together), size)).ids();
    }
    held.approximate = asker.approximate();
}

}  // namespace

ScopeSet closure(const Catalog& provider, const ScopeSet& scopes) {
    ScopeSet found = scopes;
    std::vector<Id<Scope>> open = scopes.ids();
    while (!open.empty()) {
        const Id<Scope> scope = open.back();
        open.pop_back();
        for (const Id<Scope> implied : provider[scope].implies) {
            if (!found.contains(implied)) {
                found.insert(implied);
                open.push_back(implied);
            }
        }
    }
    return found;
}

catalog::OperationSet opens(const Catalog& provider, const ScopeSet& scopes,
                            std::optional<std::uint32_t> kind, catalog::LevelSet levels) {
    const model::Bearer bearer{.provider = &provider, .kind = kind, .levels = levels};
    catalog::OperationSet found(provider.operations.size());
    if (kind.has_value() && provider.kinds[*kind].full_access) {
        for (std::uint32_t at = 0; at < provider.operations.size(); ++at) {
            if (model::has_operation(bearer, provider.operations[at])) {
                found.insert({at});
            }
        }
        return found;
    }
    const ScopeSet given = closure(provider, scopes);
    given.for_each([&](Id<Scope> scope) {
        for (const Id<Operation> id : provider[scope].operations) {
            const Operation& operation = provider[id];
            if (operation.requirement_known && model::has_operation(bearer, operation) &&
                is_open(operation.alternatives, given)) {
                found.insert(id);
            }
        }
    });
    return found;
}

std::vector<Id<Scope>> opened_by(const Catalog& provider, const ScopeSet& held,
                                 Id<Operation> operation) {
    const Alternative* first = nullptr;
    std::optional<ScopeSet> common;
    for (const Alternative& alternative : provider[operation].alternatives) {
        if (std::ranges::all_of(alternative,
                                [&](Id<Scope> scope) { return held.contains(scope); })) {
            const ScopeSet scopes = set_of(alternative, provider.scopes.size());
            first = first == nullptr ? &alternative : first;
            common = common.has_value() ? *common & scopes : scopes;
        }
    }
    if (first == nullptr) {
        return {};
    }
    return common->empty() ? set_of(*first, provider.scopes.size()).ids() : common->ids();
}

void settle_scopes(ProviderAuthority& held, const Catalog& catalog, const model::Bearer& bearer,
                   std::uint64_t effort) {
    const Demands demands(held, catalog);
    const std::optional<ScopeSet> only =
        is_plain(catalog) ? only_choice(demands.requirements, {}) : std::nullopt;
    if (!only.has_value()) {
        settle_by_search(held, catalog, bearer, demands, effort);
        return;
    }
    held.minimal = with_only_reasons(demands, *only);
    if (held.has_declared) {
        const ScopeSet declared = set_of(held.declared, catalog.scopes.size());
        held.missing = (*only - declared).ids();
        held.excess = (declared - *only).ids();
    }
}

}  // namespace latchkey::authority
