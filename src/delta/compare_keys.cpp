#include "delta/atom.h"
#include "delta/words.h"

#include <algorithm>
#include <iterator>

namespace latchkey::delta {
namespace {

using std::string;

std::vector<string> without(const std::vector<string>& some, const std::vector<string>& others) {
    std::vector<string> left;
    std::ranges::copy_if(some, std::back_inserter(left), [&](const string& one) {
        return std::ranges::find(others, one) == others.end();
    });
    return left;
}

class KeyComparison {
public:
    KeyComparison(const Pair<Credential>& pair, const Side& before, Atoms& to)
        : before_(pair.before), after_(pair.after), old_side_(before), to_(to) {}

    void run() {
        if (before_ == nullptr) {
            compare_new();
        } else if (after_ != nullptr) {
            compare_levels(before_->key.levels);
            compare_account();
            if (before_->known_in_full && after_->known_in_full) {
                compare_rotation();
                compare_expiry();
                describe(Facet::owner, before_->owner, after_->owner, "belongs to ");
                describe(Facet::environment, before_->key.environment, after_->key.environment,
                         "is for the environment ");
            }
            describe(Facet::kind, before_->key.kind, after_->key.kind, "is of the kind ");
            describe(Facet::store, before_->key.store, after_->key.store, "is kept in ");
        }
    }

private:
    Atom& add(Facet facet, Direction direction, const string& item, Place where, Place was = {}) {
        const Credential& any = after_ == nullptr ? *before_ : *after_;
        Atom made;
        made.facet = facet;
        made.direction = direction;
        made.provider = any.provider;
        made.key = any.key.id;
        made.item = item;
        made.where = where                                   ? where
                     : gives(direction) && after_ != nullptr ? after_->where
                                                             : Place();
        made.was = was;
        return to_.emplace_back(std::move(made));
    }

    /// A new key by itself gives what no key before it did: a level, an account. What may be done
    /// with it is told of the integrations that use it.
    void compare_new() {
        std::vector<string> levels;
        std::vector<string> accounts;
        for (const Credential& one : old_side_.credentials) {
            if (one.provider == after_->provider) {
                levels.insert(levels.end(), one.key.levels.begin(), one.key.levels.end());
                accounts.push_back(one.key.account.value_or(""));
            }
        }
        Atom& made = add(Facet::presence, Direction::neutral, after_->key.id, after_->where);
        made.text = "is a new key of " + after_->provider + ", kept in " + after_->key.store;
        if (accounts.empty()) {
            return;
        }
        compare_levels(levels);
        const string account = after_->key.account.value_or("");
        if (std::ranges::find(accounts, account) == accounts.end() &&
            std::ranges::find(accounts, "") == accounts.end()) {
            add(Facet::account, Direction::widened, account, after_->account_where);
        }
    }

    void compare_levels(const std::vector<string>& before) {
        for (const string& level : without(after_->key.levels, before)) {
            add(Facet::level, Direction::widened, level, after_->levels_where,
                before_ == nullptr ? Place() : before_->levels_where)
                .escalates = is_above(level, before, after_->provider);
        }
        if (before_ != nullptr) {
            for (const string& level : without(before, after_->key.levels)) {
                add(Facet::level, Direction::narrowed, level, {}, before_->levels_where);
            }
        }
    }

    /// A key that names no account may be of any.
    void compare_account() {
        const auto& before = before_->key.account;
        const auto& after = after_->key.account;
        if (before == after || !before_->known_in_full || !after_->known_in_full) {
            return;
        }
        Atom& made = add(Facet::account, before ? Direction::widened : Direction::narrowed,
                         after.value_or(""), after_->account_where, before_->account_where);
        made.before = before.value_or("");
        made.after = after.value_or("");
    }

