#include "check/networks.h"

#include <doctest/doctest.h>

#include <string>

namespace latchkey::check {

TEST_SUITE("networks") {
    TEST_CASE("addresses and networks") {
        for (const char* good : {"203.0.113.7", "203.0.113.0/24", "0.0.0.0/0", "255.255.255.255/32",
                                 "::/0", "::1", "2001:db8::/32", "2001:DB8:0:0:0:0:0:1/128",
                                 "::ffff:192.0.2.1", "1:2:3:4:5:6:7::", "fe80::1:2:3:4"}) {
            CAPTURE(good);
            CHECK(check_network(good).message.empty());
        }
    }

    TEST_CASE("what is neither") {
        for (const char* bad : {"",
                                "/",
                                "1.2.3",
                                "1.2.3.4.5",
                                "256.1.1.1",
                                "1.2.3.4/33",
                                "1.2.3.4/",
                                "1.2.3.4/+8",
                                "1.2.3.4/08",
                                "::/129",
                                "1::2::3",
                                "1:2:3:4:5:6:7",
                                "1:2:3:4:5:6:7:8:9",
                                "1:2:3:4:5:6:7::8",
                                "12345::",
                                "::1.2.3",
                                "1.2.3.4::",
                                ":::",
                                ":",
                                "example.com",
                                "2001:db8::/32/32",
                                " 1.2.3.4",
                                "1.2.3.-4",
                                "0x1.2.3.4"}) {
            CAPTURE(bad);
            CHECK(!check_network(bad).message.empty());
        }
    }

    TEST_CASE("bits past the prefix: the network that is meant") {
        CHECK(check_network("203.0.113.77/24").instead == "203.0.113.0/24");
        CHECK(check_network("10.1.2.3/9").instead == "10.0.0.0/9");
        CHECK(check_network("10.200.2.3/9").instead == "10.128.0.0/9");
        CHECK(check_network("1.2.3.4/0").instead == "0.0.0.0/0");
        CHECK(check_network("2001:db8::1/32").instead == "2001:db8::/32");
        CHECK(check_network("2001:DB8:0:1:0:0:0:1/64").instead == "2001:db8:0:1::/64");
        CHECK(check_network("1:0:0:2:0:0:0:3/112").instead == "1:0:0:2::/112");
        CHECK(check_network("::1/0").instead == "::/0");
        CHECK(check_network("1:2:0:4:5:6:7:8/127").message.empty());
        CHECK(check_network("1:2:0:4:5:6:7:9/127").instead == "1:2:0:4:5:6:7:8/127");
    }

    TEST_CASE("a leading zero means another number to some programs") {
        CHECK(check_network("010.0.0.1").instead == "10.0.0.1");
        CHECK(check_network("10.0.0.0/8").message.empty());
    }
}

}  // namespace latchkey::check
