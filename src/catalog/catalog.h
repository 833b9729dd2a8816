#pragma once

#include "catalog/bit_set.h"
#include "catalog/id.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

/// What is known of one provider. Everything is a view: the shipped catalogues are tables in the
/// program, a workspace's own live in a `LoadedCatalog`. Sources: policies/catalogs/*.json.
namespace latchkey::catalog {

/// The four base actions as bits.
enum class Action : std::uint8_t { read = 1, create = 2, update = 4, remove = 8 };

/// Base actions; `delete` is spelt `remove` because C++ took the word.
struct ActionSet {
    std::uint8_t bits = 0;

    [[nodiscard]] constexpr bool contains(Action action) const {
        return (bits & static_cast<std::uint8_t>(action)) != 0;
    }
    [[nodiscard]] constexpr bool contains_all(ActionSet other) const {
        return (other.bits & ~bits) == 0;
    }
    [[nodiscard]] constexpr bool intersects(ActionSet other) const {
        return (bits & other.bits) != 0;
    }
    [[nodiscard]] constexpr bool empty() const { return bits == 0; }
    constexpr void insert(Action action) {
        bits = static_cast<std::uint8_t>(bits | static_cast<std::uint8_t>(action));
    }
    constexpr ActionSet& operator|=(ActionSet other) {
        bits = static_cast<std::uint8_t>(bits | other.bits);
        return *this;
    }
    friend constexpr bool operator==(ActionSet, ActionSet) = default;
};

inline constexpr ActionSet all_actions{15};
/// What `write` stands for: create, update and delete.
inline constexpr ActionSet write_actions{14};

/// `read`, `create`, `update`, `delete`.
[[nodiscard]] std::string_view to_string(Action action);
[[nodiscard]] std::optional<Action> find_action(std::string_view word);

enum class DataClass : std::uint8_t {
    identifier,
    contact_detail,
    demographic,
    financial,
    special,
    consent,
    behavioural,
    free_text,
    internal,
};
inline constexpr std::size_t data_class_count = 9;

struct DataClassSet {
    std::uint16_t bits = 0;

    [[nodiscard]] constexpr bool contains(DataClass item) const {
        return (bits >> static_cast<unsigned>(item) & 1U) != 0;
    }
    [[nodiscard]] constexpr bool empty() const { return bits == 0; }
    constexpr void insert(DataClass item) {
        bits = static_cast<std::uint16_t>(bits | 1U << static_cast<unsigned>(item));
    }
    constexpr DataClassSet& operator|=(DataClassSet other) {
        bits = static_cast<std::uint16_t>(bits | other.bits);
        return *this;
    }
    friend constexpr bool operator==(DataClassSet, DataClassSet) = default;
};

/// `contact-detail`, …
[[nodiscard]] std::string_view to_string(DataClass item);
[[nodiscard]] std::optional<DataClass> find_data_class(std::string_view word);

/// Consequences past the record itself. The vocabulary is Latchkey's own, one for all providers.
enum class Effect : std::uint8_t {
    bulk,
    change_billing,
    change_consent,
    change_credentials,
    change_payment_provider,
    change_permissions,
    charge_money,
    connect_account,
    create_tenant,
    credit_money,
    destroy_tenant,
    execute_agent,
    mint_token,
    publish,
    record_payment,
    refund_money,
    send_message,
    share_config,
    share_personal_data,
    spend_money,
    stop_automation,
    trigger_automation,
    uninstall_app,
};
inline constexpr std::size_t effect_count = 23;

struct EffectSet {
    std::uint32_t bits = 0;

