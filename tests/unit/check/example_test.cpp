#include "checked.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace latchkey::check::test {
namespace {

/// The example of the language's description, with what it names beside it.
constexpr std::string_view example = R"(use highlevel

team growth "Growth marketing" {
  contact    "growth@acme.example"
  escalation "slack:#growth-oncall"
}
team security {}

credential lead-form-token {
  provider    highlevel
  kind        private-integration
  level       location
  account     "ve9EPM428h8vShlRW1KT"
  environment production
  store       env "LEAD_FORM_HL_TOKEN"
  owner       growth
  issued      2026-09-01
  rotated     2026-09-01
  rotate      every 90 days overlap 7 days
  expires     2027-03-01
}

/// Puts enquiries from the website into the CRM.
integration lead-form "Website lead form" {
  status      active
  environment production
  purpose     lead-capture
  owner       growth
  uses        lead-form-token

  allow create on contact (firstName, lastName, email, phone, source)
    because "the form posts new enquiries and nothing else"
  deny delete on any

  scopes   contacts.write
  limit    60 requests per minute
  limit    5_000 requests per day
  from     "203.0.113.0/24", "2001:db8::/32"
  gateway  "edge-proxy"
  alert    on volume above 500 per hour to "slack:#crm-alerts"
  alert    on errors above 5% per 10 minutes to "slack:#crm-alerts"
  alert    on denied to "slack:#crm-alerts"
  alert    on unknown-source to "slack:#crm-alerts"
  audit    to "siem:crm-api" keep 400 days

  subjects  eu, california
  basis     consent "privacy notice 2026-02"
  retain    24 months
  recipient "Acme Web Ltd" region eu agreement "DPA-2025-14"
  erase     "runbooks/erase-contact.md"

  review every 90 days last 2026-10-01 by growth
  revoke "runbooks/revoke-lead-form.md" within 1 hour
  waive long-lived-credential until 2026-12-31 because "the vendor ships OAuth in Q4" by security
}
waive missing-audit for lead-form until 2026-12-31 because "the collector arrives in December" by security

purpose reporting "Reporting that changes nothing" {
  permits read on any
  data    identifier, contact-detail, demographic, financial, behavioural
  review  within 180 days
}
purpose board-reporting "Figures for the board" {
  extends reporting
  data    demographic, behavioural
}
role contact-reader {
  allow read on contact, note because "shows the contact card"
}

assert lead-form cannot delete contact
assert lead-form can create contact (email)
assert lead-form-token cannot call "DELETE /contacts/{contactId}"
assert every integration with purpose lead-capture cannot any order
assert every integration owned by growth cannot any order
assert every credential cannot call "POST /oauth/locationToken"
)";

}  // namespace

TEST_SUITE("whole files") {
    TEST_CASE("the example of the language's description is accepted") {
        const Checked checked{std::string(example)};
        CHECK(checked.messages().empty());
        CHECK(checked.model.whole);
        REQUIRE(checked.model.integrations.size() == 1);
        const model::Integration& it = *checked.model.integrations.begin();
        CHECK(it.complete);
        CHECK(it.description == "Puts enquiries from the website into the CRM.");
        CHECK(it.title->value == "Website lead form");
        CHECK(it.grants.size() == 2);
        CHECK(it.scopes.size() == 1);
        CHECK(it.limits.size() == 2);
        CHECK(it.sources.size() == 2);
        CHECK(it.alerts.size() == 4);
        CHECK(it.subjects.size() == 2);
        // One stands in it, and one at top level names it.
        CHECK(it.waivers.size() == 2);
        CHECK(checked.model.waivers.size() == 2);
        CHECK(checked.model.assertions.size() == 6);
        CHECK(checked.marked(it.uses.at(0).where) == "lead-form-token");
        CHECK(checked.marked(checked.model.grants[it.grants.at(0)].word_where) == "allow");
    }

    TEST_CASE("independent mistakes give a message each") {
        std::string text(example);
        const auto replace = [&text](std::string_view old, std::string_view replacement) {
            const std::size_t at = text.find(old);
            REQUIRE(at != std::string::npos);
            text.replace(at, old.size(), replacement);
        };
        replace("firstName", "fristName");
        replace("contacts.write", "contacts.wrte");
        replace("5_000 requests", "0 requests");
        replace("203.0.113.0/24", "203.0.113.1/24");
        replace("region eu", "region europe");
        replace("2027-03-01", "2025-03-01");
        const Checked checked(text);
        CHECK(checked.findings() ==
              "invalid-date «2025-03-01»\n"
              "invalid-duration «0»\n"
              "invalid-network «\"203.0.113.1/24\"»\n"
              "type-mismatch «europe»\n"
              "unknown-field «fristName»\n"
              "unknown-scope «contacts.wrte»\n");
    }

    TEST_CASE("a syntax error hides nothing else") {
        const Checked checked(
            integration("allow read on pipline\nlimit many requests per day\nallow read on tag"));
        REQUIRE(checked.list.size() == 2);
        CHECK(checked.list.at(0).id == "syntax-error");
        CHECK(checked.list.at(1).id == "unknown-entity");
    }

    TEST_CASE("lists are in the order of the files") {
        const Checked checked(std::vector<std::string>{"team b {}\nteam a {}", "team c {}"});
        std::string names;
        for (const model::Team& team : checked.model.teams) {
            names += team.name.text;
        }
        CHECK(names == "bac");
    }

    TEST_CASE("an empty workspace") {
        const Checked checked("");
        CHECK(checked.list.empty());
        CHECK(checked.model.purposes.size() == 12);
        CHECK(checked.model.whole);
    }
}

}  // namespace latchkey::check::test
