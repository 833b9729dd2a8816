#include "delta/atom.h"
#include "delta/order.h"
#include "delta/words.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

namespace latchkey::delta {
namespace {

using catalog::Action;

/// How much an operation can do to what there is: read, write, delete.
int rank(const Operation& operation) {
    if (operation.actions.contains(Action::remove)) {
        return 3;
    }
    return operation.actions.bits == static_cast<std::uint8_t>(Action::read) ? 1 : 2;
}

/// The ranks that an integration had before.
class Ranks {
public:
    void add(const std::string& provider, const Operation& operation) {
        int& of_entity = of_entity_[provider + ":" + operation.entity];
        of_entity = std::max(of_entity, rank(operation));
        highest_ = std::max(highest_, of_entity);
    }
    /// Whether it is of another kind than what the integration could do to these records, or to
    /// anything. What could do nothing before escalates nothing: it is new.
    [[nodiscard]] bool escalates(const std::string& provider, const Operation& operation) const {
        const auto known = of_entity_.find(provider + ":" + operation.entity);
        const int before = known == of_entity_.end() ? 0 : known->second;
        return highest_ > 0 &&
               ((before > 0 && rank(operation) > before) || rank(operation) > highest_);
    }

private:
    std::map<std::string, int> of_entity_;
    int highest_ = 0;
};

template <typename T>
const T* find(const std::vector<T>& sorted, const std::string& key) {
    const auto at = std::ranges::lower_bound(sorted, key, {}, &T::key);
    return at != sorted.end() && at->key == key ? &*at : nullptr;
}

std::vector<std::string> without(const std::vector<std::string>& some,
                                 const std::vector<std::string>& others) {
    std::vector<std::string> left;
    std::ranges::set_difference(some, others, std::back_inserter(left));
    return left;
}

/// What a catalogue says of an operation, as far as power goes; empty where it does not know it.
std::string known_of(const catalog::Catalog& catalog, const Operation& operation) {
    const std::size_t blank = operation.name.find(' ');
    const auto method = catalog::find_method(operation.name.substr(0, blank));
    const auto found =
        method ? catalog::match_operation(catalog, *method, operation.name.substr(blank + 1))
               : std::nullopt;
    if (!found || found->literal_segment) {
        return {};
    }
    const catalog::Operation& known = catalog[found->operation];
    std::string text = std::string(catalog[known.entity].id) + " " +
                       std::string(catalog[known.verb].id) + " " +
                       std::to_string(known.actions.bits) + (known.named ? "n" : "") +
                       (known.requirement_known ? "k" : "") + std::to_string(known.levels) + "/" +
                       std::to_string(known.kinds);
    for (const catalog::Alternative& all : known.alternatives) {
        text += "|";
        for (const auto scope : all) {
            text += " " + std::string(catalog[scope].id);
        }
    }
    return text;
}

/// One provider's part of a comparison.
class HoldingComparison {
public:
    HoldingComparison(const Holding& before, const Holding& after, const Ranks& ranks, Place place,
                      Atoms& to)
        : before_(before), after_(after), ranks_(ranks), place_(place), to_(to) {}

    void run() {
        compare_allowed();
        compare_reach();
        compare_events();
        compare_scopes();
    }

private:
    Atom atom(Facet facet, Direction direction, const std::string& item) const {
        Atom made;
        made.facet = facet;
        made.direction = direction;
        made.provider = after_.provider.empty() ? before_.provider : after_.provider;
        made.key = after_.key.id.empty() ? before_.key.id : after_.key.id;
        made.item = item;
        return made;
    }

    Atom of_operation(Facet facet, Direction direction, const Allowed& allowed) const {
        Atom made = atom(facet, direction, allowed.name);
        made.operation = allowed;
        made.fields = allowed.fields;
        made.conditions = allowed.conditions;
        (direction == Direction::narrowed ? made.was : made.where) = allowed.where;
        return made;
    }

    void compare_allowed() {
        for (const Allowed& after : after_.allowed) {
            const Allowed* before = find(before_.allowed, after.key);
            if (before != nullptr) {
                compare_fields(*before, after);
                compare_conditions(*before, after);
                continue;
            }
            Atom gained = of_operation(Facet::operation, Direction::widened, after);
            gained.by_catalog = by_catalog(after, false);
            gained.escalates = ranks_.escalates(after_.provider, after);
            to_.push_back(std::move(gained));
        }
        for (const Allowed& before : before_.allowed) {
            if (find(after_.allowed, before.key) == nullptr) {
                to_.push_back(of_operation(Facet::operation, Direction::narrowed, before));
            }
        }
    }

