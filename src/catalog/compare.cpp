#include "catalog/compare.h"

#include "catalog/compare_facts.h"
#include "catalog/compare_scopes.h"
#include "catalog/path.h"

#include <algorithm>
#include <compare>
#include <span>
#include <string>
#include <utility>

namespace latchkey {

std::string_view to_string(Presence presence) {
    switch (presence) {
        case Presence::gained: return "gained";
        case Presence::lost: return "lost";
        case Presence::changed: break;
    }
    return "changed";
}

std::string_view to_string(OpenedChange::Why why) {
    switch (why) {
        case OpenedChange::Why::absent: return "absent";
        case OpenedChange::Why::unknown: return "unknown";
        case OpenedChange::Why::free: return "free";
        case OpenedChange::Why::requirement: return "requirement";
        case OpenedChange::Why::implied: return "implied";
        case OpenedChange::Why::scope: break;
    }
    return "scope";
}

bool CatalogDiff::empty() const {
    return scopes.empty() && operations.empty() && entities.empty() && events.empty() &&
           kinds.empty();
}

bool CatalogDiff::widened() const {
    const auto widens = [](const auto& change) {
        return std::ranges::any_of(change.facts, &FactChange::widens);
    };
    // Nobody holds a scope that is new, and what was free before is no more now.
    const auto opens_more = [](const ScopeChange& scope) {
        return scope.presence == Presence::changed &&
               std::ranges::any_of(scope.opens_more, [](const OpenedChange& opened) {
                   return opened.why != OpenedChange::Why::free;
               });
    };
    return std::ranges::any_of(scopes, opens_more) || std::ranges::any_of(operations, widens) ||
           std::ranges::any_of(kinds, widens);
}

}  // namespace latchkey

namespace latchkey::catalog {
namespace {

CatalogSide side_of(const Catalog& catalog) {
    return {.from = {},
            .provider = std::string(catalog.id),
            .title = std::string(catalog.title),
            .version = std::string(catalog.version),
            .digest = std::string(catalog.digest),
            .operations = catalog.operations.size(),
            .scopes = catalog.scopes.size(),
            .entities = catalog.entities.size(),
            .events = catalog.events.size()};
}

/// Walks two lists of one order side by side: the places of a record in each, or none.
template <typename T, typename Compare, typename Visit>
void walk(std::span<const T> before, std::span<const T> after, Compare compare, Visit visit) {
    std::uint32_t old = 0;
    std::uint32_t now = 0;
    while (old < before.size() || now < after.size()) {
        const std::weak_ordering order = old == before.size()  ? std::weak_ordering::greater
                                         : now == after.size() ? std::weak_ordering::less
                                                               : compare(before[old], after[now]);
        visit(std::is_lteq(order) ? std::optional(Id<T>{old++}) : std::nullopt,
              std::is_gteq(order) ? std::optional(Id<T>{now++}) : std::nullopt);
    }
}

template <typename Member>
auto by(Member member) {
    return [member](const auto& left, const auto& right) -> std::weak_ordering {
        return left.*member <=> right.*member;
    };
}

/// Whether every word of the one is among the other's; `every level` holds all.
bool has_all(const Facts& holder, const Facts& other, std::string_view fact,
             std::string_view everything) {
    const auto has = std::ranges::find(holder, fact, &Fact::name);
    const auto asked = std::ranges::find(other, fact, &Fact::name);
    const auto is_in = [&](std::string_view word) {
        return std::ranges::find(has->words, word) != has->words.end();
    };
    return is_in(everything) || std::ranges::all_of(asked->words, is_in);
}

void mark_widening(std::vector<FactChange>& changes, const Facts& before, const Facts& after) {
    for (FactChange& change : changes) {
        change.widens =
            (change.fact == "requirement" && change.after == "none needed") ||
            (change.fact == "levels" && !has_all(before, after, "levels", "every level")) ||
            (change.fact == "kinds" && !has_all(before, after, "kinds", "every kind")) ||
            (change.fact == "access" && change.after == "full");
    }
}

/// What became of a record that at least one side has.
template <typename T>
std::optional<RecordChange> change_of(const Catalog& before, std::optional<Id<T>> old,
                                      const Catalog& after, std::optional<Id<T>> now,
                                      std::span<const T> old_list, std::span<const T> new_list) {
    RecordChange change;
    if (!old.has_value()) {
        change.presence = Presence::gained;
        change.facts = one_sided(facts_of(after, new_list[now->index]), Presence::gained);
    } else if (!now.has_value()) {
        change.presence = Presence::lost;
        change.facts = one_sided(facts_of(before, old_list[old->index]), Presence::lost);
    } else {
        const Facts was = facts_of(before, old_list[old->index]);
        const Facts is = facts_of(after, new_list[now->index]);
        change.facts = differences(was, is);
        mark_widening(change.facts, was, is);
        if (change.facts.empty()) {
            return std::nullopt;
        }
    }
    return change;
}

/// The changes of one list of the catalogues, and which records are the same ones.
template <typename T, typename Compare, typename Name>
class ListComparison {
public:
    ListComparison(const Catalog& before, std::span<const T> old_list, const Catalog& after,
                   std::span<const T> new_list, Compare compare, Name name)
        : old_to_new(old_list.size()), new_to_old(new_list.size()) {
        walk(old_list, new_list, compare, [&](auto old, auto now) {
            if (old.has_value() && now.has_value()) {
                old_to_new[old->index] = now;
                new_to_old[now->index] = old;
            }
            if (auto change = change_of(before, old, after, now, old_list, new_list)) {
                change->name = name(now.has_value() ? new_list[now->index] : old_list[old->index]);
                changes.push_back(std::move(*change));
            }
        });
    }

