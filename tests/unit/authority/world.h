#pragma once

#include "authority/authority.h"
#include "catalog/catalog.h"
#include "model/model.h"

#include <cstdint>
#include <deque>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// A provider that does not exist, with policies over it, put together in a test. Tables fill
/// first, then `seal`, then grants.
namespace latchkey::authority::testing {

using catalog::ActionSet;
using catalog::Id;

inline constexpr ActionSet reads{1};
inline constexpr ActionSet creates{2};
inline constexpr ActionSet updates{4};
inline constexpr ActionSet removes{8};
inline constexpr ActionSet upserts{6};

/// Levels and kinds of the provider, as bits and as places.
inline constexpr catalog::LevelSet inner = 1;
inline constexpr catalog::LevelSet outer = 2;
inline constexpr std::uint32_t scoped_kind = 0;
inline constexpr std::uint32_t full_kind = 1;
/// Scoped, without webhooks.
inline constexpr std::uint32_t quiet_kind = 2;

class World {
public:
    using Alternatives = std::vector<std::vector<std::uint32_t>>;

    World();

    /// In the order of their names.
    Id<catalog::Scope> scope(std::string_view id, catalog::Tier tier = catalog::Tier::normal,
                             const std::vector<std::uint32_t>& implies = {},
                             catalog::LevelSet levels = 0);
    Id<catalog::Verb> verb(std::string_view id);
    Id<catalog::Entity> entity(std::string_view id);
    void field(Id<catalog::Entity> entity, std::string_view name, ActionSet actions);
    /// Nothing for `alternatives` = the requirement is not known.
    Id<catalog::Operation> operation(Id<catalog::Entity> entity, ActionSet actions,
                                     const std::optional<Alternatives>& alternatives);
    Id<catalog::Event> event(Id<catalog::Entity> entity, std::optional<std::uint32_t> scope);
    /// The last operation, to be changed.
    catalog::Operation& last() { return operations_.back(); }
    void seal();

    /// A target of the provider.
    [[nodiscard]] model::Target on(std::optional<Id<catalog::Entity>> entity,
                                   ActionSet actions) const;
    [[nodiscard]] model::Target any_on(std::optional<Id<catalog::Entity>> entity) const;
    [[nodiscard]] model::Target verb_on(Id<catalog::Entity> entity, Id<catalog::Verb> verb) const;
    [[nodiscard]] model::FieldSet fields(Id<catalog::Entity> entity,
                                         std::initializer_list<std::string_view> names) const;
    model::Grant& allow(model::Target target);
    model::Grant& deny(model::Target target);
    model::Grant& call(Id<catalog::Operation> operation);
    model::Grant& receive(Id<catalog::Event> event);
    static void where(model::Grant& grant, std::string_view name, std::string value);
    [[nodiscard]] static model::OperationRef ref(Id<catalog::Operation> operation);
    void declare(std::initializer_list<std::uint32_t> scopes);
    void declare(const std::vector<std::uint32_t>& scopes);

    [[nodiscard]] model::Integration& integration() { return model.integrations[{0}]; }
    [[nodiscard]] model::Credential& credential() { return model.credentials[{0}]; }
    /// Of the only provider.
    [[nodiscard]] ProviderAuthority analyse();
    [[nodiscard]] std::optional<Counterexample> refute(const model::Assertion& assertion);

    catalog::Catalog table;
    model::Model model;

private:
    struct Listed {
        std::vector<catalog::Field> fields;
        std::vector<Id<catalog::Operation>> operations;
        std::vector<Id<catalog::Verb>> verbs;
    };

    model::Grant& add(model::Grant grant);

    // Deques keep what they have where it is.
    std::vector<std::string_view> levels_{"inner", "outer"};
    std::vector<catalog::Kind> kinds_;
    std::vector<catalog::Scope> scopes_;
    std::vector<catalog::Verb> verbs_;
    std::vector<catalog::Entity> entities_;
    std::vector<catalog::Operation> operations_;
    std::vector<catalog::Event> events_;
    std::deque<Listed> listed_;
    std::deque<std::vector<Id<catalog::Operation>>> operations_of_;
    std::deque<std::vector<Id<catalog::Scope>>> scope_lists_;
    std::deque<std::vector<catalog::Alternative>> alternatives_;
};

[[nodiscard]] std::vector<std::uint32_t> places(std::span<const Id<catalog::Scope>> scopes);
[[nodiscard]] std::vector<std::uint32_t> places(const catalog::OperationSet& operations);
[[nodiscard]] std::vector<std::uint32_t> minimal_of(const ProviderAuthority& held);
/// Nothing when the operation is not allowed.
[[nodiscard]] const AllowedOperation* find(const ProviderAuthority& held,
                                           Id<catalog::Operation> operation);

}  // namespace latchkey::authority::testing
