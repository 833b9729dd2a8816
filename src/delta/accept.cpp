#include "delta/atom.h"
#include "delta/read.h"

#include <algorithm>

namespace latchkey::delta {
namespace {

using std::string;

bool names(const std::vector<string>& list, const string& item) {
    return std::ranges::find(list, item) != list.end();
}

bool is_about(const Acceptance::Grant& grant, const Atom& atom) {
    return (grant.entity.empty() || grant.entity == atom.operation->entity) &&
           grant.provider == atom.provider;
}

/// As a grant covers it: an operation of a kind of its own by its verb alone.
bool speaks_of(const Acceptance::Grant& grant, const Operation& operation) {
    const bool by_action = !operation.named && !operation.actions.empty() &&
                           grant.actions.contains_all(operation.actions);
    return grant.any_action || by_action || names(grant.verbs, operation.verb);
}

/// Whether a word of the acceptance has a part in accepting the operation.
bool has_part(const string& word, const Operation& operation) {
    const auto action = catalog::find_action(word);
    return word == "write" || word == "any" || word == operation.verb ||
           (action && operation.actions.contains(*action));
}

string part_of(const Acceptance::Grant& grant, const string& word) {
    return word + " on " + (grant.entity.empty() ? "any" : grant.entity);
}

}  // namespace

Acceptances::Acceptances(const Side& before, const Side& after) : after_(&after) {
    for (const Acceptance& one : after.acceptances) {
        is_new_.push_back(std::ranges::find(before.acceptances, one.text, &Acceptance::text) ==
                          before.acceptances.end());
        auto& parts = parts_.emplace_back();
        for (const Acceptance::Grant& grant : one.grants) {
            for (const string& word : grant.words) {
                parts.push_back({part_of(grant, word)});
            }
            for (const string& field : grant.fields.value_or(std::vector<string>())) {
                parts.push_back({part_of(grant, field)});
            }
        }
        for (const auto& [key, written] : one.operations) {
            parts.push_back({written});
        }
        for (const auto* list :
             {&one.events, &one.scopes, &one.levels, &one.accounts, &one.controls}) {
            for (const string& item : *list) {
                parts.push_back({item});
            }
        }
    }
}

bool Acceptances::use(std::size_t at, const string& part) {
    const auto found = std::ranges::find(parts_[at], part, &Part::name);
    if (found != parts_[at].end()) {
        found->used = true;
    }
    return found != parts_[at].end();
}

/// A field list must be named field by field, and what has none is accepted by a grant without one:
/// whoever accepts two fields has not accepted all, and whoever accepts all has to say so.
bool Acceptances::accepts_grant(std::size_t at, const Atom& atom) {
    const Operation& operation = *atom.operation;
    for (const Acceptance::Grant& grant : after_->acceptances[at].grants) {
        if (!is_about(grant, atom) || !speaks_of(grant, operation)) {
            continue;
        }
        const bool listed = takes_fields(operation.actions);
        if (listed && grant.fields.has_value() != atom.fields.has_value()) {
            continue;
        }
        const std::vector<string> needed = atom.fields.value_or(std::vector<string>());
        if (listed && !std::ranges::all_of(needed, [&](const string& field) {
                return names(*grant.fields, field);
            })) {
            continue;
        }
        for (const string& word : grant.words) {
            if (has_part(word, operation)) {
                use(at, part_of(grant, word));
            }
        }
        for (const string& field : needed) {
            use(at, part_of(grant, field));
        }
        return true;
    }
    for (const auto& [key, written] : after_->acceptances[at].operations) {
        if (key == atom.operation->key) {
            return use(at, written);
        }
    }
    return false;
}

/// What a key reaches is accepted with the scopes that open it, or by its name.
bool Acceptances::accepts_reach(std::size_t at, const Atom& atom) {
    const Acceptance& one = after_->acceptances[at];
    const bool by_scopes =
        !atom.scopes.empty() && std::ranges::all_of(atom.scopes, [&](const string& scope) {
            return names(one.scopes, scope);
        });
    if (by_scopes) {
        std::ranges::for_each(atom.scopes, [&](const string& scope) { use(at, scope); });
        return true;
    }
    for (const auto& [key, written] : one.operations) {
        if (key == atom.operation->key) {
            return use(at, written);
        }
    }
    // Keys are looked at first, so that a level that was gained and accepted is known by now.
    return !atom.by_new_scopes && std::ranges::any_of(one.levels, [&](const string& level) {
        const auto part = std::ranges::find(parts_[at], level, &Part::name);
        return part != parts_[at].end() && part->used;
    });
}

bool Acceptances::accepts(std::size_t at, const Atom& atom) {
    const Acceptance& one = after_->acceptances[at];
    if (one.weakening) {
        const string word(to_string(atom.facet));
        return names(one.controls, word) && use(at, word);
    }
    const auto by_name = [&](const std::vector<string>& list) {
        return names(list, atom.item) && use(at, atom.item);
    };
    switch (atom.facet) {
        case Facet::operation:
        case Facet::field:
        case Facet::condition: return accepts_grant(at, atom);
        case Facet::reach: return accepts_reach(at, atom);
        case Facet::event: return by_name(one.events);
        case Facet::scope: return by_name(one.scopes);
        case Facet::level: return by_name(one.levels);
        case Facet::account: return by_name(one.accounts);
        default: return false;
    }
}

/// A control that changed, and was not loosened after all, was named all the same; of power only
/// what is given is.
bool Acceptances::names_change(std::size_t at, const Atom& atom) {
    return (gives(atom.direction) || after_->acceptances[at].weakening) && accepts(at, atom);
}

void Acceptances::mark(std::string_view subject, Atoms& atoms) {
    for (Atom& atom : atoms) {
        // A waiver gives no power, and may come with what it excuses where that was decided.
        const bool decides = gives(atom.direction) || atom.facet == Facet::waiver;
        for (std::size_t at = 0; at < parts_.size(); ++at) {
            const string& about = after_->acceptances[at].subject;
            const bool speaks = is_new_[at] && (about == subject || about == atom.key);
            // Each that names it was of use; the first is the one that is told.
            if (speaks && names_change(at, atom) && decides && !atom.accepted) {
                atom.accepted = at;
            }
        }
    }
}

std::vector<UnusedAcceptance> Acceptances::unused() const {
    std::vector<UnusedAcceptance> found;
    for (std::size_t at = 0; at < parts_.size(); ++at) {
        const Acceptance& one = after_->acceptances[at];
        const bool none = std::ranges::none_of(parts_[at], &Part::used);
        if (!is_new_[at] || none) {
            found.push_back({one.subject, "", one.where, !is_new_[at]});
            continue;
        }
        for (const Part& part : parts_[at]) {
            if (!part.used) {
                found.push_back({one.subject, part.name, one.where, false});
            }
        }
    }
    return found;
}

AcceptedChange Acceptances::told(std::size_t acceptance) const {
    const Acceptance& one = after_->acceptances[acceptance];
    return {one.because, one.by, one.where};
}

}  // namespace latchkey::delta
