#include "delta/compare.h"

#include "delta/atom.h"
#include "delta/words.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace latchkey::delta {
namespace {

using std::string;

Direction direction_of(const std::vector<Change>& changes) {
    Direction worst = Direction::neutral;
    for (const Change& change : changes) {
        worst = std::max(worst, change.direction);
    }
    return worst;
}

bool has_escalated(const SubjectDiff& subject) {
    return std::ranges::any_of(subject.changes, &Change::escalates);
}

bool has_power(const SubjectDiff& subject) {
    return std::ranges::any_of(subject.changes, [](const Change& change) {
        return gives(change.direction) && is_power(change.facet);
    });
}

const string& id_of(const Integration& one) {
    return one.id;
}
const string& id_of(const Credential& one) {
    return one.key.id;
}

/// Everything of both sides, each with what it is on the other one; sorted by the newest id.
template <typename T>
std::vector<Pair<T>> pair_up(const std::vector<T>& before, const std::vector<T>& after,
                             const std::vector<std::pair<string, string>>& renamed) {
    std::map<string, Pair<T>> pairs;
    for (const T& one : after) {
        pairs[id_of(one)].after = &one;
    }
    for (const T& one : before) {
        const auto now = std::ranges::find(renamed, id_of(one), &std::pair<string, string>::first);
        pairs[now == renamed.end() ? id_of(one) : now->second].before = &one;
    }
    std::vector<Pair<T>> found;
    for (const auto& [id, pair] : pairs) {
        found.push_back(pair);
    }
    return found;
}

class Comparison {
public:
    Comparison(const Side& before, const Side& after)
        : before_(before), after_(after), acceptances_(before, after) {}

    PolicyDiff run() {
        const Renamed renamed = find_renamed(before_, after_);
        for (const auto& [from, to] : renamed.credentials) {
            keys_.rename(from, to);
        }
        for (const auto& pair :
             pair_up(before_.credentials, after_.credentials, renamed.credentials)) {
            compare_credential(pair);
        }
        for (const auto& pair :
             pair_up(before_.integrations, after_.integrations, renamed.integrations)) {
            compare_integration(pair);
        }
        compare_assertions();
        finish();
        return std::move(diff_);
    }

private:
    template <typename T>
    static SubjectDiff about(const Pair<T>& pair, SubjectDiff::Kind kind) {
        const T& any = pair.after != nullptr ? *pair.after : *pair.before;
        SubjectDiff subject;
        subject.kind = kind;
        subject.id = id_of(any);
        subject.where = any.where;
        subject.presence = pair.before == nullptr  ? SubjectDiff::Presence::gained
                           : pair.after == nullptr ? SubjectDiff::Presence::lost
                                                   : SubjectDiff::Presence::same;
        if (pair.before != nullptr && id_of(*pair.before) != subject.id) {
            subject.renamed_from = id_of(*pair.before);
        }
        return subject;
    }

    /// Whether a side says too little of it; the subject is then named and nothing else is said.
    template <typename T>
    bool is_unclear(const Pair<T>& pair, SubjectDiff& subject) const {
        subject.unclear_before = pair.before != nullptr ? !pair.before->understood : !before_.whole;
        subject.unclear_after = pair.after != nullptr ? !pair.after->understood : !after_.whole;
        if (subject.unclear_before || subject.unclear_after) {
            subject.direction = Direction::incomparable;
        }
        return subject.unclear_before || subject.unclear_after;
    }

    /// A folder of manifests has neither planned integrations nor all there is to know of keys.
    static bool is_compiled(const Integration* one) {
        return one != nullptr && one->status != "planned";
    }

    void compare_integration(Pair<Integration> pair) {
        if (before_.compiled || after_.compiled) {
            pair.before = is_compiled(pair.before) ? pair.before : nullptr;
            pair.after = is_compiled(pair.after) ? pair.after : nullptr;
        }
        if (pair.before == nullptr && pair.after == nullptr) {
            return;
        }
        diff_.integrations += pair.after != nullptr && pair.after->status != "retired" ? 1 : 0;
        SubjectDiff subject = about(pair, SubjectDiff::Kind::integration);
        subject.title = (pair.after != nullptr ? pair.after : pair.before)->title;
        if (is_unclear(pair, subject)) {
            diff_.subjects.push_back(std::move(subject));
            return;
        }
        Atoms atoms;
        compare_power(pair, keys_, atoms);
        if (pair.before != nullptr && pair.after != nullptr) {
            // What is retired has nothing left to hold in check.
            if (pair.after->status != "retired") {
                compare_controls(pair, atoms);
            }
            compare_description(pair, atoms);
            compare_waivers(waivers_of(*pair.before), waivers_of(*pair.after), atoms);
        }
        subject.vanished = pair.after == nullptr && pair.before->status == "active";
        add(std::move(subject), std::move(atoms));
    }