    void compare_fields(const Allowed& before, const Allowed& after) {
        const auto add = [&](Direction direction, std::optional<std::vector<std::string>> fields) {
            Atom made = of_operation(Facet::field, direction, after);
            made.where = direction == Direction::widened ? after.where : Place();
            made.was = before.where;
            // What was held to no list loses all that the list does not name.
            made.before = before.fields ? "" : "every field";
            made.fields = std::move(fields);
            to_.push_back(std::move(made));
        };
        if (before.fields.has_value() != after.fields.has_value()) {
            add(before.fields ? Direction::widened : Direction::narrowed,
                before.fields ? std::nullopt : after.fields);
            return;
        }
        if (!before.fields) {
            return;
        }
        if (auto gained = without(*after.fields, *before.fields); !gained.empty()) {
            add(Direction::widened, std::move(gained));
        }
        if (auto lost = without(*before.fields, *after.fields); !lost.empty()) {
            add(Direction::narrowed, std::move(lost));
        }
    }

    void compare_conditions(const Allowed& before, const Allowed& after) {
        if (before.conditions == after.conditions) {
            return;
        }
        const bool keeps = covers(before.conditions, after.conditions);
        const bool leaves = covers(after.conditions, before.conditions);
        if (keeps && leaves) {
            return;
        }
        Atom made = of_operation(Facet::condition,
                                 keeps    ? Direction::narrowed
                                 : leaves ? Direction::widened
                                          : Direction::incomparable,
                                 after);
        made.where = after.where;
        made.was = before.where;
        made.conditions = after.conditions;
        made.before = told(before.conditions);
        to_.push_back(std::move(made));
    }

    void compare_reach() {
        const std::set<std::string> before = reachable(before_, false);
        const std::vector<std::string> new_scopes = without(after_.scopes, before_.scopes);
        const auto gain = [&](const Operation& operation, const std::vector<std::string>& through) {
            Atom made = atom(Facet::reach, Direction::widened, operation.name);
            made.operation = operation;
            std::ranges::set_intersection(through, new_scopes, std::back_inserter(made.scopes));
            made.by_new_scopes = !made.scopes.empty();
            made.by_catalog = made.scopes.empty() && by_catalog(operation, true);
            made.scopes = made.scopes.empty() ? through : made.scopes;
            made.where = after_.scopes_where ? after_.scopes_where : place_;
            to_.push_back(std::move(made));
        };
        for (const Reachable& after : after_.residual) {
            if (!before.contains(after.key)) {
                gain(after, after.scopes);
            }
        }
        for (const Allowed& after : after_.allowed) {
            const Allowed* old = find(before_.allowed, after.key);
            const bool told = old != nullptr && !old->opened_known && !may_open_more();
            if (after.opened && old != nullptr && !told && !before.contains(after.key)) {
                gain(after, new_scopes);
            }
        }
        const std::set<std::string> now = reachable(after_, true);
        for (const Reachable& old : before_.residual) {
            if (!now.contains(old.key) && find(after_.allowed, old.key) == nullptr) {
                Atom made = atom(Facet::reach, Direction::narrowed, old.name);
                made.operation = old;
                made.was = before_.scopes_where ? before_.scopes_where : before_.uses_where;
                to_.push_back(std::move(made));
            }
        }
    }

    /// Whether the key is another one or has more than before: what it opens is then not what it
    /// opened, though nobody says what that was.
    [[nodiscard]] bool may_open_more() const {
        return before_.key.kind != after_.key.kind ||
               !without(after_.key.levels, before_.key.levels).empty() ||
               !without(after_.scopes, before_.scopes).empty() ||
               before_.catalog_digest != after_.catalog_digest;
    }

    /// What a holding's key opens; `perhaps` decides on what is not known.
    static std::set<std::string> reachable(const Holding& holding, bool perhaps) {
        std::set<std::string> keys;
        for (const Reachable& one : holding.residual) {
            keys.insert(one.key);
        }
        for (const Allowed& one : holding.allowed) {
            if (one.opened_known ? one.opened : perhaps) {
                keys.insert(one.key);
            }
        }
        return keys;
    }

