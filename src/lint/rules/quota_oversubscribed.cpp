#include "lint/keys.h"
#include "lint/limits.h"
#include "lint/rule.h"
#include "lint/words.h"

#include <algorithm>
#include <functional>
#include <map>
#include <numeric>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace latchkey::lint {
namespace {

constexpr Message<std::string_view, std::string_view, std::string_view, std::string_view>
    oversubscribed{"the limits of {} that share a quota add up to {}; {} takes {}"};
constexpr Message<std::string_view, std::string_view> one_share{"`{}`: {}"};
constexpr Message<std::string_view> counted{"counted for each {}"};
constexpr Message<std::string> further{"{} more have a smaller share, or the same"};

struct Share {
    const model::Integration* integration = nullptr;
    std::uint64_t requests = 0;
    /// The limit that lets through least.
    Location where;
};

Location tightest(const model::Integration& integration, const catalog::Quota& quota) {
    return std::ranges::min_element(integration.limits, {},
                                    [&](const model::Limit& one) {
                                        return in_window(one.requests, one.per_seconds,
                                                         quota.per_seconds);
                                    })
        ->where;
}

/// Whom one quota is shared by: provider, place of the quota, and the account, or the key where the
/// provider counts each app for itself. Of a credential no more is known of its app than its key.
struct Pool {
    model::ProviderId provider;
    std::size_t quota = 0;
    std::string_view sharer;
    friend auto operator<=>(const Pool&, const Pool&) = default;
};

struct PoolHash {
    std::size_t operator()(const Pool& pool) const {
        return std::hash<std::string_view>{}(pool.sharer) ^ pool.quota;
    }
};

/// Empty where it is not said. A quota is counted for keys or for accounts, never for both.
std::string_view sharer_of(const model::Credential& credential, const catalog::Quota& quota) {
    const bool is_of_app = quota.counted_per.find("app") != std::string_view::npos;
    if (is_of_app) {
        return credential.store.has_value() ? credential.store->key : std::string_view();
    }
    return credential.account.has_value() ? credential.account->value : std::string_view();
}

/// With two providers nobody can say which of them a limit is spent on. What is planned asks for
/// nothing yet.
bool has_share(const model::Integration& integration) {
    return integration.status == model::Status::active && integration.uses.size() == 1 &&
           !integration.limits.empty();
}

/// What an integration plans to take; none where it plans nothing that the quota is about. A limit
/// of seconds is no plan for a day. One that is above the quota by itself is `limit-over-quota`.
std::optional<std::uint64_t> share_of(const model::Integration& integration,
                                      const catalog::Quota& quota) {
    const bool is_planned = std::ranges::any_of(
        integration.limits, [&](const auto& one) { return one.per_seconds >= quota.per_seconds; });
    const auto most = is_planned ? most_in(integration.limits, quota.per_seconds)
                                 : std::optional<std::uint64_t>();
    return most.has_value() && *most <= quota.requests ? most : std::nullopt;
}

/// Calls `take` with every pool that an integration has a share in, and the share.
void for_each_share(const model::Model& model, auto take) {
    for (const model::Integration& integration : model.integrations) {
        if (!has_share(integration)) {
            continue;
        }
        const model::Credential& credential = model.credentials[integration.uses.front().id];
        const auto& quotas = model.provider(*credential.provider).quotas;
        for (std::size_t at = 0; at < quotas.size(); ++at) {
            const std::string_view sharer = sharer_of(credential, quotas[at]);
            const auto share = sharer.empty() ? std::nullopt : share_of(integration, quotas[at]);
            if (share.has_value()) {
                take(Pool{*credential.provider, at, sharer}, integration, *share);
            }
        }
    }
}

const catalog::Quota& quota_of(const model::Model& model, const Pool& pool) {
    return model.provider(pool.provider).quotas[pool.quota];
}

/// Sums first: who shares is gathered only where it is too much, because most pools have one user.
std::map<Pool, std::vector<Share>> oversubscribed_pools(const model::Model& model) {
    std::unordered_map<Pool, std::uint64_t, PoolHash> sums;
    sums.reserve(model.integrations.size());
    // Each share is at most the quota, which has 32 bits.
    for_each_share(model, [&](const Pool& pool, const model::Integration&, std::uint64_t share) {
        sums[pool] += share;
    });
    std::map<Pool, std::vector<Share>> pools;
    for (const auto& [pool, sum] : sums) {
        if (sum > quota_of(model, pool).requests) {
            pools.emplace(pool, std::vector<Share>());
        }
    }
    if (!pools.empty()) {
        for_each_share(model, [&](const Pool& pool, const model::Integration& integration,
                                  std::uint64_t share) {
            if (const auto found = pools.find(pool); found != pools.end()) {
                found->second.push_back(
                    {&integration, share, tightest(integration, quota_of(model, pool))});
            }
        });
    }
    return pools;
}

void report(const model::Model& model, const catalog::Catalog& provider,
            const catalog::Quota& quota, const std::vector<Share>& shares, std::uint64_t sum,
            Context& context) {
    const Share& largest = *std::ranges::max_element(shares, {}, &Share::requests);
    context.about({model.integrations.id_of(*largest.integration), {}, {}});
    diag::Finding finding = context.report(
        largest.where, oversubscribed, count(shares.size(), "integration"),
        rate(sum, quota.per_seconds), provider.title, rate(quota.requests, quota.per_seconds));
    // Nobody reads thousands of labels; the largest shares are those to begin with.
    constexpr std::size_t most_labels = 12;
    std::vector<Share> largest_first = shares;
    std::ranges::stable_sort(largest_first, std::greater<>{}, &Share::requests);
    largest_first.resize(std::min(largest_first.size(), most_labels));
    std::ranges::sort(largest_first, {}, &Share::where);
    for (const Share& one : largest_first) {
        finding.label(one.where,
                      one_share(one.integration->name.text, rate(one.requests, quota.per_seconds)));
    }
    if (shares.size() > most_labels) {
        finding.note(further(count(shares.size() - most_labels, "integration")));
    }
    finding.note(counted(quota.counted_per));
}

void check(const model::Model& model, Context& context) {
    for (const auto& [pool, shares] : oversubscribed_pools(model)) {
        const std::uint64_t sum =
            std::accumulate(shares.begin(), shares.end(), std::uint64_t{0},
                            [](std::uint64_t all, const Share& one) { return all + one.requests; });
        report(model, model.provider(pool.provider), quota_of(model, pool), shares, sum, context);
    }
}

}  // namespace

constinit const Rule quota_oversubscribed{
    .id = "quota-oversubscribed",
    .category = Category::operations,
    .level = Level::warning,
    .summary = "The limits of all integrations that share a quota add up past it.",
    .on_workspace = check,
};

}  // namespace latchkey::lint
