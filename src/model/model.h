#pragma once

#include "catalog/catalog.h"
#include "model/store.h"
#include "model/values.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// What a checked workspace means. Names are resolved to ids, durations to seconds. Every list is
/// in the order of (path, place) unless said otherwise. Views look into the source files and the
/// catalogues, which outlive the model.
namespace latchkey::model {

struct Team;
struct Credential;
struct Integration;
struct Purpose;
struct Role;
struct Grant;
struct Waiver;
struct Assertion;

/// A catalogue: its place in `Model::providers`.
using ProviderId = Id<const catalog::Catalog*>;

/// What every declared thing has. Each has its own id besides, `self`, once it is in a store.
struct Declared {
    Word name;
    std::optional<Text> title;
    /// The doc comment; empty where there is none.
    std::string description;
    /// The whole declaration, …
    Location where;
    /// … and its `{ … }` with the braces.
    Location body;
    /// False when something in it was reported as an error: what seems absent may have been meant.
    bool complete = true;
};

struct Team : Declared {
    Id<Team> self{};
    std::optional<Text> contact;
    std::optional<Text> escalation;
};

struct Waiver {
    Word rule;
    /// The declaration it stands in or names after `for`; both empty when `for` names nothing
    /// known.
    std::optional<Id<Integration>> integration;
    std::optional<Id<Credential>> credential;
    /// Only of one at top level.
    std::optional<Word> subject;
    Date until;
    Text because;
    std::optional<Id<Team>> by;
    Word by_name;
    Location where;
    Id<Waiver> self{};
};

struct SecretStore {
    StoreKind kind = StoreKind::env;
    Text reference;
    /// Equal for two credentials exactly when they are the same key: kind and normalised reference.
    std::string key;
    Location where;
};

struct Rotation {
    Duration every;
    std::optional<Duration> overlap;
    Location where;
};

struct Credential : Declared {
    Id<Credential> self{};
    std::optional<ProviderId> provider;
    Word provider_name;
    /// The place in `Catalog::kinds`.
    std::optional<std::uint32_t> kind;
    Word kind_name;
    catalog::LevelSet levels = 0;
    Location levels_where;
    std::optional<Text> account;
    std::optional<Environment> environment;
    Location environment_where;
    std::optional<SecretStore> store;
    std::optional<Id<Team>> owner;
    std::optional<Date> issued;
    std::optional<Date> rotated;
    std::optional<Rotation> rotate;
    std::optional<Date> expires;
    std::vector<Id<Waiver>> waivers;
};

/// A field list, a bit for each field of the entity; the bits of fields that an action does not
/// take mean nothing for that action.
using FieldSet = catalog::BitSet<catalog::Field>;

/// A grant on one entity of one provider, or on all of one provider's.
struct Target {
    ProviderId provider;
    /// None = `any`.
    std::optional<Id<catalog::Entity>> entity;
    catalog::ActionSet actions;
    bool any_action = false;
    /// `write` in a deny or an assertion: all that is not a read.
    bool all_but_read = false;
    std::vector<Id<catalog::Verb>> verbs;
    /// None = every field.
    std::optional<FieldSet> fields;
    /// The entity as written.
    Location where;
};

struct OperationRef {
    ProviderId provider;
    Id<catalog::Operation> operation;
    /// The segment (from 0) at which a literal stands for a parameter.
    std::optional<std::size_t> literal_segment;
    Location where;
};

struct EventRef {
    ProviderId provider;
    Id<catalog::Event> event;
    Location where;
};

struct Condition {
    enum class Operator : std::uint8_t { equal, not_equal, in };
    using Value = std::variant<std::string, std::int64_t, bool>;

    Word name;
    Operator op = Operator::equal;
    /// Dates are strings.
    std::vector<Value> values;
    Location where;
};

/// A field list as it is written, for manifests and messages.
struct WrittenFields {
    bool except = false;
    /// Field names, and `class NAME`s spelt so.
    std::vector<std::string> items;
    Location where;
};

struct Grant {
    enum class Effect : std::uint8_t { allow, deny };
    enum class Form : std::uint8_t { entities, call, receive };

    Effect effect = Effect::allow;
    Form form = Form::entities;
    /// As written.
    std::vector<Word> actions;
    std::vector<Word> entities;
    std::optional<WrittenFields> written_fields;
    /// Resolved; only of the form `entities`.
    std::vector<Target> targets;
    /// `via` (empty = not narrowed), or what stands after `call`.
    std::vector<OperationRef> operations;
    std::vector<EventRef> events;
    std::vector<Condition> conditions;
    std::string description;
    std::optional<Text> because;
    /// The whole statement, and the word `allow` or `deny`.
    Location where;
    Location word_where;
    /// Where it stands in a role.
    std::optional<Id<Role>> role;
    Id<Grant> self{};
};

struct Role : Declared {
    Id<Role> self{};
    std::vector<Id<Grant>> grants;
};

struct Purpose : Declared {
    Id<Purpose> self{};
    struct Permit {
        std::vector<Word> actions;
        /// Entity names; `any` is one. They stand for that name in every provider unless qualified.
        struct EntityName {
            /// Empty = every provider.
            std::string_view provider;
            std::string_view entity;
        };
        std::vector<EntityName> entities;
        Location where;
    };

