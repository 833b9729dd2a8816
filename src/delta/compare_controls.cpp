#include "delta/atom.h"
#include "delta/order.h"
#include "delta/words.h"

#include <algorithm>

namespace latchkey::delta {
namespace {

using std::string;

/// Compares the controls of one integration, each as its own question.
class ControlComparison {
public:
    ControlComparison(const Integration& before, const Integration& after, Atoms& to)
        : before_(before.controls), after_(after.controls), place_(after.where), to_(to) {}

    void run() {
        compare_limits();
        compare_sources();
        compare_alerts();
        compare_gateway();
        compare_audit();
        compare_review();
        compare_revoke();
        compare_retain();
        compare_basis();
        compare_erase();
        compare_recipients();
        compare_subjects();
    }

private:
    void add(Facet facet, Direction direction, string text, string before, string after,
             Place where, Place was) {
        Atom made;
        made.facet = facet;
        made.direction = direction;
        made.item = to_string(facet);
        made.text = std::move(text);
        made.before = std::move(before);
        made.after = std::move(after);
        made.where = where ? where : gives(direction) ? place_ : Place();
        made.was = was;
        to_.push_back(std::move(made));
    }

    template <typename T>
    static string all(const std::vector<T>& items) {
        string text;
        for (const T& each : items) {
            text += (text.empty() ? "" : ", ") + told(each);
        }
        return text;
    }

    void compare_limits() {
        const auto same = [](const Limit& left, const Limit& right) {
            return left.requests == right.requests && left.per_seconds == right.per_seconds;
        };
        if (std::ranges::equal(before_.limits, after_.limits, same)) {
            return;
        }
        const string before = all(before_.limits);
        const string after = all(after_.limits);
        const bool tight = holds(after_.limits, before_.limits);
        const bool loose = holds(before_.limits, after_.limits);
        if (after_.limits.empty()) {
            add(Facet::limit, Direction::widened, "has no limit any more, was " + before, before,
                after, {}, before_.limits_where);
        } else if (before_.limits.empty()) {
            add(Facet::limit, Direction::narrowed, "is limited to " + after, before, after,
                after_.limits_where, {});
        } else {
            const Direction direction = tight && loose ? Direction::neutral
                                        : tight        ? Direction::narrowed
                                        : loose        ? Direction::widened
                                                       : Direction::incomparable;
            const string word = tight && loose ? "writes its limit in another way: "
                                : tight        ? "has a tighter limit: "
                                : loose        ? "has a looser limit: "
                                               : "has another limit, tighter in one way and looser "
                                                 "in another: ";
            add(Facet::limit, direction, word + after + ", was " + before, before, after,
                after_.limits_where, before_.limits_where);
        }
    }

    void compare_sources() {
        const std::vector<string> gained = outside(after_.sources, before_.sources);
        const std::vector<string> lost = outside(before_.sources, after_.sources);
        const string before = listed(before_.sources, 20);
        const string after = listed(after_.sources, 20);
        if (after_.sources.empty() && !before_.sources.empty()) {
            add(Facet::from, Direction::widened,
                "may be called from anywhere, was only from " + listed(before_.sources), before,
                after, {}, before_.sources_where);
        } else if (before_.sources.empty() && !after_.sources.empty()) {
            add(Facet::from, Direction::narrowed,
                "may only be called from " + listed(after_.sources), before, after,
                after_.sources_where, {});
        } else if (!gained.empty()) {
            add(Facet::from, lost.empty() ? Direction::widened : Direction::incomparable,
                "may now be called from " + listed(gained) +
                    (lost.empty() ? "" : ", and no longer from " + listed(lost)),
                before, after, after_.sources_where, before_.sources_where);
        } else if (!lost.empty()) {
            add(Facet::from, Direction::narrowed, "may no longer be called from " + listed(lost),
                before, after, after_.sources_where, before_.sources_where);
        }
    }