    std::vector<RecordChange> changes;
    Counterparts<T> old_to_new;
    Counterparts<T> new_to_old;
};

std::vector<ScopeChange> compare_scopes(const ComparedSide& before, const ComparedSide& after) {
    std::vector<ScopeChange> changes;
    walk(before.catalog.scopes, after.catalog.scopes, by(&Scope::id), [&](auto old, auto now) {
        ScopeChange change;
        if (auto record = change_of(before.catalog, old, after.catalog, now, before.catalog.scopes,
                                    after.catalog.scopes)) {
            change.presence = record->presence;
            change.facts = std::move(record->facts);
            // What a scope is said to be gives nobody more; what it opens does.
            std::ranges::for_each(change.facts, [](FactChange& fact) { fact.widens = false; });
        }
        if (now.has_value()) {
            change.opens_more = opens_more(after, *now, before, old);
        }
        if (old.has_value()) {
            change.opens_less = opens_more(before, *old, after, now);
        }
        change.name = now.has_value() ? after.catalog[*now].id : before.catalog[*old].id;
        if (!change.facts.empty() || !change.opens_more.empty() || !change.opens_less.empty()) {
            changes.push_back(std::move(change));
        }
    });
    return changes;
}

}  // namespace

CatalogDiff compare(const Catalog& before, const Catalog& after) {
    const auto entity_name = [](const Entity& entity) { return std::string(entity.id); };
    const auto event_name = [](const Event& event) { return std::string(event.name); };
    const auto kind_name = [](const Kind& kind) { return std::string(kind.id); };
    const auto operation_name = [](const Operation& operation) { return name_of(operation); };
    ListComparison operations(
        before, before.operations, after, after.operations,
        [](const Operation& left, const Operation& right) -> std::weak_ordering {
            return compare_operations(left, right);
        },
        operation_name);
    ListComparison events(before, before.events, after, after.events, by(&Event::name), event_name);
    ListComparison entities(before, before.entities, after, after.entities, by(&Entity::id),
                            entity_name);
    ListComparison kinds(before, before.kinds, after, after.kinds, by(&Kind::id), kind_name);
    const ComparedSide old_side{before, std::move(operations.old_to_new),
                                std::move(events.old_to_new)};
    const ComparedSide new_side{after, std::move(operations.new_to_old),
                                std::move(events.new_to_old)};
    return {.before = side_of(before),
            .after = side_of(after),
            .scopes = compare_scopes(old_side, new_side),
            .operations = std::move(operations.changes),
            .entities = std::move(entities.changes),
            .events = std::move(events.changes),
            .kinds = std::move(kinds.changes)};
}

}  // namespace latchkey::catalog
