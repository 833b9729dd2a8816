#include "checked.h"

#include <doctest/doctest.h>

#include <string>

namespace latchkey::check::test {
namespace {

std::string messages_in(std::string_view statements) {
    return Checked(integration(statements)).messages();
}

std::string with_agency(std::string_view statements) {
    return std::string(prelude()) +
           "integration it { purpose everything owner growth uses agency-token\n" +
           std::string(statements) + "}";
}

/// A role with these statements, included by an integration at location level.
std::string role(std::string_view statements) {
    return std::string(prelude()) + "role r {" + std::string(statements) +
           "}\nintegration it { purpose everything owner growth uses location-token include r "
           "allow read on tag }";
}

}  // namespace

TEST_SUITE("what grants reach") {
    TEST_CASE("a grant that covers nothing") {
        const Checked checked(integration("allow delete on form"));
        CHECK(
            checked.messages() ==
            "empty-grant: `delete` on `form` covers no operation; there is `read` and `upload`\n");
        CHECK(checked.marked(checked.only().where) == "delete on form");
        CHECK(messages_in("allow read, delete on form").empty());
        CHECK(messages_in("deny delete on form allow read on form").empty());
    }

    TEST_CASE("operations of unknown requirement are offered as `call`") {
        const Checked checked(integration("allow change-consent on message-preference"));
        INFO(checked.messages());
        CHECK(checked.only().id == "empty-grant");
        CHECK(checked.only().message.find(
                  "the provider does not say which scope it needs; `call \"POST ") !=
              std::string::npos);
    }

    TEST_CASE("an upsert needs both of its actions") {
        CHECK(messages_in("allow create on contact via \"POST /contacts/upsert\"")
                  .find("empty-grant: `create` on `contact` covers no operation: "
                        "`POST /contacts/upsert` needs `create` and `update`") == 0);
        CHECK(messages_in(
                  "allow create on contact via \"POST /contacts/upsert\" allow update on contact")
                  .empty());
        CHECK(messages_in("allow upsert on contact").empty());
    }

    TEST_CASE("a grant of another level") {
        const Checked checked(integration("allow read on company"));
        CHECK(checked.messages() ==
              "level-mismatch: `read` on `company` exists at level `agency`; `location-token` "
              "has the level `location`\n");
        CHECK(checked.marked(checked.only().labels.at(0).where) == "level location");
        CHECK(Checked(with_agency("allow read on company")).findings().empty());
        CHECK(Checked(with_agency("allow read on contact")).findings() ==
              "level-mismatch «read on contact»\n");
    }

    TEST_CASE("calls of another level") {
        CHECK(Checked(with_agency("allow call \"GET /contacts/{}\"")).findings() ==
              "level-mismatch «\"GET /contacts/{}\"»\n");
        CHECK(messages_in("allow call \"GET /contacts/{}\"").empty());
    }

    TEST_CASE("operations for credentials of another kind") {
        std::string some;
        for (const catalog::Catalog& catalog : catalog::shipped()) {
            for (const catalog::Operation& operation : catalog.operations) {
                const std::uint32_t kind = catalog.find_kind("oauth-app").value_or(0);
                const bool location = operation.levels == 0 || operation.levels != 1;
                if (catalog.id == "highlevel" && operation.kinds == (1U << kind) && location &&
                    some.empty()) {
                    some = std::string(to_string(operation.method)) + " " +
                           std::string(operation.path);
                }
            }
        }
        REQUIRE(!some.empty());
        const Checked checked(integration("allow call \"" + some + "\""));
        CHECK(checked.messages().find("level-mismatch: `" + some +
                                      "` is for credentials of the kind `oauth-app`; "
                                      "`location-token` is a `private-integration`") == 0);
    }

    TEST_CASE("events need a kind with webhooks") {
        const Checked checked(integration("allow receive ContactCreate, ContactDelete"));
        CHECK(checked.messages() ==
              "level-mismatch: `location-token` is a `private-integration`, which receives no "
              "events\n");
        CHECK(checked.marked(checked.only().where) == "ContactCreate");
    }

    TEST_CASE("`via` names operations of the grant") {
        CHECK(
            messages_in("allow read on contact via \"DELETE /contacts/{}\"") ==
            "empty-grant: `DELETE /contacts/{contactId}` is no operation of `read` on `contact`\n");
        CHECK(messages_in(
                  "allow read on contact via \"GET /contacts/{}\", \"GET /contacts/{}/notes\"") ==
              "empty-grant: `GET /contacts/{contactId}/notes` is no operation of `read` on "
              "`contact`\n");
        CHECK(messages_in("allow read on contact via \"GET /contacts/{}\"").empty());
    }

    TEST_CASE("an allow that a deny takes away") {
        const Checked checked(integration("allow delete on contact\ndeny delete on any"));
        CHECK(checked.messages() ==
              "grant-denied: a `deny` takes away all that this `allow` gives\n");
        CHECK(checked.marked(checked.only().where) == "delete on contact");
        CHECK(checked.marked(checked.only().labels.at(0).where) == "deny delete on any");
        CHECK(findings_in("allow call \"GET /contacts/{}\" deny call \"GET /contacts/{}\"") ==
              "grant-denied «allow»\n");
        CHECK(findings_in("allow create on contact deny write on contact") ==
              "grant-denied «create on contact»\n");
        CHECK(findings_in("allow enroll on workflow-enrollment deny write on any") ==
              "grant-denied «enroll on workflow-enrollment»\n");
    }

    TEST_CASE("a deny that leaves something") {
        CHECK(findings_in("allow read, delete on contact deny delete on any").empty());
        CHECK(findings_in("allow read on contact deny call \"GET /contacts/{}\"").empty());
        CHECK(findings_in("allow read on contact deny write on any").empty());
        CHECK(findings_in("allow update on contact (email, phone) deny update on contact (email)")
                  .empty());
    }

    TEST_CASE("a deny of all the fields that an allow gives") {
        CHECK(
            findings_in("allow update on contact (email) deny update on contact (email, phone)") ==
            "grant-denied «update on contact»\n");
    }

    TEST_CASE("a mistake in a grant is reported once") {
        CHECK(findings_in("allow delete on form, contct") == "unknown-entity «contct»\n");
        CHECK(findings_in("allow delete on contact (emial) deny delete on any") ==
              "unknown-field «emial»\n");
    }
}

TEST_SUITE("roles") {
    TEST_CASE("what is wrong whoever includes a role is said in the role") {
        const Checked checked(role("allow delete on form"));
        CHECK(checked.findings() == "empty-grant «delete on form»\n");
        CHECK(checked.only().integration.empty());
        CHECK(Checked(role("allow delete on contact deny delete on any")).findings() ==
              "grant-denied «delete on contact»\n");
        CHECK(Checked(role("allow read on contact where nothing = \"x\"")).findings() ==
              "unknown-field «nothing»\n");
    }

    TEST_CASE("what does not fit one integration is said at its `include`") {
        const Checked checked(role("allow read on company allow read on snapshot"));
        CHECK(checked.findings() == "level-mismatch «r»\n");
        CHECK(checked.only().integration == "it");
        CHECK(checked.marked(checked.only().labels.at(0).where) == "read on company");
    }

    TEST_CASE("a role of a provider that the integration does not use") {
        const std::string text =
            "use keap\n" + std::string(prelude()) +
            "role r { allow read on keap:contact deny delete on any }\n"
            "integration it { purpose everything owner growth uses location-token include r }";
        const Checked checked(text);
        CHECK(checked.messages() ==
              "empty-grant: the role `r` grants something of `keap`, of which no credential is "
              "used\n");
        CHECK(checked.marked(checked.only().where) == "r");
    }

    TEST_CASE("grants of roles stand among the integration's own, in the order of the files") {
        const Checked checked(
            std::string(prelude()) +
            "integration it { purpose everything owner growth uses location-token include r\n"
            "allow read on tag }\nrole r { allow read on pipeline deny delete on any }");
        REQUIRE(checked.list.empty());
        const model::Integration& it = *checked.model.integrations.begin();
        REQUIRE(it.grants.size() == 3);
        CHECK(!checked.model.grants[it.grants[0]].role.has_value());
        CHECK(checked.model.grants[it.grants[1]].role.has_value());
        CHECK(checked.model.grants[it.grants[2]].effect == model::Grant::Effect::deny);
        CHECK(checked.model.roles.begin()->grants.size() == 2);
    }

    TEST_CASE("a role is included once") {
        const Checked checked(std::string(prelude()) +
                              "role r { allow read on pipeline }\nintegration it { purpose "
                              "everything owner growth uses location-token include r include r }");
        CHECK(checked.findings() == "duplicate-statement «r»\n");
    }
}

}  // namespace latchkey::check::test