    std::optional<Id<Purpose>> extends;
    /// Its own and, without any, those of what it extends.
    std::vector<Permit> permits;
    catalog::DataClassSet data;
    Location data_where;
    std::optional<Duration> review_within;
    /// One of those that ship with Latchkey.
    bool standard = false;
};

struct DeclaredScope {
    ProviderId provider;
    Id<catalog::Scope> scope;
    /// As written, with qualifier and quotes.
    Location where;
};

struct Limit {
    std::uint64_t requests = 0;
    std::uint64_t per_seconds = 0;
    Location where;
    /// The number of requests alone.
    Location requests_where;
};

struct Alert {
    enum class Signal : std::uint8_t { volume, errors, denied, unknown_source };

    Signal signal = Signal::volume;
    /// Requests, or the percentage as a decimal without trailing zeros ("5", "0.5").
    std::optional<std::uint64_t> above_count;
    std::string above_share;
    std::uint64_t per_seconds = 0;
    Text to;
    Location where;
};
[[nodiscard]] std::string_view to_string(Alert::Signal signal);

struct Audit {
    Text to;
    std::optional<Duration> keep;
    Location where;
};

struct Basis {
    BasisKind kind = BasisKind::consent;
    std::optional<Text> reference;
    Location where;
};

struct Recipient {
    Text name;
    std::optional<Subject> region;
    std::optional<Text> agreement;
    Location where;
};

struct Review {
    Duration every;
    Date last;
    std::optional<Id<Team>> by;
    Location where;
};

struct Revocation {
    Text runbook;
    std::optional<Duration> within;
    Location where;
};

template <typename T>
struct Named {
    Id<T> id;
    Location where;
};

struct Integration : Declared {
    Id<Integration> self{};
    Status status = Status::active;
    Location status_where;
    std::optional<Environment> environment;
    Location environment_where;
    std::optional<Named<Purpose>> purpose;
    std::optional<Id<Team>> owner;
    /// One for each provider.
    std::vector<Named<Credential>> uses;
    std::vector<Named<Role>> includes;
    /// Its own and those of its roles, in the order of (file, line, column).
    std::vector<Id<Grant>> grants;
    /// The whole statement; none = the policy does not say what is configured.
    std::optional<Location> scopes_where;
    std::vector<DeclaredScope> scopes;
    std::vector<Limit> limits;
    std::vector<Text> sources;
    std::optional<Text> gateway;
    std::vector<Alert> alerts;
    std::optional<Audit> audit;
    std::vector<Subject> subjects;
    Location subjects_where;
    std::optional<Basis> basis;
    std::optional<Duration> retain;
    std::vector<Recipient> recipients;
    std::optional<Text> erase;
    std::optional<Review> review;
    std::optional<Revocation> revoke;
    /// Those that stand in it and those that name it.
    std::vector<Id<Waiver>> waivers;
};

struct Assertion {
    enum class Subjects : std::uint8_t { integrations, credentials };

    Subjects kind = Subjects::integrations;
    /// Whom it is about, retired integrations left out.
    std::vector<Id<Integration>> integrations;
    std::vector<Id<Credential>> credentials;
    bool can = false;
    Grant::Form form = Grant::Form::entities;
    /// One for each action, entity and provider; the words are for the message.
    std::vector<Word> actions;
    std::vector<Target> targets;
    std::vector<OperationRef> operations;
    std::vector<EventRef> events;
    /// The whole assertion.
    Location where;
    std::string description;
    Id<Assertion> self{};
};

/// A change of power that a team takes responsibility for, in the commit that makes it. It allows
/// nothing, and neither manifests nor findings know of it: what compares two states of a fleet
/// marks by it the changes that were meant.
struct Acceptance {
    enum class Change : std::uint8_t { widening, weakening };
    enum class Form : std::uint8_t { entities, call, receive, scopes, level, account, controls };

    Change change = Change::widening;
    Form form = Form::entities;
    /// One of the two.
    std::optional<Id<Integration>> integration;
    std::optional<Id<Credential>> credential;
    Word subject;
    /// Of the form `entities`, as a grant would have it: one for each entity and provider. `write`,
    /// `any` and classes of fields stand only where a grant of the subject has them in its words.
    std::vector<Target> targets;
    /// The words of these, for messages.
    std::vector<Word> actions;
    std::vector<Word> entities;
    std::vector<OperationRef> operations;
    std::vector<EventRef> events;
    std::vector<DeclaredScope> scopes;
    /// Of the credential's provider.
    catalog::LevelSet levels = 0;
    std::optional<Text> account;
    /// Of `control_words`.
    std::vector<Word> controls;
    Text because;
    Id<Team> by;
    /// What stands between `for` and `because`.
    Location power;
    /// The whole acceptance.
    Location where;
    std::string description;
};

/// The words of the statements that hold power in check, sorted: those of an integration, or of a
/// credential. `waive` and `assert` are among them: one more exception, one promise less.
[[nodiscard]] std::span<const std::string_view> control_words(bool of_credential);

struct Model {
    /// Sorted by id.
    std::vector<const catalog::Catalog*> providers;
    Store<Team> teams;
    Store<Credential> credentials;
    Store<Integration> integrations;
    /// The standard ones first.
    Store<Purpose> purposes;
    Store<Role> roles;
    Store<Grant> grants;
    Store<Waiver> waivers;
    Store<Assertion> assertions;
    Store<Acceptance> acceptances;
    /// Every file parsed and no declaration was left out.
    bool whole = true;

    [[nodiscard]] const catalog::Catalog& provider(ProviderId id) const {
        return *providers[id.index];
    }
};

/// Whether nothing in it, in its credentials and in its roles was reported as an error.
[[nodiscard]] bool is_understood(const Model& model, const Integration& integration);

}  // namespace latchkey::model