    [[nodiscard]] constexpr bool contains(Effect effect) const {
        return (bits >> static_cast<unsigned>(effect) & 1U) != 0;
    }
    [[nodiscard]] constexpr bool empty() const { return bits == 0; }
    constexpr void insert(Effect effect) { bits |= 1U << static_cast<unsigned>(effect); }
    friend constexpr bool operator==(EffectSet, EffectSet) = default;
};

/// `mint-token`, …
[[nodiscard]] std::string_view to_string(Effect effect);
[[nodiscard]] std::optional<Effect> find_effect(std::string_view word);

/// Danger, lowest first.
enum class Tier : std::uint8_t { normal, private_data, outbound, money, admin };
/// `normal`, `private`, `outbound`, `money`, `admin`.
[[nodiscard]] std::string_view to_string(Tier tier);

enum class ScopeStatus : std::uint8_t { documented, undocumented, user_role, deprecated };
[[nodiscard]] std::string_view to_string(ScopeStatus status);

enum class ValueType : std::uint8_t { string, integer, number, boolean, date, object, array };
[[nodiscard]] std::string_view to_string(ValueType type);

/// In the order of their names, which is that of operations on one path.
enum class Method : std::uint8_t { remove, get, head, options, patch, post, put };
/// `GET`, `POST`, …
[[nodiscard]] std::string_view to_string(Method method);
[[nodiscard]] std::optional<Method> find_method(std::string_view word);

enum class Evidence : std::uint8_t { spec, docs, other_version, judgement, derived };
[[nodiscard]] std::string_view to_string(Evidence evidence);

struct Source {
    std::string_view title;
    std::string_view date;
    /// Empty where the source is no file.
    std::string_view sha256;
};

/// Levels of one provider as bits: bit n is `Catalog::levels[n]`. At most 8.
using LevelSet = std::uint8_t;
/// Credential kinds of one provider as bits: bit n is `Catalog::kinds[n]`. At most 16.
using KindSet = std::uint16_t;

struct Kind {
    std::string_view id;
    std::string_view title;
    /// Full access: no scopes, every operation of its level.
    bool full_access = false;
    LevelSet levels = 0;
    /// A token that stays the same until someone changes it.
    bool is_static = false;
    std::optional<std::uint32_t> lifetime_seconds;
    /// The provider's advice.
    std::optional<std::uint32_t> rotate_days;
    /// For how long the provider keeps the old token.
    std::optional<std::uint32_t> overlap_days;
    bool webhooks = false;
    /// Acts with a person's own rights.
    bool personal = false;
    /// A date, or empty.
    std::string_view support_ended;
    /// The id of the scoped kind that replaces it, or empty.
    std::string_view replaced_by;
};

struct Quota {
    std::uint32_t requests = 0;
    std::uint32_t per_seconds = 0;
    std::string_view counted_per;
};

struct Operation;
struct Event;

struct Scope {
    std::string_view id;
    /// 0 = unstated.
    LevelSet levels = 0;
    Tier tier = Tier::normal;
    std::string_view reason;
    ScopeStatus status = ScopeStatus::documented;
    /// Also a permission of human users.
    bool user_role = false;
    /// Directly implied ones.
    std::span<const Id<Scope>> implies;
    /// Operations one of whose alternatives names it.
    std::span<const Id<Operation>> operations;
    std::span<const Id<Event>> events;
};

struct Verb;

struct Field {
    std::string_view name;
    ValueType type = ValueType::string;
    DataClassSet classes;
    /// The base actions that it is part of, …
    ActionSet actions;
    /// … and the named verbs.
    std::span<const Id<Verb>> verbs;
    /// For which base actions the provider demands it in the body, …
    ActionSet required;
    /// … and for which named verbs.
    std::span<const Id<Verb>> required_verbs;
};

struct Entity {
    std::string_view id;
    /// Empty where there is none.
    std::string_view parent;
    DataClassSet classes;
    /// Its records are about people.
    bool personal = false;
    /// Sorted by name.
    std::span<const Field> fields;
    std::span<const Id<Operation>> operations;
    /// The verbs its operations have, sorted.
    std::span<const Id<Verb>> verbs;
};

/// A verb of the provider, `create` and `upsert` among them.
struct Verb {
    std::string_view id;
};

struct Parameter {
    enum class In : std::uint8_t { path, query };

