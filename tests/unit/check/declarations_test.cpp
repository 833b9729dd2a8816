#include "checked.h"

#include <doctest/doctest.h>

#include <string>

namespace latchkey::check::test {
namespace {

/// The findings in a credential with these statements instead of, or beside, the usual ones.
Checked credential(std::string_view statements) {
    return Checked("team growth {}\ncredential c { provider highlevel owner growth " +
                   std::string(statements) + " }");
}

constexpr std::string_view usual = "kind private-integration level location store env \"X\" ";

}  // namespace

TEST_SUITE("credentials and teams") {
    TEST_CASE("what a credential lacks is said at once") {
        const Checked checked("credential c {}");
        CHECK(checked.messages() ==
              "missing-statement: the credential `c` has no `provider`, no `kind`, no `level`, "
              "no `store` and no `owner`\n");
        CHECK(checked.marked(checked.only().where) == "c");
        CHECK(checked.only().credential == "c");
        CHECK(!checked.model.credentials.begin()->complete);
    }

    TEST_CASE("nothing is missing from a block that was not understood") {
        const Checked checked("credential c { provder highlevel }");
        CHECK(checked.only().id == "syntax-error");
    }

    TEST_CASE("an unknown provider silences its words") {
        CHECK(Checked("team t {}\ncredential c { provider foo kind bar level baz store env \"X\" "
                      "owner t }")
                  .findings() == "unknown-provider «foo»\n");
    }

    TEST_CASE("kinds and levels are the provider's") {
        CHECK(credential("kind private-integrations level location store env \"X\"").messages() ==
              "type-mismatch: `private-integrations` is no kind of credential; did you mean "
              "`private-integration`?\n");
        CHECK(credential("kind oauth-app level account store env \"X\"").messages() ==
              "type-mismatch: `account` is no level: there is `agency` and `location`\n");
        const Checked checked =
            credential("kind location-api-key level location, agency store env \"X\"");
        CHECK(checked.messages() ==
              "level-mismatch: a `location-api-key` has no level `agency`: it has `location`\n");
        CHECK(
            credential("kind oauth-app level location, agency store env \"X\"").findings().empty());
    }

    TEST_CASE("words of closed lists") {
        CHECK(
            credential("kind oauth-app level location store onepasword \"X\" environment prodction")
                .messages() ==
            "type-mismatch: `onepasword` is no kind of store; did you mean `onepassword`?\n"
            "type-mismatch: `prodction` is no environment; did you mean `production`?\n");
    }

    TEST_CASE("a level, like anything listed, stands once") {
        const Checked checked =
            credential("kind oauth-app level location, location store env \"X\"");
        CHECK(checked.findings() == "duplicate-statement «location»\n");
        CHECK(checked.only().labels.size() == 1);
    }

    TEST_CASE("a statement stands once") {
        CHECK(credential(std::string(usual) + "account \"a\" account \"b\"").findings() ==
              "duplicate-statement «account»\n");
        CHECK(Checked("team t { contact \"a\" contact \"b\" }").findings() ==
              "duplicate-statement «contact»\n");
        CHECK(Checked("team t { contact \"a\" escalation \"b\" }").findings().empty());
    }

    TEST_CASE("dates are of the calendar") {
        CHECK(credential(std::string(usual) + "issued 2026-02-29").messages() ==
              "invalid-date: the calendar has no `2026-02-29`\n");
        CHECK(credential(std::string(usual) + "issued 2024-02-29").findings().empty());
        CHECK(credential(std::string(usual) + "expires 2026-13-01").findings() ==
              "invalid-date «2026-13-01»\n");
        CHECK(credential(std::string(usual) + "expires 2026-00-00").findings() ==
              "invalid-date «2026-00-00»\n");
    }

    TEST_CASE("dates follow each other") {
        const Checked checked =
            credential(std::string(usual) + "issued 2026-05-01 rotated 2026-04-30");
        CHECK(checked.messages() == "invalid-date: `rotated` is before `issued`\n");
        CHECK(checked.marked(checked.only().labels.at(0).where) == "2026-05-01");
        CHECK(credential(std::string(usual) + "issued 2026-05-01 expires 2026-04-30").findings() ==
              "invalid-date «2026-04-30»\n");
        CHECK(credential(std::string(usual) + "rotated 2026-05-01 expires 2026-04-30").findings() ==
              "invalid-date «2026-04-30»\n");
        CHECK(credential(std::string(usual) +
                         "issued 2026-05-01 rotated 2026-05-01 expires 2026-05-01")
                  .findings()
                  .empty());
    }

    TEST_CASE("rotation") {
        CHECK(credential(std::string(usual) + "rotate every 7 days overlap 1 week").findings() ==
              "invalid-duration «1 week»\n");
        const Checked checked =
            credential(std::string(usual) + "rotate every 90 days overlap 7 days");
        CHECK(checked.findings().empty());
        CHECK(checked.model.credentials.begin()->rotate->every.days() == 90);
    }

    TEST_CASE("a text that says nothing") {
        CHECK(credential("kind oauth-app level location store env \" \"").messages() ==
              "type-mismatch: the text of `store` is empty\n");
        CHECK(Checked("team t { contact \"\" }").findings() == "type-mismatch «\"\"»\n");
    }

    TEST_CASE("the same key is told by kind and reference") {
        const auto key = [](std::string_view store) {
            const Checked checked =
                credential("kind oauth-app level location store " + std::string(store));
            CHECK(checked.findings().empty());
            return checked.model.credentials.begin()->store->key;
        };
        CHECK(key("vault \"kv/crm/\"") == key("vault \" kv/crm \""));
        CHECK(key("vault \"kv/crm\"") != key("env \"kv/crm\""));
        CHECK(key("azure-key-vault \"CRM-Token\"") == key("azure-key-vault \"crm-token\""));
        CHECK(key("github-secret \"CRM\"") == key("github-secret \"crm\""));
        CHECK(key("env \"CRM\"") != key("env \"crm\""));
    }
}

}  // namespace latchkey::check::test
