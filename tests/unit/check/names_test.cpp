#include "checked.h"

#include <doctest/doctest.h>

#include <string>

namespace latchkey::check::test {

TEST_SUITE("names") {
    TEST_CASE("a name that is declared nowhere is reported with the nearest") {
        const Checked checked(
            integration("allow read on pipeline review every 5 days last 2026-01-01 by grwoth"));
        CHECK(checked.only().id == "unknown-name");
        CHECK(checked.only().message == "no team is called `grwoth`; did you mean `growth`?");
        CHECK(checked.marked(checked.only().where) == "grwoth");
        REQUIRE(checked.only().fixes.size() == 1);
        CHECK(checked.only().fixes.front().edits.front().text == "growth");
        CHECK(checked.only().integration == "it");
        CHECK(checked.only().language_error);
    }

    TEST_CASE("a name of another kind is called what it is") {
        const Checked checked(integration(
            "allow read on pipeline review every 5 days last 2026-01-01 by everything"));
        CHECK(checked.messages() ==
              "unknown-name: `everything` is a purpose; what belongs here is a team\n");
    }

    TEST_CASE("every kind of name is looked up") {
        const std::string text =
            std::string(prelude()) +
            "integration it { purpose evrything owner groth uses location-tokn include rool }\n";
        CHECK(Checked(text).findings() ==
              "unknown-name «evrything»\nunknown-name «groth»\nunknown-name "
              "«location-tokn»\nunknown-name «rool»\n");
    }

    TEST_CASE("declarations are seen in all files, whatever their order") {
        const std::string user =
            "integration it { purpose mine owner team-b uses token allow read on pipeline }";
        const std::string rest =
            "team team-b {} purpose mine { permits read on any data identifier, contact-detail } "
            "credential token "
            "{ provider highlevel kind oauth-app level location store env \"X\" owner team-b }";
        CHECK(Checked({user, rest}).findings().empty());
        CHECK(Checked({rest, user}).findings().empty());
    }

    TEST_CASE("a declaration that a syntax error hides is not missed") {
        const std::string text = std::string(prelude()) +
                                 "integration it { purpose everything owner growth\n uses "
                                 "location-token include reader }\nrole reader allow\n";
        const Checked checked(text);
        INFO(checked.messages());
        REQUIRE(!checked.list.empty());
        for (const Diagnostic& finding : checked.list) {
            CHECK(finding.id == "syntax-error");
        }
        CHECK(!checked.model.whole);
    }

    TEST_CASE("two declarations of one name") {
        const Checked checked("team a {}\nteam b {}\nteam a {}");
        CHECK(checked.findings() == "duplicate-declaration «a»\n");
        REQUIRE(checked.only().labels.size() == 1);
        CHECK(checked.only().labels.front().where.span.begin == 5);
        CHECK(checked.model.teams.size() == 2);
        CHECK(!checked.model.whole);
    }

    TEST_CASE("names that differ only in letter case count as one") {
        CHECK(Checked("role reader {}\nrole Reader {}").findings() ==
              "duplicate-declaration «Reader»\n");
        CHECK(Checked("role reader {}\nrole reader-2 {}").findings().empty());
    }

    TEST_CASE("integrations and credentials share one space, other kinds have their own") {
        const std::string text = std::string(prelude()) +
                                 "integration location-token { status retired purpose "
                                 "everything owner growth }\nteam everything {}\n";
        const Checked checked(text);
        CHECK(checked.findings() == "duplicate-declaration «location-token»\n");
        CHECK(checked.only().message ==
              "the integration `location-token` has the name of a credential: the two share one "
              "space of names");
    }

    TEST_CASE("the name of the manifests' index is taken") {
        const std::string text =
            std::string(prelude()) +
            "integration Index { status retired purpose everything owner growth }";
        CHECK(Checked(text).findings() == "duplicate-declaration «Index»\n");
        CHECK(Checked("team index {}").findings().empty());
    }

    TEST_CASE("a standard purpose is not declared again") {
        const Checked checked("purpose sync { permits read on contact data identifier }");
        CHECK(checked.findings() == "duplicate-declaration «sync»\n");
        CHECK(checked.only().message.find("standard purpose") != std::string::npos);
    }

    TEST_CASE("what is wrong in a second declaration is reported too") {
        const Checked checked(
            "team a {}\ncredential c { provider highlvel kind k level l store env \"X\" owner a }\n"
            "credential c { provider keep kind k level l store env \"X\" owner a }");
        CHECK(checked.findings() ==
              "duplicate-declaration «c»\nunknown-provider «highlvel»\nunknown-provider «keep»\n");
    }

    TEST_CASE("providers") {
        CHECK(Checked("use highlvel").messages() ==
              "unknown-provider: there is no catalogue of a provider `highlvel`; did you mean "
              "`highlevel`?\n");
        CHECK(Checked("use keap\nuse highlevel\nuse keap").findings() ==
              "duplicate-statement «keap»\n");
    }

    TEST_CASE("thousands of unknown names are reported without a search for each") {
        std::string text(prelude());
        for (int at = 0; at < 2'000; ++at) {
            text +=
                "team team-" + std::to_string(at) + " {}\ncredential c" + std::to_string(at) +
                " { provider highlevel kind oauth-app level location store env \"X\" owner taem-" +
                std::to_string(at) + " }\n";
        }
        const Checked checked(text);
        CHECK(checked.list.size() == 2'000);
        CHECK(checked.list.back().message == "no team is called `taem-1999`");
    }
}

}  // namespace latchkey::check::test