    const std::vector<Waiver>& waivers_of(const Integration& one) const {
        // Manifests add those of keys, and a policy keeps them apart.
        static const std::vector<Waiver> none;
        return before_.compiled != after_.compiled ? none : one.waivers;
    }

    void compare_credential(const Pair<Credential>& pair) {
        SubjectDiff subject = about(pair, SubjectDiff::Kind::credential);
        if (is_unclear(pair, subject)) {
            diff_.subjects.push_back(std::move(subject));
            return;
        }
        Atoms atoms;
        compare_key(pair, before_, atoms);
        if (pair.before != nullptr && pair.after != nullptr &&
            before_.compiled == after_.compiled) {
            compare_waivers(pair.before->waivers, pair.after->waivers, atoms);
        }
        add(std::move(subject), std::move(atoms));
    }

    void add(SubjectDiff subject, Atoms atoms) {
        acceptances_.mark(subject.id, atoms);
        subject.changes = tell(subject.id, atoms, acceptances_);
        const bool same = subject.presence == SubjectDiff::Presence::same;
        subject.direction = subject.presence == SubjectDiff::Presence::lost
                                ? Direction::narrowed
                                : direction_of(subject.changes);
        if (!same || !subject.changes.empty() || !subject.renamed_from.empty()) {
            diff_.subjects.push_back(std::move(subject));
        }
    }

    /// An assertion that is gone no longer guards what it was about.
    void compare_assertions() {
        if (before_.compiled || after_.compiled) {
            if (!(before_.compiled && after_.compiled)) {
                diff_.remarks.emplace_back(
                    "manifests hold no assertions and no planned "
                    "integrations, so neither was compared");
            }
            return;
        }
        std::map<string, Atoms> by_subject;
        for (const Assertion& old : before_.assertions) {
            if (std::ranges::find(after_.assertions, old.text, &Assertion::text) ==
                after_.assertions.end()) {
                Atom& atom = by_subject[old.subject].emplace_back(of_assertion(old));
                atom.text = "is no longer held to `" + old.text + "`";
                atom.direction = after_.whole ? Direction::widened : Direction::incomparable;
                atom.was = old.where;
                atom.where = place_of(old.subject);
            }
        }
        for (const Assertion& now : after_.assertions) {
            if (std::ranges::find(before_.assertions, now.text, &Assertion::text) ==
                before_.assertions.end()) {
                Atom& atom = by_subject[now.subject].emplace_back(of_assertion(now));
                atom.text = "is now held to `" + now.text + "`";
                atom.direction = Direction::narrowed;
                atom.where = now.where;
            }
        }
        for (auto& [subject, atoms] : by_subject) {
            add_assertions(subject, std::move(atoms));
        }
    }

    static Atom of_assertion(const Assertion& assertion) {
        Atom atom;
        atom.facet = Facet::assertion;
        atom.item = assertion.text;
        return atom;
    }

    [[nodiscard]] Place place_of(const string& subject) const {
        const auto found = std::ranges::find(after_.integrations, subject, &Integration::id);
        return found == after_.integrations.end() ? Place() : found->where;
    }

    void add_assertions(const string& id, Atoms atoms) {
        const auto known = std::ranges::find(diff_.subjects, id, &SubjectDiff::id);
        if (id.empty() || known == diff_.subjects.end()) {
            SubjectDiff subject;
            const bool is_key = std::ranges::any_of(
                after_.credentials, [&](const Credential& one) { return one.key.id == id; });
            subject.kind = id.empty() ? SubjectDiff::Kind::workspace
                           : is_key   ? SubjectDiff::Kind::credential
                                      : SubjectDiff::Kind::integration;
            subject.id = id;
            subject.where = place_of(id);
            add(std::move(subject), std::move(atoms));
            return;
        }
        acceptances_.mark(id, atoms);
        std::ranges::move(tell(id, atoms, acceptances_), std::back_inserter(known->changes));
        if (known->presence != SubjectDiff::Presence::lost) {
            known->direction = std::max(known->direction, direction_of(known->changes));
        }
    }

    void finish() {
        diff_.unused = acceptances_.unused();
        std::ranges::stable_sort(diff_.subjects, {}, [](const SubjectDiff& one) {
            return std::tuple(-static_cast<int>(one.direction), !has_escalated(one),
                              !has_power(one), one.kind, one.id);
        });
    }

    const Side& before_;
    const Side& after_;
    Acceptances acceptances_;
    KeyNames keys_;
    PolicyDiff diff_;
};

}  // namespace

PolicyDiff compare(const Side& before, const Side& after) {
    return Comparison(before, after).run();
}

}  // namespace latchkey::delta