    void compare_rotation() {
        const auto& before = before_->rotate;
        const auto& after = after_->rotate;
        if (before && !after) {
            Atom& made = add(Facet::rotate, Direction::widened, "rotate", {}, before->where);
            made.text = "is rotated no more, was every " + days(*before->amount);
            made.before = days(*before->amount);
        } else if (after && (!before || before->amount != after->amount)) {
            const bool looser = before && *after->amount > *before->amount;
            Atom& made = add(Facet::rotate, looser ? Direction::widened : Direction::narrowed,
                             "rotate", after->where, before ? before->where : Place());
            made.text = "is rotated every " + days(*after->amount) +
                        (before ? ", was every " + days(*before->amount) : "");
            made.before = before ? days(*before->amount) : "";
            made.after = days(*after->amount);
        }
        if (before && after && before_->overlap_days != after_->overlap_days) {
            const std::uint64_t was = before_->overlap_days.value_or(0);
            const std::uint64_t now = after_->overlap_days.value_or(0);
            Atom& made = add(Facet::rotate, now > was ? Direction::widened : Direction::narrowed,
                             "rotate", after->where, before->where);
            made.text =
                "keeps the old key for " + days(now) + " when it is rotated, was " + days(was);
        }
    }

    /// A key that was made or changed anew lives longer without anybody having been lenient.
    void compare_expiry() {
        const auto& before = before_->expires;
        const auto& after = after_->expires;
        const string was = before ? before->text : "";
        const string now = after ? after->text : "";
        if (was == now) {
            return;
        }
        const bool renewed =
            before_->issued != after_->issued || before_->rotated != after_->rotated;
        const bool looser = !after || (before && now > was && !renewed);
        Atom& made =
            add(Facet::expires,
                looser                           ? Direction::widened
                : before && now > was && renewed ? Direction::neutral
                                                 : Direction::narrowed,
                "expires", after ? after->where : Place(), before ? before->where : Place());
        made.text = after ? "expires on " + now + (before ? ", was " + was : "")
                          : "never expires, was " + was;
        made.before = was;
        made.after = now;
    }

    void describe(Facet facet, const string& before, const string& after, const string& text) {
        if (before != after) {
            Atom& made = add(facet, Direction::neutral, string(to_string(facet)), after_->where,
                             before_->where);
            made.text = text + (after.empty() ? "nothing" : after) + ", was " +
                        (before.empty() ? "nothing" : before);
            made.before = before;
            made.after = after;
        }
    }

    const Credential* before_;
    const Credential* after_;
    const Side& old_side_;
    Atoms& to_;
};

Atom waiver_atom(const Waiver& waiver, const string& text) {
    Atom made;
    made.facet = Facet::waiver;
    made.item = waiver.rule;
    made.text = text;
    return made;
}

}  // namespace

void compare_key(const Pair<Credential>& pair, const Side& before, Atoms& to) {
    KeyComparison(pair, before, to).run();
}

/// A waiver excuses a finding and gives no power; the one that excuses what came with it is found
/// elsewhere.
void compare_waivers(const std::vector<Waiver>& before, const std::vector<Waiver>& after,
                     Atoms& to) {
    for (const Waiver& now : after) {
        const auto old = std::ranges::find(before, now.rule, &Waiver::rule);
        if (old == before.end()) {
            Atom& made = to.emplace_back(waiver_atom(
                now, "is excused from `" + now.rule + "` until " + now.until + ": " + now.because));
            made.where = now.where;
        } else if (old->until != now.until) {
            Atom& made =
                to.emplace_back(waiver_atom(now, "is excused from `" + now.rule + "` until " +
                                                     now.until + ", was " + old->until));
            made.where = now.where;
            made.was = old->where;
        }
    }
    for (const Waiver& old : before) {
        if (std::ranges::find(after, old.rule, &Waiver::rule) == after.end()) {
            Atom& made =
                to.emplace_back(waiver_atom(old, "is no longer excused from `" + old.rule + "`"));
            made.was = old.where;
            made.direction = Direction::narrowed;
        }
    }
}

/// A catalogue lists the highest level first.
bool is_above(const string& level, const std::vector<string>& others, std::string_view provider) {
    const auto known = std::ranges::find(catalog::shipped(), provider, &catalog::Catalog::id);
    if (others.empty() || known == catalog::shipped().end()) {
        return !others.empty() && level == "agency";
    }
    const auto at = known->find_level(level);
    return at && std::ranges::all_of(others, [&](const string& other) {
               const auto place = known->find_level(other);
               return place && *at < *place;
           });
}

}  // namespace latchkey::delta
