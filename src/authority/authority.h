#pragma once

#include "catalog/catalog.h"
#include "model/model.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

/// From grants to power: what an integration may do, which scopes that needs at the least, and
/// what the key can do besides (language.md §2, "Scopes").
namespace latchkey::authority {

using catalog::Id;

struct AllowedOperation {
    Id<catalog::Operation> operation;
    /// Places in `Integration::grants`, ascending: the allows that give it.
    std::vector<std::uint32_t> grants;
    /// None = not restricted. Of the entity's fields.
    std::optional<model::FieldSet> fields;
    /// Alternatives, each a list that must all hold; empty = unconditional. Owned by the grants.
    std::vector<std::vector<const model::Condition*>> conditions;
};

struct AllowedEvent {
    Id<catalog::Event> event;
    std::vector<std::uint32_t> grants;
};

/// A scope and why: what would be lost without it.
struct NeededScope {
    Id<catalog::Scope> scope;
    std::vector<Id<catalog::Operation>> operations;
    std::vector<Id<catalog::Event>> events;
};

/// One integration's power at one provider.
struct ProviderAuthority {
    model::ProviderId provider;
    Id<model::Credential> credential;
    /// Sorted by operation id, which is the order of (path, method).
    std::vector<AllowedOperation> operations;
    catalog::OperationSet allowed;
    std::vector<AllowedEvent> events;
    /// Sorted by scope.
    std::vector<NeededScope> minimal;
    /// Whether a `scopes` statement says what is configured; `declared` and the next two are empty
    /// without one.
    bool has_declared = false;
    std::vector<Id<catalog::Scope>> declared;
    std::vector<Id<catalog::Scope>> excess;
    std::vector<Id<catalog::Scope>> missing;
    /// What the key holds: declared, else minimal; with what they imply.
    catalog::ScopeSet held;
    /// Everything that the held scopes open at the key's levels and for its kind. What needs no
    /// scope is opened by none and so is not in it, unless the kind has full access.
    catalog::OperationSet opened;
    /// `opened` without `allowed`.
    catalog::OperationSet residual;
    /// Those of the residual that a `deny` speaks of.
    catalog::OperationSet denied;
    /// The kind has no scopes: it holds every operation of its level.
    bool full_access = false;
    /// The search for the minimum was cut off: `minimal` opens all, but may not be the least.
    bool approximate = false;
};

struct IntegrationAuthority {
    /// One for each of `Integration::uses`, in their order; a credential whose provider is not
    /// known, which is an error of the policy, has none.
    std::vector<ProviderAuthority> providers;
};

/// Of all integrations of a model; ids and parts are those of its integrations.
using Authorities = model::Store<IntegrationAuthority>;

/// What stands at the provider today, as far as the policy says: declared, else minimal; without
/// what is implied.
[[nodiscard]] std::vector<Id<catalog::Scope>> granted_scopes(const ProviderAuthority& held);

/// `effort` is the bound of the search for the least scopes (solver.h); none = its default.
[[nodiscard]] IntegrationAuthority analyse(const model::Model& model,
                                           const model::Integration& integration,
                                           std::optional<std::uint64_t> effort = {});

/// Who can withhold something.
enum class Enforcement : std::uint8_t { provider, gateway, none };
[[nodiscard]] std::string_view to_string(Enforcement enforcement);

/// Of an allowed operation: `provider` when nothing residual exists under the scopes it needs.
[[nodiscard]] Enforcement operation_enforcement(const model::Model& model,
                                                const model::Integration& integration,
                                                const ProviderAuthority& held,
                                                Id<catalog::Operation> operation);
/// Of its field list and of a condition: `gateway` for what stands in a request of an integration
/// that declares one.
[[nodiscard]] Enforcement field_enforcement(const model::Model& model,
                                            const model::Integration& integration,
                                            const ProviderAuthority& held,
                                            Id<catalog::Operation> operation);
[[nodiscard]] Enforcement condition_enforcement(const model::Model& model,
                                                const model::Integration& integration,
                                                const ProviderAuthority& held,
                                                Id<catalog::Operation> operation,
                                                const model::Condition& condition);

/// The scopes that open an operation, of those held (with what they imply): the ones without which
/// it would be closed. Where several alternatives are open and share none, those of the first.
/// Empty when it is closed or needs none.
[[nodiscard]] std::vector<Id<catalog::Scope>> opened_by(const catalog::Catalog& provider,
                                                        const catalog::ScopeSet& held,
                                                        Id<catalog::Operation> operation);
/// Every operation that these scopes, and what they imply, open for a bearer.
[[nodiscard]] catalog::OperationSet opens(const catalog::Catalog& provider,
                                          const catalog::ScopeSet& scopes,
                                          std::optional<std::uint32_t> kind,
                                          catalog::LevelSet levels);
/// With everything that they imply.
[[nodiscard]] catalog::ScopeSet closure(const catalog::Catalog& provider,
                                        const catalog::ScopeSet& scopes);

/// What an assertion's subject has, against the assertion: none when it holds.
struct Counterexample {
    std::optional<Id<model::Integration>> integration;
    std::optional<Id<model::Credential>> credential;
    model::ProviderId provider;
    std::optional<Id<catalog::Operation>> operation;
    std::optional<Id<catalog::Event>> event;
    /// The grant, or the scope, that opens it.
    std::optional<Id<model::Grant>> grant;
    std::optional<Id<catalog::Scope>> scope;
    /// The operation's requirement is not known, so nothing can be said.
    bool unknown = false;
    /// For `can`: the action that nothing allowed has, as written.
    std::string_view action;
};

[[nodiscard]] std::optional<Counterexample> refute(const model::Model& model,
                                                   const model::Assertion& assertion,
                                                   const Authorities& authorities);

}  // namespace latchkey::authority
