#include "lint/limits.h"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

namespace latchkey::lint {
namespace {

__extension__ using Wide = unsigned __int128;

constexpr std::array<std::pair<std::uint64_t, std::string_view>, 5> units{
    {{604'800, "week"}, {86'400, "day"}, {3'600, "hour"}, {60, "minute"}, {1, "second"}}};

}  // namespace

std::string digits(std::uint64_t number) {
    std::string text = std::to_string(number);
    for (std::size_t at = text.size(); at > 3; at -= 3) {
        text.insert(at - 3, "_");
    }
    return text;
}

std::string window(std::uint64_t seconds) {
    const auto unit = std::ranges::find_if(
        units, [seconds](const auto& one) { return seconds % one.first == 0; });
    const std::uint64_t number = seconds / unit->first;
    return number == 1 ? std::string(unit->second)
                       : digits(number) + " " + std::string(unit->second) + "s";
}

std::string rate(std::uint64_t requests, std::uint64_t per_seconds) {
    return digits(requests) + (requests == 1 ? " request per " : " requests per ") +
           window(per_seconds);
}

std::uint64_t in_window(std::uint64_t requests, std::uint64_t per_seconds,
                        std::uint64_t window_seconds) {
    constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
    const Wide exact = Wide{requests} * window_seconds / per_seconds;
    return exact > most ? most : static_cast<std::uint64_t>(exact);
}

std::optional<std::uint64_t> most_in(std::span<const model::Limit> limits,
                                     std::uint64_t window_seconds) {
    const bool has_shorter = std::ranges::any_of(
        limits, [&](const model::Limit& one) { return one.per_seconds <= window_seconds; });
    std::optional<std::uint64_t> most;
    for (const model::Limit& limit : limits) {
        const bool whole = has_shorter && limit.per_seconds > window_seconds;
        const std::uint64_t lets =
            whole ? limit.requests : in_window(limit.requests, limit.per_seconds, window_seconds);
        most = std::min(most.value_or(lets), lets);
    }
    return most;
}

std::optional<Bound> bound_of(const catalog::Catalog& provider,
                              std::span<const model::Limit> limits, const model::Limit& limit) {
    if (provider.quotas.empty()) {
        return std::nullopt;
    }
    const catalog::Quota& shortest =
        *std::ranges::min_element(provider.quotas, {}, &catalog::Quota::per_seconds);
    const bool is_kept = std::ranges::any_of(limits, [&](const model::Limit& other) {
        return other.per_seconds > limit.per_seconds && other.per_seconds <= shortest.per_seconds &&
               other.requests <=
                   in_window(shortest.requests, shortest.per_seconds, other.per_seconds);
    });
    std::optional<Bound> bound;
    for (const catalog::Quota& quota : provider.quotas) {
        const bool in_proportion =
            quota.per_seconds <= limit.per_seconds || (&quota == &shortest && !is_kept);
        const std::uint64_t most =
            in_proportion ? in_window(quota.requests, quota.per_seconds, limit.per_seconds)
                          : quota.requests;
        if (!bound.has_value() || most < bound->most) {
            bound = Bound{&quota, most};
        }
    }
    return bound;
}

std::vector<const catalog::Catalog*> providers_of(const Context& context,
                                                  const model::Integration& integration) {
    std::vector<const catalog::Catalog*> providers;
    for (const model::Named<model::Credential>& used : integration.uses) {
        if (const auto provider = context.model().credentials[used.id].provider) {
            providers.push_back(&context.provider(*provider));
        }
    }
    return providers;
}

}  // namespace latchkey::lint
