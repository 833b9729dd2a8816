#pragma once

#include "check/context.h"

#include <vector>

namespace latchkey::check {

/// What a field list or an action list stands in; each has its own rules.
enum class Use : std::uint8_t { allow, deny, assertion };

/// An entity of a list as far as it is understood: one of a provider's, or all of them.
struct Place {
    ProviderId provider;
    /// None = `any`.
    std::optional<Id<catalog::Entity>> entity;
    const syntax::Reference* written = nullptr;
};

/// The entities of a list; those that are not known are reported and left out.
[[nodiscard]] std::vector<Place> read_entities(Context& context, const Providers& providers,
                                               std::span<const syntax::Reference> entities);

/// The actions of a list that mean something for every entity; the others are reported.
[[nodiscard]] std::vector<const syntax::Name*> read_actions(Context& context,
                                                            std::span<const Place> places,
                                                            std::span<const syntax::Name> actions);

/// What these actions on these entities speak of: one target for each entity and provider.
[[nodiscard]] std::vector<model::Target> make_targets(const Context& context,
                                                      std::span<const Place> places,
                                                      std::span<const syntax::Name* const> actions,
                                                      Use use);

/// Gives each of the targets, which were made of `places` in their order, the fields of a list.
/// `any` with fields becomes a target for each entity that has one of them.
void read_fields(Context& context, const syntax::FieldList& list, std::span<const Place> places,
                 std::span<const syntax::Name* const> actions, Use use,
                 std::vector<model::Target>& targets);

/// Operations and events of a list; those that are not known are reported and left out.
[[nodiscard]] std::vector<model::OperationRef> read_operations(
    Context& context, const Providers& providers, std::span<const syntax::Reference> operations);
[[nodiscard]] std::vector<model::EventRef> read_events(Context& context, const Providers& providers,
                                                       std::span<const syntax::Reference> events);

/// Reads `allow` or `deny` and says in `state` what became of it.
[[nodiscard]] model::Grant read_grant(Context& context, const syntax::Statement& statement,
                                      const Providers& providers, GrantState& state);

/// Adds the grant of one statement to what is pending and its id there to `ids`; a declaration that
/// is left out of the model (`kept` false) has its grants only checked.
void add_grant(Context& context, const syntax::Statement& statement, const Providers& providers,
               std::optional<Id<model::Role>> role, bool kept, std::vector<Id<model::Grant>>& ids);

}  // namespace latchkey::check