    /// Whether the catalogues say different things of it: then nobody's grant or scope gave it.
    /// `unknown` is the answer where a catalogue is not at hand.
    bool by_catalog(const Operation& operation, bool unknown) const {
        if (before_.catalog_digest.empty() || before_.catalog_digest == after_.catalog_digest) {
            return false;
        }
        if (before_.catalog == nullptr || after_.catalog == nullptr) {
            return unknown;
        }
        return known_of(*before_.catalog, operation) != known_of(*after_.catalog, operation);
    }

    void compare_events() {
        for (const Event& after : after_.events) {
            if (std::ranges::find(before_.events, after.name, &Event::name) ==
                before_.events.end()) {
                Atom made = atom(Facet::event, Direction::widened, after.name);
                made.where = after.where;
                to_.push_back(std::move(made));
            }
        }
        for (const Event& before : before_.events) {
            if (std::ranges::find(after_.events, before.name, &Event::name) ==
                after_.events.end()) {
                Atom made = atom(Facet::event, Direction::narrowed, before.name);
                made.was = before.where;
                to_.push_back(std::move(made));
            }
        }
    }

    void compare_scopes() {
        for (const std::string& scope : without(after_.scopes, before_.scopes)) {
            Atom made = atom(Facet::scope, Direction::widened, scope);
            made.where = after_.scopes_where ? after_.scopes_where : place_;
            to_.push_back(std::move(made));
        }
        for (const std::string& scope : without(before_.scopes, after_.scopes)) {
            Atom made = atom(Facet::scope, Direction::narrowed, scope);
            made.was = before_.scopes_where ? before_.scopes_where : before_.uses_where;
            to_.push_back(std::move(made));
        }
    }

    const Holding& before_;
    const Holding& after_;
    const Ranks& ranks_;
    Place place_;
    Atoms& to_;
};

/// Another key is compared here; the same key, changed, where keys are.
void compare_keys_held(const Holding& before, const Holding& after, const KeyNames& keys,
                       Place place, Atoms& to) {
    if (keys.after(before.key.id) == after.key.id) {
        return;
    }
    const Place where = after.uses_where ? after.uses_where : place;
    const auto add = [&](Facet facet, Direction direction, const std::string& item) -> Atom& {
        Atom made;
        made.facet = facet;
        made.direction = direction;
        made.provider = after.provider;
        made.key = after.key.id;
        made.item = item;
        made.where = where;
        made.was = before.uses_where;
        return to.emplace_back(std::move(made));
    };
    Atom& other = add(Facet::uses, Direction::neutral, after.key.id);
    other.text = "uses the key `" + after.key.id + "` now, instead of `" + before.key.id + "`";
    for (const std::string& level : without(after.key.levels, before.key.levels)) {
        add(Facet::level, Direction::widened, level).escalates =
            is_above(level, before.key.levels, after.provider);
    }
    for (const std::string& level : without(before.key.levels, after.key.levels)) {
        add(Facet::level, Direction::narrowed, level);
    }
    if (before.key.account && before.key.account != after.key.account) {
        add(Facet::account, Direction::widened, after.key.account.value_or(""));
    }
}

const Holding* holding_of(const Integration* integration, const std::string& provider) {
    if (integration == nullptr) {
        return nullptr;
    }
    const auto at = std::ranges::find(integration->holdings, provider, &Holding::provider);
    return at == integration->holdings.end() ? nullptr : &*at;
}

}  // namespace

void compare_power(const Pair<Integration>& pair, const KeyNames& keys, Atoms& to) {
    static const Holding nothing;
    Ranks ranks;
    std::set<std::string> providers;
    for (const Integration* side : {pair.before, pair.after}) {
        if (side == nullptr) {
            continue;
        }
        for (const Holding& holding : side->holdings) {
            providers.insert(holding.provider);
            if (side == pair.before) {
                std::ranges::for_each(holding.allowed, [&](const Allowed& allowed) {
                    ranks.add(holding.provider, allowed);
                });
            }
        }
    }
    const Place place = pair.after == nullptr ? Place() : pair.after->where;
    for (const std::string& provider : providers) {
        const Holding* before = holding_of(pair.before, provider);
        const Holding* after = holding_of(pair.after, provider);
        HoldingComparison(before == nullptr ? nothing : *before,
                          after == nullptr ? nothing : *after, ranks, place, to)
            .run();
        if (before != nullptr && after != nullptr) {
            compare_keys_held(*before, *after, keys, place, to);
        }
    }
}

}  // namespace latchkey::delta
