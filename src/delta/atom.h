#pragma once

#include "latchkey/diff.h"

#include "delta/power.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace latchkey::delta {

/// The smallest change that a policy can accept: one operation, one scope, one control. Atoms that
/// say the same of one place are told as one `Change`.
struct Atom {
    Facet facet = Facet::operation;
    Direction direction = Direction::neutral;
    bool escalates = false;
    bool by_catalog = false;
    std::string provider;
    /// The key that it is about, where it is about one.
    std::string key;
    /// The operation, scope, event, level, account … that was gained or lost.
    std::string item;
    std::optional<Operation> operation;
    /// Of an operation, field or condition: what fields it gives or takes; none = all.
    std::optional<std::vector<std::string>> fields;
    /// Of an operation: the conditions it is given under.
    Conditions conditions;
    /// Of what is reachable: through which scopes, the new ones where some are new.
    std::vector<std::string> scopes;
    bool by_new_scopes = false;
    /// Of what is not power: the whole of `Change::text`.
    std::string text = {};
    std::string before = {};
    std::string after = {};
    Place where = {};
    Place was = {};
    /// The acceptance, by its place on the new side.
    std::optional<std::size_t> accepted = {};
};

using Atoms = std::vector<Atom>;

/// Two states of one integration or credential; one of the two may be absent.
template <typename T>
struct Pair {
    const T* before = nullptr;
    const T* after = nullptr;
};

/// Whether an old credential and a new one are the same, renamed or not.
class KeyNames {
public:
    void rename(std::string before, std::string after) {
        renamed_.emplace_back(std::move(before), std::move(after));
    }
    [[nodiscard]] const std::string& after(const std::string& before) const {
        for (const auto& [from, to] : renamed_) {
            if (from == before) {
                return to;
            }
        }
        return before;
    }

private:
    std::vector<std::pair<std::string, std::string>> renamed_;
};

/// `compare_power.cpp`: operations, fields, conditions, events, scopes and what keys reach.
void compare_power(const Pair<Integration>& pair, const KeyNames& keys, Atoms& to);
/// `compare_controls.cpp`: limits, networks, alerts, reviews and the like; then what only describes
/// an integration. Both sides are there.
void compare_controls(const Pair<Integration>& pair, Atoms& to);
void compare_description(const Pair<Integration>& pair, Atoms& to);
/// `compare_keys.cpp`: keys, and what is waived of anything.
void compare_key(const Pair<Credential>& pair, const Side& before, Atoms& to);
void compare_waivers(const std::vector<Waiver>& before, const std::vector<Waiver>& after,
                     Atoms& to);
/// A level that stands above all of the others: the agency above its sub-accounts.
[[nodiscard]] bool is_above(const std::string& level, const std::vector<std::string>& others,
                            std::string_view provider);

/// `match.cpp`: what was renamed; pairs of ids, the old one first.
struct Renamed {
    std::vector<std::pair<std::string, std::string>> integrations;
    std::vector<std::pair<std::string, std::string>> credentials;
};
[[nodiscard]] Renamed find_renamed(const Side& before, const Side& after);

/// `accept.cpp`: marks the atoms of a subject that the new acceptances name, and counts which
/// parts of these were of use.
class Acceptances {
public:
    Acceptances(const Side& before, const Side& after);

    void mark(std::string_view subject, Atoms& atoms);
    [[nodiscard]] std::vector<UnusedAcceptance> unused() const;
    [[nodiscard]] AcceptedChange told(std::size_t acceptance) const;

private:
    struct Part {
        std::string name;
        bool used = false;
    };

    bool names_change(std::size_t at, const Atom& atom);
    bool accepts(std::size_t at, const Atom& atom);
    bool use(std::size_t at, const std::string& part);
    bool accepts_grant(std::size_t at, const Atom& atom);
    bool accepts_reach(std::size_t at, const Atom& atom);

    const Side* after_;
    /// By acceptance.
    std::vector<bool> is_new_;
    std::vector<std::vector<Part>> parts_;
};

/// `tell.cpp`: a subject's atoms as a person would tell them.
[[nodiscard]] std::vector<Change> tell(std::string_view subject, const Atoms& atoms,
                                       const Acceptances& acceptances);
/// `suggest.cpp`: what would accept atoms that are told as one.
[[nodiscard]] std::string suggest(std::string_view subject, const std::vector<const Atom*>& group);

}  // namespace latchkey::delta