    void compare_alerts() {
        const auto missing = [](const std::vector<Alert>& some, const std::vector<Alert>& others) {
            std::vector<string> found;
            for (const Alert& one : some) {
                if (!speaks(others, one)) {
                    found.push_back(told(one));
                }
            }
            return found;
        };
        const std::vector<string> lost = missing(before_.alerts, after_.alerts);
        const std::vector<string> gained = missing(after_.alerts, before_.alerts);
        const string before = all(before_.alerts);
        const string after = all(after_.alerts);
        if (!lost.empty()) {
            add(Facet::alert, Direction::widened,
                "no longer alerts on " + listed(lost) +
                    (gained.empty() ? "" : ", only on " + listed(gained)),
                before, after, after_.alerts_where, before_.alerts_where);
        } else if (!gained.empty()) {
            add(Facet::alert, Direction::narrowed, "now alerts on " + listed(gained), before, after,
                after_.alerts_where, before_.alerts_where);
        } else if (receivers(before_) != receivers(after_)) {
            add(Facet::alert, Direction::neutral,
                "sends its alerts to " + listed(receivers(after_)) + ", was " +
                    listed(receivers(before_)),
                listed(receivers(before_), 20), listed(receivers(after_), 20), after_.alerts_where,
                before_.alerts_where);
        }
    }

    static std::vector<string> receivers(const Controls& controls) {
        std::vector<string> found;
        for (const Alert& alert : controls.alerts) {
            if (std::ranges::find(found, alert.to) == found.end()) {
                found.push_back(alert.to);
            }
        }
        return found;
    }

    /// What a control with a duration comes to: `larger` is the looser one where `looser_is_more`.
    struct Wording {
        Facet facet;
        /// "is reviewed every", completed by the duration.
        string with;
        string without;
        string unit_of_nothing;
        bool in_days = true;
        bool looser_is_more = true;
    };

    static string amount(const Statement& statement, const Wording& wording) {
        if (!statement.amount) {
            return wording.unit_of_nothing;
        }
        return wording.in_days ? days(*statement.amount) : seconds(*statement.amount);
    }

    void compare_amount(const std::optional<Statement>& before,
                        const std::optional<Statement>& after, const Wording& wording) {
        if (!before && !after) {
            return;
        }
        if (!after) {
            add(wording.facet, Direction::widened, wording.without, amount(*before, wording), "",
                {}, before->where);
            return;
        }
        const string now = wording.with + " " + amount(*after, wording);
        if (!before) {
            add(wording.facet, Direction::narrowed, "now " + now, "", amount(*after, wording),
                after->where, {});
            return;
        }
        if (before->amount == after->amount) {
            return;
        }
        // What says no duration promises the least.
        const bool more = !after->amount    ? wording.looser_is_more
                          : !before->amount ? !wording.looser_is_more
                                            : *after->amount > *before->amount;
        const bool looser = more == wording.looser_is_more;
        add(wording.facet, looser ? Direction::widened : Direction::narrowed,
            now + ", was " + amount(*before, wording), amount(*before, wording),
            amount(*after, wording), after->where, before->where);
    }

    /// The words of a control that either is there or is not.
    void compare_text(Facet facet, const std::optional<Statement>& before,
                      const std::optional<Statement>& after, const string& noun) {
        if (before && !after) {
            add(facet, Direction::widened, "has no " + noun + " any more, was " + before->text,
                before->text, "", {}, before->where);
        } else if (!before && after) {
            add(facet, Direction::narrowed, "has a " + noun + " now: " + after->text, "",
                after->text, after->where, {});
        } else if (before && before->text != after->text) {
            add(facet, Direction::neutral,
                "has another " + noun + ": " + after->text + ", was " + before->text, before->text,
                after->text, after->where, before->where);
        }
    }

