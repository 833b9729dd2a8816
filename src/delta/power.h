#pragma once

#include "latchkey/source.h"

#include "catalog/catalog.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// What one side of a comparison holds, by names alone: two sides may have different catalogues,
/// and a side may be a folder of manifests that has none.
namespace latchkey::delta {

/// None where a side has no place to point to.
using Place = std::optional<Location>;

struct Condition {
    enum class Operator : std::uint8_t { equal, not_equal, in };

    std::string name;
    Operator op = Operator::equal;
    /// As JSON writes them, so that a text and a number differ; sorted.
    std::vector<std::string> values;

    friend bool operator==(const Condition&, const Condition&) = default;
};

/// One of these lists must hold, all of it; none = unconditional.
using Conditions = std::vector<std::vector<Condition>>;

struct Operation {
    /// `POST /contacts/`.
    std::string name;
    /// What two sides know it by: method and normalised path.
    std::string key;
    std::string entity;
    std::string verb;
    catalog::ActionSet actions;
    /// Only its verb covers it.
    bool named = false;
};

struct Allowed : Operation {
    /// None = not restricted. Sorted.
    std::optional<std::vector<std::string>> fields;
    Conditions conditions;
    /// The key's scopes open it too, and whether that is known: a manifest that lacks scopes does
    /// not say which of its operations are closed.
    bool opened = true;
    bool opened_known = true;
    /// The first grant that gives it.
    Place where;
};

/// What a key opens besides.
struct Reachable : Operation {
    /// The scopes that open it. Sorted.
    std::vector<std::string> scopes;
};

struct Event {
    std::string name;
    std::string entity;
    Place where;
};

/// A key as an integration holds it.
struct Key {
    std::string id;
    std::string kind;
    /// Sorted.
    std::vector<std::string> levels;
    std::optional<std::string> account;
    std::string environment;
    /// `env "LEAD_FORM_HL_TOKEN"`.
    std::string store;
};

/// One integration's power at one provider. Lists of operations are sorted by key.
struct Holding {
    std::string provider;
    std::string catalog_version;
    std::string catalog_digest;
    /// None for a manifest that was made with a catalogue that is not at hand.
    const catalog::Catalog* catalog = nullptr;
    Key key;
    std::vector<Allowed> allowed;
    std::vector<Reachable> residual;
    std::vector<Event> events;
    /// Configured at the provider, else the least that is needed. Sorted.
    std::vector<std::string> scopes;
    Place uses_where;
    Place scopes_where;
};

struct Limit {
    std::uint64_t requests = 0;
    std::uint64_t per_seconds = 0;
};

struct Alert {
    /// `volume`, `errors`, `denied`, `unknown-source`.
    std::string signal;
    /// Requests, or millionths of all requests; 0 where the signal counts nothing.
    std::uint64_t above = 0;
    std::uint64_t per_seconds = 0;
    std::string to;
};

struct Recipient {
    std::string name;
    std::string region;
    std::string agreement;
};

struct Waiver {
    std::string rule;
    std::string until;
    std::string because;
    std::string by;
    /// The integration or credential; empty where that is not known.
    std::string subject;
    Place where;
};

/// A statement that is there or not, and where.
struct Statement {
    std::string text;
    /// Days or seconds, where it has a duration that matters.
    std::optional<std::uint64_t> amount;
    Place where;
};

struct Controls {
    std::vector<Limit> limits;
    Place limits_where;
    std::vector<std::string> sources;
    Place sources_where;
    std::vector<Alert> alerts;
    Place alerts_where;
    std::optional<Statement> gateway;
    std::optional<Statement> audit;
    std::optional<Statement> review;
    std::string reviewer;
    std::optional<Statement> revoke;
    std::optional<Statement> retain;
    std::optional<Statement> basis;
    std::optional<Statement> erase;
    std::vector<Recipient> recipients;
    Place recipients_where;
    std::vector<std::string> subjects;
};

struct Integration {
    std::string id;
    std::string title;
    /// `planned`, `active`, `retired`.
    std::string status = "active";
    std::string environment;
    std::string purpose;
    std::string owner;
    bool understood = true;
    Place where;
    Place status_where;
    /// Sorted by provider. A planned one holds nothing yet; a retired one may do nothing, but its
    /// key still opens what it opens.
    std::vector<Holding> holdings;
    Controls controls;
    std::vector<Waiver> waivers;
};

struct Credential {
    Key key;
    std::string provider;
    std::string owner;
    bool understood = true;
    Place where;
    Place levels_where;
    Place account_where;
    std::optional<Statement> rotate;
    std::optional<std::uint64_t> overlap_days;
    std::string issued;
    std::string rotated;
    std::optional<Statement> expires;
    std::vector<Waiver> waivers;
    /// A manifest's index says less of a key that no manifest holds.
    bool known_in_full = true;
};

struct Assertion {
    /// As written, on one line and without comments.
    std::string text;
    /// The one integration or credential that it is about; empty = several.
    std::string subject;
    Place where;
};

/// `accept widening of lead-form for delete on contact because "…" by security`.
struct Acceptance {
    struct Grant {
        std::string provider;
        /// Empty = `any`.
        std::string entity;
        catalog::ActionSet actions;
        bool any_action = false;
        std::vector<std::string> verbs;
        std::optional<std::vector<std::string>> fields;
        /// The actions as written: `write` is one word.
        std::vector<std::string> words;
    };

    std::string subject;
    bool weakening = false;
    std::vector<Grant> grants;
    /// As `Operation::key`, and as written.
    std::vector<std::pair<std::string, std::string>> operations;
    std::vector<std::string> events;
    std::vector<std::string> scopes;
    std::vector<std::string> levels;
    std::vector<std::string> accounts;
    /// `limit`, `review`, …: the words of the statements.
    std::vector<std::string> controls;
    std::string because;
    std::string by;
    /// What two sides know it by: its words on one line.
    std::string text;
    Location where;
};

struct Side {
    /// Sorted by id.
    std::vector<Integration> integrations;
    std::vector<Credential> credentials;
    std::vector<Assertion> assertions;
    std::vector<Acceptance> acceptances;
    /// Every file parsed: what is not here is not there.
    bool whole = true;
    /// A folder of manifests: no assertions, no planned integrations.
    bool compiled = false;
};

}  // namespace latchkey::delta
