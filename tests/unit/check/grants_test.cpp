#include "checked.h"

#include <doctest/doctest.h>

#include <string>

namespace latchkey::check::test {
namespace {

std::string messages_in(std::string_view statements) {
    return Checked(integration(statements)).messages();
}

/// The prelude with an integration that uses a credential of HighLevel and one of Keap.
std::string of_both(std::string_view statements) {
    return std::string(prelude()) +
           "integration it { purpose everything owner growth uses location-token uses "
           "keap-token\n" +
           std::string(statements) + "}";
}

}  // namespace

TEST_SUITE("names of the catalogues") {
    TEST_CASE("an unknown entity is reported with the nearest") {
        CHECK(messages_in("allow read on contct") ==
              "unknown-entity: `highlevel` has no entity `contct`; did you mean `contact`?\n");
        CHECK(messages_in("allow read on contacts") ==
              "unknown-entity: `highlevel` has no entity `contacts`; did you mean `contact`?\n");
    }

    TEST_CASE("a name of another kind in the place of an entity") {
        CHECK(messages_in("allow read on contacts.readonly") ==
              "unknown-entity: `contacts.readonly` is a scope; a grant names an entity such as "
              "`contact`; scopes go "
              "into `scopes`\n");
        CHECK(messages_in("allow read on affiliateportal.readonly") ==
              "unknown-entity: `affiliateportal.readonly` is a permission of people, not of a "
              "token; a grant names an "
              "entity\n");
        CHECK(messages_in("allow read on firstNameLowerCase") ==
              "unknown-entity: `firstNameLowerCase` is a field of `contact`; a grant names the "
              "entity first: `contact "
              "(firstNameLowerCase)`\n");
        CHECK(messages_in("allow read on unenroll") ==
              "unknown-entity: `unenroll` is a verb of `campaign-enrollment` and "
              "`workflow-enrollment`, not an "
              "entity\n");
    }

    TEST_CASE("unknown scopes, and entities in the place of scopes") {
        CHECK(messages_in("allow read on tag scopes contacts.readnly") ==
              "unknown-scope: `highlevel` has no scope `contacts.readnly`; did you mean "
              "`contacts.readonly`?\n");
        CHECK(messages_in("allow read on tag scopes contact") ==
              "unknown-scope: `contact` is an entity, not a scope; what opens it is "
              "`contacts.readonly` and "
              "`contacts.write`\n");
        CHECK(messages_in("allow read on tag scopes Contacts.readonly") ==
              "unknown-scope: `highlevel` has no scope `Contacts.readonly`; did you mean "
              "`contacts.readonly`?\n");
        CHECK(
            messages_in("allow read on tag scopes contacts.readonly, \"contacts.write\"").empty());
    }

    TEST_CASE("unknown actions") {
        CHECK(messages_in("allow raed on contact") ==
              "unknown-action: `contact` has no action `raed`; did you mean `read`?\n");
        CHECK(messages_in("allow enrol on workflow-enrollment") ==
              "unknown-action: `workflow-enrollment` has no action `enrol`; did you mean "
              "`enroll`?\n");
        CHECK(messages_in("allow send on contact") ==
              "unknown-action: `contact` has no action `send`; it has `bulk-update`, `create`, "
              "`delete`, `read`, `search`, `update` and `upsert`; `send` is an action of "
              "`document`, `estimate`, `invoice` and `message`\n");
        CHECK(messages_in("allow send on message, contact") ==
              "unknown-action: `contact` has no action `send`; it has `bulk-update`, `create`, "
              "`delete`, `read`, `search`, `update` and `upsert`; `send` is an action of "
              "`document`, `estimate`, `invoice` and `message`\n");
        CHECK(messages_in("allow frobnicate on any")
                  .find("unknown-action: no entity has an action `frobnicate`") == 0);
        CHECK(messages_in("allow send on message").empty());
        CHECK(messages_in("allow send on any").empty());
    }

    TEST_CASE("unknown events") {
        const std::string app = std::string(prelude()) +
                                "integration it { purpose everything owner growth uses app-token ";
        CHECK(Checked(app + "allow receive ContactCreat }").messages() ==
              "unknown-event: `highlevel` has no event `ContactCreat`; did you mean "
              "`ContactCreate`?\n");
        CHECK(Checked(app + "allow receive Everything }").findings() ==
              "unknown-event «Everything»\n");
        CHECK(Checked(app + "allow receive ContactCreate, ContactDelete }").findings().empty());
    }

    TEST_CASE("unknown operations") {
        CHECK(
            messages_in("allow call \"GET /contact/{}\"") ==
            "unknown-operation: `highlevel` has no operation `GET /contact/{}`; did you mean `GET "
            "/contacts/{contactId}`?\n");
        CHECK(messages_in("allow call \"PATCH /contacts/{id}\"") ==
              "unknown-operation: `/contacts/{id}` has `GET`, `PUT` and `DELETE`, not `PATCH`\n");
        CHECK(messages_in("allow call \"get /contacts/{id}\"") ==
              "unknown-operation: `get` is no method; did you mean `GET`?\n");
        CHECK(messages_in("allow call \"/contacts/{id}\"") ==
              "unknown-operation: `/contacts/{id}` is no operation: one is written `METHOD /path`, "
              "as in `GET "
              "/contacts/{contactId}`\n");
    }

    TEST_CASE("paths are matched whatever their parameters are called") {
        CHECK(messages_in("allow call \"GET /contacts/{contactId}\"").empty());
        CHECK(messages_in("allow call \"GET /contacts/{}/\"").empty());
        CHECK(messages_in(
                  "allow call \"GET /contacts/{anything}\", highlevel:\"DELETE /contacts/{}\"")
                  .empty());
        const Checked literal(integration("allow call \"GET /contacts/abc\""));
        REQUIRE(literal.list.empty());
        CHECK(literal.model.grants.begin()->operations.at(0).literal_segment == 1);
    }

    TEST_CASE("what stands twice in a list") {
        CHECK(findings_in("allow read, read on contact (email)") == "duplicate-statement «read»\n");
        CHECK(findings_in("allow read on tag, pipeline, tag") == "duplicate-statement «tag»\n");
        CHECK(findings_in("allow read on contact (email, phone, email)") ==
              "duplicate-statement «email»\n");
        CHECK(findings_in(
                  "allow read on tag scopes locations/tags.readonly, locations/tags.readonly") ==
              "duplicate-statement «locations/tags.readonly»\n");
        CHECK(findings_in("allow call \"GET /contacts/{}\", \"GET /contacts/{}\"") ==
              "duplicate-statement «\"GET /contacts/{}\"»\n");
    }

    TEST_CASE("a reason that says nothing") {
        CHECK(messages_in("allow read on tag because \"  \"") ==
              "type-mismatch: the text of `because` is empty\n");
    }
}

TEST_SUITE("qualified names") {
    TEST_CASE("a name that both providers have is qualified") {
        const Checked checked(of_both("allow read on contact"));
        CHECK(checked.messages() ==
              "ambiguous-name: `contact` may be `highlevel:contact` or `keap:contact`\n");
        CHECK(checked.marked(checked.only().where) == "contact");
        CHECK(Checked(of_both("allow read on highlevel:contact allow read on keap:contact"))
                  .findings()
                  .empty());
        CHECK(Checked(of_both("allow read on pipeline")).findings() !=
              "unknown-entity «pipeline»\n");
    }

    TEST_CASE("a qualifier names a provider in use") {
        CHECK(findings_in("allow read on kaep:contact") == "unknown-provider «kaep»\n");
        const Checked checked(integration("allow read on keap:contact"));
        CHECK(checked.messages() == "unknown-provider: `it` uses no credential of `keap`\n");
        CHECK(checked.marked(checked.only().where) == "keap");
    }

    TEST_CASE("only the providers that an integration uses count inside it") {
        const std::string text = "use keap\n" + integration("allow read on contact (email)");
        CHECK(Checked(text).findings().empty());
        const std::string without = integration("allow read on contact (email)")
                                        .substr(std::string("use highlevel\n").size());
        CHECK(Checked(without).findings().empty());
    }

    TEST_CASE("in a role the providers that its file uses count") {
        CHECK(Checked("use highlevel role r { allow read on pipeline }").findings().empty());
        CHECK(Checked("use highlevel use keap role r { allow read on contact }").findings() ==
              "ambiguous-name «contact»\n");
        CHECK(Checked("use highlevel role r { allow read on keap:contact }").messages() ==
              "unknown-provider: `keap` is not in use in this file: `use keap` says so\n");
        CHECK(Checked("role r { allow read on contact }\nrole s { allow read on contct }")
                  .findings() == "missing-statement «r»\n");
        CHECK(Checked("use hghlevel role r { allow read on contct }").findings() ==
              "unknown-provider «hghlevel»\n");
    }

    TEST_CASE("where a credential is not known, names are given the benefit of the doubt") {
        const std::string text =
            std::string(prelude()) +
            "integration it { purpose everything owner growth uses location-token uses nothing\n"
            "allow read on something allow frob on contact (nofield) scopes odd.scope }";
        CHECK(Checked(text).findings() ==
              "unknown-name «nothing»\nunknown-action «frob»\nunknown-field «nofield»\n");
        const std::string none =
            std::string(prelude()) +
            "integration it { purpose everything owner growth uses nothing allow raed on contct }";
        CHECK(Checked(none).findings() == "unknown-name «nothing»\n");
    }

    TEST_CASE("`any` is one target for each provider") {
        const Checked checked(of_both("deny delete on any allow read on highlevel:pipeline"));
        REQUIRE(checked.list.empty());
        CHECK(checked.model.grants.begin()->targets.size() == 2);
        const Checked one(of_both("deny delete on keap:any allow read on highlevel:pipeline"));
        REQUIRE(one.list.empty());
        REQUIRE(one.model.grants.begin()->targets.size() == 1);
        CHECK(one.model.provider(one.model.grants.begin()->targets.at(0).provider).id == "keap");
    }
}

}  // namespace latchkey::check::test
