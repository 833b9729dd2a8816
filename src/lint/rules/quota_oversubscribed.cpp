#include "lint/keys.h"
#include "lint/limits.h"
#include "lint/rule.h"
#include "lint/words.h"

#include <algorithm>
#include <functional>
#include <map>
#include <numeric>
#include <string>
#include <tuple>

namespace latchkey::lint {
namespace {

constexpr Message<std::string_view, std::string_view, std::string_view, std::string_view>
    oversubscribed{"the limits of {} that share a quota add up to {}; {} takes {}"};
constexpr Message<std::string_view, std::string_view> share{"`{}`: {}"};
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
using Pool = std::tuple<model::ProviderId, std::size_t, std::string>;

std::string sharer_of(const model::Credential& credential, const catalog::Quota& quota) {
    const bool is_of_app = quota.counted_per.find("app") != std::string_view::npos;
    if (is_of_app) {
        return credential.store.has_value() ? "key " + credential.store->key : "";
    }
    return credential.account.has_value() ? "account " + credential.account->value : "";
}

std::map<Pool, std::vector<Share>> pools_of(const model::Model& model) {
    std::map<Pool, std::vector<Share>> pools;
    for (const model::Integration& integration : model.integrations) {
        // With two providers nobody can say which of them a limit is spent on. What is planned
        // asks for nothing yet.
        if (integration.status != model::Status::active || integration.uses.size() != 1) {
            continue;
        }
        const model::Credential& credential = model.credentials[integration.uses.front().id];
        const auto& quotas = model.provider(*credential.provider).quotas;
        for (std::size_t at = 0; at < quotas.size(); ++at) {
            const std::string sharer = sharer_of(credential, quotas[at]);
            const auto most = most_in(integration.limits, quotas[at].per_seconds);
            // A limit of seconds is no plan for a day. One that is above the quota by itself is
            // `limit-over-quota`.
            const bool is_planned = std::ranges::any_of(integration.limits, [&](const auto& one) {
                return one.per_seconds >= quotas[at].per_seconds;
            });
            if (is_planned && !sharer.empty() && most.has_value() && *most <= quotas[at].requests) {
                pools[{*credential.provider, at, sharer}].push_back(
                    {&integration, *most, tightest(integration, quotas[at])});
            }
        }
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
                      share(one.integration->name.text, rate(one.requests, quota.per_seconds)));
    }
    if (shares.size() > most_labels) {
        finding.note(further(count(shares.size() - most_labels, "integration")));
    }
    finding.note(counted(quota.counted_per));
}

void check(const model::Model& model, Context& context) {
    for (const auto& [pool, shares] : pools_of(model)) {
        const catalog::Catalog& provider = model.provider(std::get<0>(pool));
        const catalog::Quota& quota = provider.quotas[std::get<1>(pool)];
        // Each is at most the quota, which has 32 bits.
        const std::uint64_t sum =
            std::accumulate(shares.begin(), shares.end(), std::uint64_t{0},
                            [](std::uint64_t all, const Share& one) { return all + one.requests; });
        if (sum > quota.requests) {
            report(model, provider, quota, shares, sum, context);
        }
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