    void compare_gateway() {
        compare_text(Facet::gateway, before_.gateway, after_.gateway, "gateway");
    }
    void compare_audit() {
        if (before_.audit && after_.audit && before_.audit->text != after_.audit->text) {
            compare_text(Facet::audit, before_.audit, after_.audit, "audit log");
        }
        compare_amount(before_.audit, after_.audit,
                       {Facet::audit, "keeps its audit log for", "has no audit log any more",
                        "no set time", true, false});
    }
    void compare_review() {
        compare_amount(before_.review, after_.review,
                       {Facet::review, "is reviewed every", "is reviewed no more", "", true, true});
        if (before_.review && after_.review && before_.reviewer != after_.reviewer) {
            add(Facet::review, Direction::neutral,
                "is reviewed by " + (after_.reviewer.empty() ? "nobody named" : after_.reviewer) +
                    ", was " + (before_.reviewer.empty() ? "nobody named" : before_.reviewer),
                before_.reviewer, after_.reviewer, after_.review->where, before_.review->where);
        }
    }
    void compare_revoke() {
        if (before_.revoke && after_.revoke && before_.revoke->text != after_.revoke->text) {
            compare_text(Facet::revoke, before_.revoke, after_.revoke, "runbook for revoking");
        }
        compare_amount(before_.revoke, after_.revoke,
                       {Facet::revoke, "can be revoked within",
                        "has no way of being revoked any more", "no set time", false, true});
    }
    void compare_retain() {
        compare_amount(before_.retain, after_.retain,
                       {Facet::retain, "keeps personal data for",
                        "keeps personal data for as long as it likes", "", true, true});
    }
    void compare_basis() { compare_text(Facet::basis, before_.basis, after_.basis, "legal basis"); }
    void compare_erase() {
        compare_text(Facet::erase, before_.erase, after_.erase, "runbook for erasing");
    }

    void compare_recipients() {
        for (const Recipient& after : after_.recipients) {
            const auto old = std::ranges::find(before_.recipients, after.name, &Recipient::name);
            if (old == before_.recipients.end()) {
                add(Facet::recipient, Direction::widened, "now gives data to " + told(after), "",
                    told(after), after_.recipients_where, {});
            } else if (told(*old) != told(after)) {
                const bool lost = !old->agreement.empty() && after.agreement.empty();
                add(Facet::recipient,
                    lost || old->region != after.region ? Direction::widened : Direction::neutral,
                    "gives data to " + told(after) + ", was " + told(*old), told(*old), told(after),
                    after_.recipients_where, before_.recipients_where);
            }
        }
        for (const Recipient& before : before_.recipients) {
            if (std::ranges::find(after_.recipients, before.name, &Recipient::name) ==
                after_.recipients.end()) {
                add(Facet::recipient, Direction::narrowed, "no longer gives data to " + before.name,
                    told(before), "", {}, before_.recipients_where);
            }
        }
    }

    void compare_subjects() {
        if (before_.subjects != after_.subjects) {
            const string before = listed(before_.subjects, 20);
            const string after = listed(after_.subjects, 20);
            add(Facet::subjects, Direction::neutral,
                "is about people in " + (after.empty() ? "no place named" : after) + ", was " +
                    (before.empty() ? "no place named" : before),
                before, after, {}, {});
        }
    }

    const Controls& before_;
    const Controls& after_;
    Place place_;
    Atoms& to_;
};

void describe(const Pair<Integration>& pair, Facet facet, const string& before, const string& after,
              const string& text, Place where, Atoms& to) {
    if (before == after) {
        return;
    }
    Atom made;
    made.facet = facet;
    made.item = to_string(facet);
    made.text = text + (after.empty() ? "nothing" : after) + ", was " +
                (before.empty() ? "nothing" : before);
    made.before = before;
    made.after = after;
    made.where = where;
    made.was = pair.before->where;
    to.push_back(std::move(made));
}

}  // namespace

void compare_controls(const Pair<Integration>& pair, Atoms& to) {
    ControlComparison(*pair.before, *pair.after, to).run();
}

void compare_description(const Pair<Integration>& pair, Atoms& to) {
    const Integration& before = *pair.before;
    const Integration& after = *pair.after;
    describe(pair, Facet::status, before.status, after.status, "is ", after.status_where, to);
    describe(pair, Facet::environment, before.environment, after.environment,
             "works in the environment ", after.where, to);
    describe(pair, Facet::purpose, before.purpose, after.purpose, "has the purpose ", after.where,
             to);
    describe(pair, Facet::owner, before.owner, after.owner, "belongs to ", after.where, to);
    describe(pair, Facet::title, before.title, after.title, "is titled ", after.where, to);
}

}  // namespace latchkey::delta
