#include "lint/limits.h"

#include <doctest/doctest.h>

#include <limits>

using namespace latchkey;
using namespace latchkey::lint;

namespace {

constexpr std::uint64_t most = std::numeric_limits<std::int64_t>::max();

model::Limit limit(std::uint64_t requests, std::uint64_t seconds) {
    return {requests, seconds, {}, {}};
}

}  // namespace

TEST_CASE("numbers and windows are told as a policy writes them") {
    CHECK(digits(0) == "0");
    CHECK(digits(999) == "999");
    CHECK(digits(1'000) == "1_000");
    CHECK(digits(1'234'567) == "1_234_567");
    CHECK(rate(1, 1) == "1 request per second");
    CHECK(rate(100, 10) == "100 requests per 10 seconds");
    CHECK(rate(5'000, 86'400) == "5_000 requests per day");
    CHECK(rate(5, 90) == "5 requests per 90 seconds");
    CHECK(rate(5, 14 * 86'400) == "5 requests per 2 weeks");
}

TEST_CASE("proportions drop the part of a request, and hold at the ends of the numbers") {
    CHECK(in_window(100, 10, 60) == 600);
    CHECK(in_window(5'000, 86'400, 3'600) == 208);
    CHECK(in_window(1, 86'400, 10) == 0);
    CHECK(in_window(most, 1, 1) == most);
    CHECK(in_window(most, 1, 86'400) == std::numeric_limits<std::uint64_t>::max());
    CHECK(in_window(most, most, 3) == 3);
}

TEST_CASE("limits together let through what the tightest does") {
    const std::vector<model::Limit> none;
    CHECK(!most_in(none, 10).has_value());
    const std::vector<model::Limit> both{limit(60, 60), limit(5'000, 86'400)};
    CHECK(most_in(both, 60) == 60);
    CHECK(most_in(both, 3'600) == 3'600);
    CHECK(most_in(both, 86'400) == 5'000);
    CHECK(most_in(both, 10) == 0);
    const std::vector<model::Limit> small{limit(60, 60), limit(50, 86'400)};
    CHECK(most_in(small, 3'600) == 50);
}

TEST_CASE("the bound of a limit is the tightest quota that speaks of it") {
    constexpr catalog::Quota quotas[] = {{100, 10, "app"}, {200'000, 86'400, "app"}};
    catalog::Catalog provider;
    CHECK(!bound_of(provider, {}, limit(1, 1)).has_value());
    provider.quotas = quotas;
    const auto bound = [&](const model::Limit& one, std::vector<model::Limit> others = {}) {
        others.push_back(one);
        return bound_of(provider, others, one)->most;
    };
    CHECK(bound(limit(1, 10)) == 100);
    CHECK(bound(limit(1, 15)) == 150);
    CHECK(bound(limit(1, 86'400)) == 200'000);
    CHECK(bound(limit(1, 7 * 86'400)) == 1'400'000);
    CHECK(bound(limit(1, 1)) == 10);
    CHECK(bound(limit(1, 1), {limit(100, 10)}) == 100);
    CHECK(bound(limit(1, 1), {limit(101, 10)}) == 10);
    CHECK(bound(limit(1, 1), {limit(6'000, 600)}) == 10);
    // Ten seconds' worth all day long would be more than a day's; a limit is no promise to use it.
    CHECK(bound(limit(1, 43'200)) == 200'000);
}
