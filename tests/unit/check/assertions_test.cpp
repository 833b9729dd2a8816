#include "checked.h"

#include <doctest/doctest.h>

#include <string>

namespace latchkey::check::test {
namespace {

/// Three integrations, one of them retired, and what is asserted of them.
std::string asserting(std::string_view assertions) {
    return std::string(prelude()) + R"(
team security {}
purpose figures { extends analytics }
integration one { purpose analytics owner growth uses location-token allow read on pipeline }
integration two { purpose figures owner security uses app-token allow read on pipeline }
integration old { status retired purpose sync owner growth }
)" + std::string(assertions);
}

const model::Assertion& first(const Checked& checked) {
    INFO(checked.messages());
    REQUIRE(checked.list.empty());
    return *checked.model.assertions.begin();
}

}  // namespace

TEST_SUITE("assertions") {
    TEST_CASE("of one integration or credential") {
        const Checked integration(asserting("assert one cannot delete contact"));
        CHECK(first(integration).integrations.size() == 1);
        CHECK(first(integration).kind == model::Assertion::Subjects::integrations);
        const Checked credential(
            asserting("assert app-token cannot call \"DELETE /contacts/{contactId}\""));
        CHECK(first(credential).credentials.size() == 1);
        CHECK(first(credential).operations.size() == 1);
        CHECK(first(credential).kind == model::Assertion::Subjects::credentials);
    }

    TEST_CASE("of every one that the filters leave, retired ones apart") {
        const auto count = [](std::string_view assertion) {
            const Checked checked(asserting(assertion));
            return first(checked).integrations.size() + 10 * first(checked).credentials.size();
        };
        CHECK(count("assert every integration cannot delete contact") == 2);
        CHECK(count("assert every integration with purpose figures cannot delete contact") == 1);
        CHECK(count("assert every integration with purpose analytics cannot delete contact") == 2);
        CHECK(count("assert every integration owned by growth cannot delete contact") == 1);
        CHECK(count("assert every integration except one, old cannot delete contact") == 1);
        CHECK(count("assert every credential cannot delete contact") == 0 + 10 * 3 + 10);
        CHECK(count("assert every credential with purpose figures cannot delete contact") == 10);
    }

    TEST_CASE("an assertion about nothing") {
        CHECK(
            Checked(asserting("assert every integration with purpose backup cannot delete contact"))
                .findings() == "unknown-name «backup»\n");
        CHECK(Checked(asserting("assert every integration except one, two cannot delete contact"))
                  .findings() == "unknown-name «one, two»\n");
        CHECK(Checked("use highlevel\nassert every integration cannot delete contact").findings() ==
              "unknown-name «every integration»\n");
        CHECK(Checked(asserting("assert old cannot delete contact")).messages() ==
              "unknown-name: `old` is retired, and retired integrations are left out: the "
              "assertion is about nothing\n");
    }

    TEST_CASE("names in it") {
        CHECK(Checked(asserting("assert onee cannot delete contact"))
                  .messages()
                  .find("unknown-name: no integration or credential is called `onee`; did you mean "
                        "`one`") == 0);
        CHECK(Checked(
                  asserting("assert every integration with purpose nothing cannot delete contact"))
                  .findings() == "unknown-name «nothing»\n");
        CHECK(Checked(asserting("assert every integration owned by nobody cannot delete contact"))
                  .findings() == "unknown-name «nobody»\n");
        CHECK(Checked(asserting("assert every integration except nobody cannot delete contact"))
                  .findings() == "unknown-name «nobody»\n");
        CHECK(Checked(asserting("assert one cannot delete contct")).findings() ==
              "unknown-entity «contct»\n");
        CHECK(Checked(asserting("assert one cannot frob contact")).findings() ==
              "unknown-action «frob»\n");
        CHECK(Checked(asserting("assert one can create contact (emial)")).findings() ==
              "unknown-field «emial»\n");
        CHECK(Checked(asserting("assert one cannot call \"GET /nothing\"")).findings() ==
              "unknown-operation «\"GET /nothing\"»\n");
        CHECK(Checked(asserting("assert one cannot receive Nothing")).findings() ==
              "unknown-event «Nothing»\n");
    }

    TEST_CASE("one that is not understood is left out") {
        const Checked checked(
            asserting("assert one cannot delete contct\nassert one cannot delete contact"));
        CHECK(checked.model.assertions.size() == 1);
        CHECK(!checked.model.whole);
    }

    TEST_CASE("targets, one for each action and entity") {
        const Checked checked(asserting("assert one cannot read, write, send message, contact"));
        CHECK(checked.findings() == "unknown-action «send»\n");
        const Checked good(asserting("assert one cannot read, write message, contact"));
        REQUIRE(first(good).targets.size() == 4);
        CHECK(!first(good).targets.at(0).all_but_read);
        CHECK(first(good).targets.at(2).all_but_read);
    }

    TEST_CASE("fields") {
        const Checked checked(asserting("assert one can create contact (email)"));
        REQUIRE(first(checked).targets.size() == 1);
        CHECK(first(checked).targets.at(0).fields->count() == 1);
    }

    TEST_CASE("the providers are those of the file") {
        CHECK(Checked({asserting(""),
                       "assert one cannot delete contact\nassert two cannot delete contct"})
                  .findings() == "missing-statement «assert one cannot delete contact»\n");
        CHECK(Checked({asserting(""), "use keap\nassert one cannot delete contact"})
                  .findings()
                  .empty());
    }

    TEST_CASE("nothing is said of a subject that another mistake may hide") {
        const std::string text =
            std::string(prelude()) +
            "integration it { purpose backpu owner growth uses location-token allow read on tag }\n"
            "assert every integration with purpose backup cannot delete contact";
        CHECK(Checked(text).findings() == "unknown-name «backpu»\n");
    }
}

}  // namespace latchkey::check::test