    std::string_view name;
    In in = In::path;
    ValueType type = ValueType::string;
};

struct BodyField {
    std::string_view name;
    ValueType type = ValueType::string;
    bool required = false;
};

/// One way to be allowed: all of these scopes.
using Alternative = std::span<const Id<Scope>>;

struct Operation {
    Method method = Method::get;
    /// As the provider's newest version writes it: `/contacts/{contactId}`.
    std::string_view path;
    /// `product.operationId`; not unique.
    std::string_view id;
    Id<Entity> entity;
    Id<Verb> verb;
    ActionSet actions;
    /// Only its verb, or `any`, covers it.
    bool named = false;
    EffectSet effects;
    /// 0 = every kind has it.
    KindSet kinds = 0;
    /// False: the provider does not say which scope it needs.
    bool requirement_known = false;
    /// Any one of these opens it; none = needs no scope (where the requirement is known).
    std::span<const Alternative> alternatives;
    /// 0 = unstated, every level has it.
    LevelSet levels = 0;
    std::span<const std::string_view> versions;
    bool deprecated = false;
    std::span<const Parameter> parameters;
    std::span<const BodyField> body;
    Evidence evidence = Evidence::spec;
};

struct Event {
    std::string_view name;
    Id<Entity> entity;
    /// None = the provider does not say.
    std::optional<Id<Scope>> scope;
};

/// The shape of a token.
struct SecretShape {
    std::string_view id;
    std::string_view title;
    /// Stands in every match.
    std::string_view prefix;
    /// RE2.
    std::string_view pattern;
    /// One of these must stand in the same line; none = the shape alone is enough.
    std::span<const std::string_view> context;
};

/// Where a catalogue comes from; findings that rest on a workspace's own say so.
enum class Origin : std::uint8_t { shipped, workspace, overridden };

struct Catalog {
    std::string_view id;
    std::string_view title;
    /// The date of the source.
    std::string_view version;
    /// `sha256:` and 64 hex digits, of the catalogue's file.
    std::string_view digest;
    Origin origin = Origin::shipped;
    std::span<const std::string_view> levels;
    std::span<const Source> sources;
    std::span<const Kind> kinds;
    std::span<const Quota> quotas;
    /// All sorted by id or name; operations by normalised path, then method.
    std::span<const Scope> scopes;
    std::span<const Verb> verbs;
    std::span<const Entity> entities;
    std::span<const Operation> operations;
    std::span<const Event> events;
    std::span<const SecretShape> secrets;

    [[nodiscard]] const Operation& operator[](Id<Operation> item) const {
        return operations[item.index];
    }
    [[nodiscard]] const Scope& operator[](Id<Scope> item) const { return scopes[item.index]; }
    [[nodiscard]] const Entity& operator[](Id<Entity> item) const { return entities[item.index]; }
    [[nodiscard]] const Event& operator[](Id<Event> item) const { return events[item.index]; }
    [[nodiscard]] const Verb& operator[](Id<Verb> item) const { return verbs[item.index]; }

    [[nodiscard]] std::optional<Id<Scope>> find_scope(std::string_view wanted) const;
    [[nodiscard]] std::optional<Id<Entity>> find_entity(std::string_view wanted) const;
    [[nodiscard]] std::optional<Id<Event>> find_event(std::string_view wanted) const;
    [[nodiscard]] std::optional<Id<Verb>> find_verb(std::string_view wanted) const;
    /// The place in `kinds` or `levels`.
    [[nodiscard]] std::optional<std::uint32_t> find_kind(std::string_view wanted) const;
    [[nodiscard]] std::optional<std::uint32_t> find_level(std::string_view wanted) const;
};

using OperationSet = BitSet<Operation>;
using ScopeSet = BitSet<Scope>;
using EventSet = BitSet<Event>;

[[nodiscard]] const Field* find_field(const Entity& entity, std::string_view name);

/// What a written operation ("GET /contacts/{}") stands for.
struct OperationMatch {
    Id<Operation> operation;
    /// A literal segment of what was written stands for a parameter of the catalogue; counts in
    /// segments from 0.
    std::optional<std::size_t> literal_segment;
};

/// A path with its parameters as `{}` and without a trailing `/`.
[[nodiscard]] std::string normalise_path(std::string_view path);

/// `METHOD /path` with any parameter names, `{}`, or literals where no literal segment of the
/// catalogue matches. `{}` never matches a literal segment. Nothing when there is none.
[[nodiscard]] std::optional<OperationMatch> match_operation(const Catalog& catalog, Method method,
                                                            std::string_view path);

/// The shipped catalogues, sorted by id; they cost no parsing.
[[nodiscard]] std::span<const Catalog> shipped();
/// Shapes that belong to no provider (private keys, JWTs, cloud keys);
/// policies/catalogs/secrets.json.
[[nodiscard]] std::span<const SecretShape> generic_secrets();

}  // namespace latchkey::catalog
