#pragma once

#include "lint/context.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// How limits, quotas and alerts compare: numbers of requests in windows of time, in whole requests
/// and without rounding up.
namespace latchkey::lint {

/// "`300 requests per 10 seconds`" without the quotes; `per day` for a window of one unit.
[[nodiscard]] std::string rate(std::uint64_t requests, std::uint64_t per_seconds);
/// `day`, `10 seconds`: in the largest unit that the window is a multiple of.
[[nodiscard]] std::string window(std::uint64_t seconds);

/// What so many requests in one window come to in another, in proportion; the part of a request is
/// dropped. What no 64 bits hold is their largest number.
[[nodiscard]] std::uint64_t in_window(std::uint64_t requests, std::uint64_t per_seconds,
                                      std::uint64_t window_seconds);

/// How many requests all these limits together let through in a window. A limit of a shorter window
/// counts in proportion, one of a longer window as a whole, where there is one of a shorter, and
/// in proportion where there is none. None without limits.
[[nodiscard]] std::optional<std::uint64_t> most_in(std::span<const model::Limit> limits,
                                                   std::uint64_t window_seconds);

/// What a provider's quotas make of a limit.
struct Bound {
    const catalog::Quota* quota = nullptr;
    /// More requests than these are above the quota.
    std::uint64_t most = 0;
};

/// The tightest of the quotas of the same or a shorter window, in proportion, and of those of a
/// longer window, as they are. A limit of a shorter window than any quota's is held against the
/// shortest in proportion, unless another limit keeps to that. None where there is no quota.
[[nodiscard]] std::optional<Bound> bound_of(const catalog::Catalog& provider,
                                            std::span<const model::Limit> limits,
                                            const model::Limit& limit);

/// The providers that the integration talks to, in the order of its `uses`.
[[nodiscard]] std::vector<const catalog::Catalog*> providers_of(
    const Context& context, const model::Integration& integration);

/// A number as a policy writes it: `5_000`.
[[nodiscard]] std::string digits(std::uint64_t number);

}  // namespace latchkey::lint
