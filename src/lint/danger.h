#pragma once

#include "lint/context.h"

#include <string>
#include <string_view>

/// What makes the power of an integration dangerous, as several rules judge it.
namespace latchkey::lint {

/// Moves money, or changes who is paid, what is billed or what counts as paid.
[[nodiscard]] bool is_about_money(const catalog::Operation& operation);
/// Changes nothing: its only base action is `read`.
[[nodiscard]] bool only_reads(const catalog::Operation& operation);

/// What the key can do beside the policy even when the scopes are gone that `excess-scope` speaks
/// of. Nothing for a key that has no scopes at a provider that has narrower kinds: the rules about
/// the kind speak of the cause.
[[nodiscard]] catalog::OperationSet lasting_residual(const Context& context,
                                                     const authority::ProviderAuthority& held);

/// What `dangerous_scope` says of a key that has no scopes.
inline constexpr std::string_view full_access = "full access";

/// The first scope of at least this tier that a key of the integration holds, or `full_access`.
/// Empty where there is neither.
[[nodiscard]] std::string dangerous_scope(const Context& context,
                                          const model::Integration& integration,
                                          catalog::Tier tier);
/// Whether a key of the integration opens, or the policy allows, anything with records about
/// people.
[[nodiscard]] bool reaches_personal_data(const Context& context,
                                         const model::Integration& integration);

}  // namespace latchkey::lint
