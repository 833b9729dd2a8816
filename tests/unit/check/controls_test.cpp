#include "checked.h"

#include <doctest/doctest.h>

#include <string>

namespace latchkey::check::test {
namespace {

/// The findings in an integration that allows something and has these statements beside it.
Checked with(std::string_view statements) {
    return Checked(integration("allow read on pipeline\n" + std::string(statements)));
}

const model::Integration& first(const Checked& checked) {
    return *checked.model.integrations.begin();
}

}  // namespace

TEST_SUITE("integrations") {
    TEST_CASE("what an integration lacks") {
        CHECK(Checked("integration it {}").messages() ==
              "missing-statement: the integration `it` has no `purpose`, no `owner`, no `uses` and "
              "no `allow` or "
              "`include`\n");
        CHECK(Checked(integration("deny delete on any")).messages() ==
              "missing-statement: the integration `it` has no `allow` or `include`\n");
    }

    TEST_CASE("a retired integration needs neither key nor grant") {
        CHECK(Checked("team t {}\nintegration it { status retired purpose sync owner t }")
                  .findings()
                  .empty());
        CHECK(Checked("team t {}\nintegration it { status retired purpose sync }").findings() ==
              "missing-statement «it»\n");
    }

    TEST_CASE("one credential of each provider") {
        const Checked twice = with("uses location-token");
        CHECK(twice.messages() == "duplicate-statement: `location-token` is used already\n");
        const Checked second = with("uses agency-token");
        CHECK(second.messages() ==
              "duplicate-statement: `agency-token` is a second credential of `highlevel`: an "
              "integration uses one of each provider\n");
        CHECK(findings_in("allow read on highlevel:pipeline\nuses keap-token").empty());
    }

    TEST_CASE("closed lists") {
        CHECK(with("status actve").findings() == "type-mismatch «actve»\n");
        CHECK(with("environment test").findings() == "type-mismatch «test»\n");
        CHECK(with("subjects eu, california, europe").findings() == "type-mismatch «europe»\n");
        CHECK(with("basis legitimate-interests").findings() ==
              "type-mismatch «legitimate-interests»\n");
        CHECK(with("recipient \"Acme\" region usa").findings() == "type-mismatch «usa»\n");
        CHECK(with("subjects eu, uk, eu").findings() == "duplicate-statement «eu»\n");
    }

    TEST_CASE("durations") {
        CHECK(with("retain 90 dayz").messages() ==
              "invalid-duration: `dayz` is no unit of time; did you mean `day` or `days`?\n");
        CHECK(with("retain 0 days").findings() == "invalid-duration «0 days»\n");
        CHECK(with("retain 1_001 years").findings() == "invalid-duration «1_001 years»\n");
        CHECK(with("retain 99999999999999999999999 days").findings() ==
              "invalid-duration «99999999999999999999999»\n");
        CHECK(with("limit 0 requests per minute").findings() == "invalid-duration «0»\n");
        CHECK(with("limit 5 requests per 0 minutes").findings() ==
              "invalid-duration «0 minutes»\n");
        CHECK(with("alert on errors above 100.5% to \"x\"").findings() ==
              "invalid-duration «100.5%»\n");
    }

    TEST_CASE("durations and numbers that are right") {
        const Checked checked = with(R"(
            retain 24 months
            limit 5_000 requests per day
            limit 100 requests per 10 seconds
            alert on errors above 05.50% to "x"
            alert on errors above 100% per 10 minutes to "x"
            alert on volume above 500 per hour to "x"
            revoke "runbook" within 1 hour)");
        INFO(checked.messages());
        REQUIRE(checked.list.empty());
        const model::Integration& it = first(checked);
        CHECK(it.retain->days() == 730);
        CHECK(it.limits.at(0).requests == 5'000);
        CHECK(it.limits.at(0).per_seconds == 86'400);
        CHECK(it.limits.at(1).per_seconds == 10);
        CHECK(it.alerts.at(0).above_share == "5.5");
        CHECK(it.alerts.at(0).per_seconds == 3'600);
        CHECK(it.alerts.at(1).above_share == "100");
        CHECK(it.alerts.at(1).per_seconds == 600);
        CHECK(it.alerts.at(2).above_count == 500);
        CHECK(it.revoke->within->seconds == 3'600);
    }

    TEST_CASE("networks stand in strings") {
        const Checked checked = with("from \"203.0.113.7/24\", \"203.0.113.7\", \"2001:db8::/32\"");
        CHECK(checked.messages() ==
              "invalid-network: `203.0.113.7/24` has bits set past its prefix: the network is "
              "`203.0.113.0/24`\n");
        CHECK(checked.only().fixes.at(0).edits.at(0).text == "\"203.0.113.0/24\"");
        CHECK(first(checked).sources.size() == 2);
        CHECK(with("from \"everywhere\"").findings() == "invalid-network «\"everywhere\"»\n");
    }

    TEST_CASE("a review of a day that never was, by nobody") {
        CHECK(with("review every 90 days last 2026-02-30 by nobody").findings() ==
              "invalid-date «2026-02-30»\nunknown-name «nobody»\n");
    }

    TEST_CASE("statements that may repeat, and those that may not") {
        CHECK(with("allow read on tag deny delete on any deny delete on tag recipient \"a\" "
                   "recipient \"b\"")
                  .findings()
                  .empty());
        CHECK(with("gateway \"a\" gateway \"b\"").findings() == "duplicate-statement «gateway»\n");
        CHECK(with("audit to \"a\" audit to \"b\"").findings() == "duplicate-statement «audit»\n");
    }

    TEST_CASE("waivers: teams and dates are checked, rules are not") {
        CHECK(
            with("waive no-such-rule until 2026-12-31 because \"x\" by growth").findings().empty());
        CHECK(with("waive missing-audit until 2026-02-30 because \"x\" by groth").findings() ==
              "invalid-date «2026-02-30»\nunknown-name «groth»\n");
        const Checked top(
            std::string(prelude()) +
            "waive missing-audit for nothing until 2026-12-31 because \"x\" by growth\n"
            "waive missing-audit for location-token until 2026-12-31 because \"x\" by growth\n");
        REQUIRE(top.list.empty());
        REQUIRE(top.model.waivers.size() == 2);
        CHECK(!top.model.waivers.begin()->credential.has_value());
        CHECK(std::next(top.model.waivers.begin())->credential.has_value());
    }

    TEST_CASE("what was reported leaves the declaration incomplete") {
        const Checked wrong = with("retain 0 days");
        CHECK(!first(wrong).complete);
        const Checked right = with("retain 1 day");
        CHECK(first(right).complete);
        CHECK(right.model.whole);
    }
}

}  // namespace latchkey::check::test
