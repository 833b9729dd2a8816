#pragma once

#include "catalog/catalog.h"

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

/// The spelling of every enumeration, one table each for both directions: the place in the table is
/// the enumerator's value, or the number of its bit where it is one.
namespace latchkey::catalog::names {

inline constexpr auto actions =
    std::to_array<std::string_view>({"read", "create", "update", "delete"});
inline constexpr auto data_classes =
    std::to_array<std::string_view>({"identifier", "contact-detail", "demographic", "financial",
                                     "special", "consent", "behavioural", "free-text", "internal"});
inline constexpr auto effects = std::to_array<std::string_view>({"bulk",
                                                                 "change-billing",
                                                                 "change-consent",
                                                                 "change-credentials",
                                                                 "change-payment-provider",
                                                                 "change-permissions",
                                                                 "charge-money",
                                                                 "connect-account",
                                                                 "create-tenant",
                                                                 "credit-money",
                                                                 "destroy-tenant",
                                                                 "execute-agent",
                                                                 "mint-token",
                                                                 "publish",
                                                                 "record-payment",
                                                                 "refund-money",
                                                                 "send-message",
                                                                 "share-config",
                                                                 "share-personal-data",
                                                                 "spend-money",
                                                                 "stop-automation",
                                                                 "trigger-automation",
                                                                 "uninstall-app"});
inline constexpr auto tiers =
    std::to_array<std::string_view>({"normal", "private", "outbound", "money", "admin"});
inline constexpr auto scope_statuses =
    std::to_array<std::string_view>({"documented", "undocumented", "user-role", "deprecated"});
inline constexpr auto value_types = std::to_array<std::string_view>(
    {"string", "integer", "number", "boolean", "date", "object", "array"});
inline constexpr auto methods =
    std::to_array<std::string_view>({"DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"});
inline constexpr auto evidence =
    std::to_array<std::string_view>({"spec", "docs", "other-version", "judgement", "derived"});
inline constexpr auto places = std::to_array<std::string_view>({"path", "query"});

static_assert(data_classes.size() == data_class_count);
static_assert(effects.size() == effect_count);

/// The words that no catalogue has as a verb; an entity is never `any` either.
inline constexpr auto reserved_verbs =
    std::to_array<std::string_view>({"any", "call", "receive", "write"});

/// The place of a word in its table.
[[nodiscard]] constexpr std::optional<std::size_t> find(std::span<const std::string_view> table,
                                                        std::string_view word) {
    for (std::size_t at = 0; at < table.size(); ++at) {
        if (table[at] == word) {
            return at;
        }
    }
    return std::nullopt;
}

}  // namespace latchkey::catalog::names
