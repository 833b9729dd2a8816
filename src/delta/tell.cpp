#include "delta/atom.h"
#include "delta/words.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace latchkey::delta {
namespace {

using std::string;
using Group = std::vector<const Atom*>;

bool is_read(const Operation& operation) {
    return operation.actions.bits == static_cast<std::uint8_t>(catalog::Action::read);
}

string verb_of(const Operation& operation) {
    string verb = operation.verb;
    std::ranges::replace(verb, '-', ' ');
    return verb;
}

/// "read and search contacts", "delete contacts".
string deed(const Group& group) {
    std::vector<string> verbs;
    for (const Atom* atom : group) {
        string verb = verb_of(*atom->operation);
        if (std::ranges::find(verbs, verb) == verbs.end()) {
            verbs.push_back(std::move(verb));
        }
    }
    return listed(verbs) + " " + plural(group.front()->operation->entity);
}

string field_list(const Atom& atom) {
    return atom.fields ? " (" + listed(*atom.fields, 12) + ")" : "";
}

string limited(const Atom& atom) {
    return field_list(atom) + (atom.conditions.empty() ? "" : " where " + told(atom.conditions));
}

string operations(const Group& group) {
    const Atom& first = *group.front();
    const bool gained = gives(first.direction);
    const string more = group.size() > 1 ? ", " + count(group.size(), "operation") : "";
    return (gained ? "can now " : "can no longer ") + deed(group) + (gained ? limited(first) : "") +
           more;
}

string fields(const Group& group) {
    const Atom& first = *group.front();
    const string verb = is_read(*first.operation) ? "read" : "set";
    const string of = " of " + plural(first.operation->entity);
    if (!first.fields) {
        return "can now " + verb + " every field" + of + ", and is held to no list any more";
    }
    if (gives(first.direction)) {
        return "can now " + verb + " " + listed(ticked(*first.fields), 12) + of;
    }
    // A list where there was none names what is left.
    return first.was && first.before == "every field"
               ? "can " + verb + " no more than " + listed(ticked(*first.fields), 12) + of
               : "can no longer " + verb + " " + listed(ticked(*first.fields), 12) + of;
}

string conditions(const Group& group) {
    const Atom& first = *group.front();
    const string now = told(first.conditions);
    const string was = first.before;
    if (now.empty()) {
        return "can " + deed(group) + " without a condition, was only where " + was;
    }
    const string where = "can " + deed(group) + " where " + now;
    return where + (was.empty() ? ", was without a condition" : ", was where " + was);
}

string reach(const Group& group) {
    const Atom& first = *group.front();
    const string number =
        count(group.size(), gives(first.direction) ? "more operation" : "operation");
    if (!gives(first.direction)) {
        return "no longer reaches " + number + " through `" + first.key + "`";
    }
    const string by = first.scopes.empty() ? "" : ", by " + listed(ticked(first.scopes));
    return "reaches " + number + " through `" + first.key + "`" + by +
           (first.by_catalog ? ", since the catalogue is newer" : "");
}

std::vector<string> items(const Group& group) {
    std::vector<string> found;
    for (const Atom* atom : group) {
        found.push_back(atom->item);
    }
    std::ranges::sort(found);
    return found;
}

string named(const Group& group) {
    const Atom& first = *group.front();
    const bool gained = gives(first.direction);
    const string list = listed(ticked(items(group)), 12);
    if (first.facet == Facet::event) {
        return (gained ? "now receives " : "no longer receives ") + list;
    }
    if (first.facet == Facet::scope) {
        return (gained ? "now holds the scope" : "no longer holds the scope") +
               string(group.size() == 1 ? " " : "s ") + list;
    }
    if (first.facet == Facet::level) {
        return (gained ? "now works at the level " : "no longer works at the level ") + list;
    }
    return first.item.empty() ? "may be of any account now, was of `" + first.before + "` alone"
           : first.before.empty()
               ? "works in the account `" + first.item + "`"
               : "works in the account `" + first.item + "`, was `" + first.before + "`";
}

string text_of(const Group& group) {
    const Atom& first = *group.front();
    switch (first.facet) {
        case Facet::operation:
            return operations(group) + (first.by_catalog ? ", since the catalogue is newer" : "");
        case Facet::field: return fields(group);
        case Facet::condition: return conditions(group);
        case Facet::reach: return reach(group);
        case Facet::event:
        case Facet::scope:
        case Facet::level:
        case Facet::account: return named(group);
        default: return first.text;
    }
}

/// What must be equal for two atoms to be told as one.
auto together(const Atom& atom) {
    const bool told_alone = !atom.text.empty();
    const string fields = atom.fields ? field_list(atom) : "*";
    return std::tuple(atom.facet, atom.direction, atom.escalates, atom.by_catalog, atom.accepted,
                      atom.where, atom.was, atom.provider, atom.key,
                      atom.operation && atom.facet != Facet::reach ? atom.operation->entity : "",
                      atom.operation && atom.facet == Facet::field && is_read(*atom.operation),
                      atom.facet == Facet::reach ? "" : fields, told(atom.conditions), atom.before,
                      atom.scopes, told_alone ? atom.text : "",
                      atom.facet == Facet::account || atom.facet == Facet::level ? atom.item : "");
}

Change told_as_one(std::string_view subject, const Group& group, const Acceptances& acceptances) {
    const Atom& first = *group.front();
    Change change{.facet = first.facet,
                  .direction = first.direction,
                  .escalates = first.escalates,
                  .by_catalog = first.by_catalog,
                  .text = text_of(group),
                  .items = {},
                  .before = first.before,
                  .after = first.after,
                  .where = first.where,
                  .was = first.was,
                  .accept_as = gives(first.direction) ? suggest(subject, group) : "",
                  .accepted = {},
                  .waived = false};
    if (first.text.empty()) {
        change.items = items(group);
    }
    if (first.facet == Facet::condition) {
        change.after = told(first.conditions);
    }
    if (first.accepted) {
        change.accepted = acceptances.told(*first.accepted);
    }
    return change;
}

/// A scope is told before what it opens.
Facet told_as(Facet facet) {
    return facet == Facet::scope ? Facet::reach : facet == Facet::reach ? Facet::scope : facet;
}

/// What gives most comes first, and power before what controls it.
auto weight(const Change& change) {
    return std::tuple(!change.escalates, change.direction == Direction::neutral,
                      change.direction == Direction::narrowed, told_as(change.facet), change.where);
}

}  // namespace

std::vector<Change> tell(std::string_view subject, const Atoms& atoms,
                         const Acceptances& acceptances) {
    std::map<decltype(together(std::declval<const Atom&>())), Group> groups;
    for (const Atom& atom : atoms) {
        groups[together(atom)].push_back(&atom);
    }
    std::vector<Change> changes;
    for (const auto& [key, group] : groups) {
        changes.push_back(told_as_one(subject, group, acceptances));
    }
    std::ranges::stable_sort(changes, {}, weight);
    return changes;
}

}  // namespace latchkey::delta
