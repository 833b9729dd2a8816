#include "lint/networks.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using latchkey::lint::covered_internet;

namespace {

std::string_view covered(const std::vector<std::string_view>& networks) {
    return covered_internet(networks);
}

}  // namespace

TEST_CASE("the whole internet, in whatever pieces") {
    CHECK(covered({"0.0.0.0/0"}) == "IPv4");
    CHECK(covered({"::/0"}) == "IPv6");
    CHECK(covered({"128.0.0.0/1", "0.0.0.0/1"}) == "IPv4");
    CHECK(covered({"0.0.0.0/2", "64.0.0.0/2", "128.0.0.0/1"}) == "IPv4");
    CHECK(covered({"::/1", "8000::/1"}) == "IPv6");
    CHECK(covered({"2000::/3"}) == "IPv6");
    CHECK(covered({"2000::/4", "3000::/4"}) == "IPv6");
    CHECK(covered({"::ffff:0.0.0.0/96"}) == "IPv4");
    CHECK(covered({"::ffff:0:0/97", "::ffff:128.0.0.0/97"}) == "IPv4");
    CHECK(covered({"0.0.0.0/0", "10.0.0.0/8"}) == "IPv4");
}

TEST_CASE("all but what no public host has, and nothing less") {
    std::vector<std::string_view> all{"1.0.0.0/8",  "2.0.0.0/7",   "4.0.0.0/6",  "8.0.0.0/7",
                                      "11.0.0.0/8", "12.0.0.0/6",  "16.0.0.0/4", "32.0.0.0/3",
                                      "64.0.0.0/2", "128.0.0.0/2", "192.0.0.0/3"};
    CHECK(covered(all) == "IPv4");
    for (std::size_t at = 0; at < all.size(); ++at) {
        std::vector<std::string_view> without = all;
        without.erase(without.begin() + static_cast<std::ptrdiff_t>(at));
        CAPTURE(all[at]);
        CHECK(covered(without).empty());
    }
}

TEST_CASE("less than the internet") {
    CHECK(covered({}).empty());
    CHECK(covered({"0.0.0.0/1"}).empty());
    CHECK(covered({"128.0.0.0/1"}).empty());
    CHECK(covered({"10.0.0.0/8", "192.168.0.0/16"}).empty());
    CHECK(covered({"203.0.113.7"}).empty());
    CHECK(covered({"2001:db8::1", "fd00::/8"}).empty());
    CHECK(covered({"2000::/4"}).empty());
    CHECK(covered({"2000::/4", "3000::/5"}).empty());
    CHECK(covered({"64:ff9b::/96"}).empty());
}
