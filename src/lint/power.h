#pragma once

#include "lint/context.h"

#include <optional>
#include <string_view>
#include <vector>

/// What several rules ask about the power that an integration or a key has.
namespace latchkey::lint {

/// The operations of `held.opened` that this scope, or one that it implies, has a part in.
[[nodiscard]] catalog::OperationSet reached_by(const catalog::Catalog& provider,
                                               const authority::ProviderAuthority& held,
                                               catalog::Id<catalog::Scope> scope);
/// Of those, the ones that give their caller more power: they mint tokens or change what people may
/// do.
[[nodiscard]] std::vector<catalog::Id<catalog::Operation>> escalations(
    const catalog::Catalog& provider, const authority::ProviderAuthority& held,
    catalog::Id<catalog::Scope> scope);
/// Where the policy gives the key this scope: in `scopes`, by itself or by one that implies it;
/// where the policy does not say what is configured, the grant that needs it.
[[nodiscard]] Location place_of(const Context& context, const model::Integration& integration,
                                const authority::ProviderAuthority& held,
                                catalog::Id<catalog::Scope> scope);
[[nodiscard]] const model::DeclaredScope* find_declared(const model::Integration& integration,
                                                        model::ProviderId provider,
                                                        catalog::Id<catalog::Scope> scope);

/// Whether every operation of the scope only reads.
[[nodiscard]] bool is_read_only(const catalog::Catalog& provider, const catalog::Scope& scope);
/// Whether the provider has a scope that opens something without being an administrator's.
[[nodiscard]] bool has_narrow_scopes(const catalog::Catalog& provider);
/// Whether the provider has a kind of key that can hold such a scope.
[[nodiscard]] bool has_narrower_kind(const catalog::Catalog& provider);

/// The standard purpose of that name, or one that extends it.
[[nodiscard]] bool has_purpose(const Context& context, const model::Integration& integration,
                               std::string_view standard);
/// The standard purpose `administration`, or one that extends it.
[[nodiscard]] bool is_administration(const Context& context, const model::Integration& integration);

/// None where the credential's kind was not understood.
[[nodiscard]] const catalog::Kind* kind_of(const Context& context,
                                           const model::Credential& credential);
/// Support for it has ended, or an expiring or scoped kind replaces it.
[[nodiscard]] bool is_legacy(const catalog::Kind& kind, std::chrono::sys_days as_of);
/// The integrations that use a credential, without the retired ones.
[[nodiscard]] std::vector<model::Id<model::Integration>> living_users(
    const Context& context, const model::Credential& credential);

}  // namespace latchkey::lint
