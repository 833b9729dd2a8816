#include "checked.h"

#include <doctest/doctest.h>

#include <string>

namespace latchkey::check::test {
namespace {

/// An integration with a grant in broad words, and what is accepted of it.
std::string accepting(std::string_view acceptances) {
    return integration(
               "allow write on contact because \"x\" allow read, update on note because \"x\"") +
           "\nteam security {}\n" + std::string(acceptances);
}

const model::Acceptance& first(const Checked& checked) {
    INFO(checked.messages());
    REQUIRE(checked.list.empty());
    REQUIRE(checked.model.acceptances.size() == 1);
    return *checked.model.acceptances.begin();
}

}  // namespace

TEST_SUITE("acceptances") {
    TEST_CASE("of an integration, with actions on entities") {
        const Checked checked(accepting(
            "/// Said.\naccept widening of it for create, update on contact (email, phone) "
            "because \"y\" by security"));
        const model::Acceptance& one = first(checked);
        CHECK(one.change == model::Acceptance::Change::widening);
        CHECK(one.form == model::Acceptance::Form::entities);
        CHECK(one.integration.has_value());
        CHECK_FALSE(one.credential.has_value());
        REQUIRE(one.targets.size() == 1);
        CHECK(one.targets[0].fields.has_value());
        CHECK(one.because.value == "y");
        CHECK(checked.model.teams[one.by].name.text == "security");
        CHECK(checked.marked(one.power) == "create, update on contact (email, phone)");
        CHECK(one.description == "Said.");
    }

    TEST_CASE("of a credential") {
        const Checked scopes(accepting(
            "accept widening of location-token for scopes contacts.write because \"y\" by growth"));
        CHECK(first(scopes).credential.has_value());
        CHECK(first(scopes).scopes.size() == 1);
        const Checked levels(
            accepting("accept widening of location-token for level agency, location because \"y\" "
                      "by growth"));
        CHECK(first(levels).levels == 0b11);
        const Checked account(accepting(
            "accept widening of location-token for account \"a\" because \"y\" by growth"));
        CHECK(first(account).account->value == "a");
        const Checked controls(accepting(
            "accept weakening of location-token for rotate, store because \"y\" by growth"));
        CHECK(first(controls).change == model::Acceptance::Change::weakening);
        CHECK(first(controls).controls.size() == 2);
    }

    TEST_CASE("words for several powers are a grant's own or none") {
        const auto said = [](std::string_view power) {
            return Checked(accepting("accept widening of it for " + std::string(power) +
                                     " because \"y\" by growth"))
                .findings();
        };
        CHECK(said("write on contact") == "");
        CHECK(said("write on note") == "type-mismatch «write»\n");
        CHECK(said("any on contact") == "type-mismatch «any»\n");
        CHECK(said("read on any") == "type-mismatch «any»\n");
        CHECK(said("update on contact (class contact-detail)") ==
              "type-mismatch «class contact-detail»\n");
    }

    TEST_CASE("one with a mistake accepts nothing") {
        const Checked checked(
            accepting("accept widening of it for raed on contact because \"y\" by growth"));
        CHECK(checked.findings() == "unknown-action «raed»\n");
        CHECK(checked.model.acceptances.size() == 0);
        CHECK_FALSE(checked.model.whole);
    }
}

}  // namespace latchkey::check::test
