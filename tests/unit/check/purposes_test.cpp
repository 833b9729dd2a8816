#include "checked.h"

#include <doctest/doctest.h>

#include <string>

namespace latchkey::check::test {
namespace {

constexpr std::string_view base =
    "purpose base { permits read on contact permits read, create on note permits enroll on "
    "workflow-enrollment "
    "data identifier, contact-detail review within 90 days }\n";

std::string extending(std::string_view statements) {
    return std::string(base) + "purpose narrow { extends base " + std::string(statements) + " }";
}

std::string messages_for(std::string_view purpose, std::string_view statements) {
    return Checked(integration_for(purpose, statements)).messages();
}

}  // namespace

TEST_SUITE("purposes") {
    TEST_CASE("the standard purposes have no errors") {
        const std::string text = read_file("policies/purposes.latch");
        std::string renamed;
        // Under other names, so that they stand as a workspace's own beside the standard ones.
        std::size_t at = 0;
        for (std::size_t next = text.find("\npurpose "); next != std::string::npos;
             next = text.find("\npurpose ", at)) {
            renamed += text.substr(at, next + 9 - at) + "my-";
            at = next + 9;
        }
        renamed += text.substr(at);
        const Checked checked(renamed);
        CHECK(checked.messages().empty());
        CHECK(checked.model.purposes.size() == 24);
        CHECK(checked.model.purposes.begin()->standard);
        CHECK(!std::next(checked.model.purposes.begin(), 12)->standard);
    }

    TEST_CASE("what a purpose lacks") {
        CHECK(Checked("purpose p {}").messages() ==
              "missing-statement: the purpose `p` has no `permits` and no `data`\n");
        CHECK(Checked("purpose p { permits read on any }").findings() == "missing-statement «p»\n");
        CHECK(Checked("purpose p { extends sync }").findings().empty());
    }

    TEST_CASE("a name stands for that of every provider, but some provider must have it") {
        CHECK(Checked("purpose p { permits read on contact, pipeline, deal data internal }")
                  .findings()
                  .find("contact") == std::string::npos);
        CHECK(Checked("purpose p { permits read on contakt data internal }")
                  .messages()
                  .find("unknown-entity: none of ") == 0);
        CHECK(Checked("purpose p { permits sned on message data internal }").messages() ==
              "unknown-action: `message` has no action `sned`; did you mean `send`?\n");
        CHECK(Checked("purpose p { permits send on contakt data internal }").findings() ==
              "unknown-entity «contakt»\n");
        CHECK(Checked("purpose p { permits read on keap:contact, kaep:contact data internal }")
                  .findings() == "unknown-provider «kaep»\n");
        CHECK(Checked("purpose p { permits read on any data identifer }").findings() ==
              "type-mismatch «identifer»\n");
    }

    TEST_CASE("a purpose takes over what it does not say") {
        const Checked checked(extending(""));
        REQUIRE(checked.list.empty());
        const model::Purpose& narrow = *std::prev(checked.model.purposes.end());
        CHECK(narrow.permits.size() == 3);
        CHECK(narrow.data.contains(catalog::DataClass::contact_detail));
        CHECK(narrow.review_within->days() == 90);
    }

    TEST_CASE("narrowing") {
        CHECK(
            Checked(extending(
                        "permits read on contact data identifier, internal review within 30 days"))
                .findings()
                .empty());
        CHECK(
            Checked(extending("permits read, create on note permits enroll on workflow-enrollment"))
                .findings()
                .empty());
    }

    TEST_CASE("widening") {
        const Checked checked(extending("permits read, update on contact"));
        CHECK(checked.messages() ==
              "extends-widens: `update on contact` is not within `base`, which `narrow` extends\n");
        CHECK(checked.marked(checked.only().where) == "update");
        CHECK(checked.marked(checked.only().labels.at(0).where) == "permits read on contact");
        CHECK(Checked(extending("permits read on contact, task")).findings() ==
              "extends-widens «task»\n");
        CHECK(Checked(extending("permits read on any")).findings() == "extends-widens «read»\n");
        CHECK(Checked(extending("permits write on note")).findings() == "extends-widens «write»\n");
        CHECK(Checked(extending("permits unenroll on workflow-enrollment")).findings() ==
              "extends-widens «unenroll»\n");
        CHECK(Checked(extending("data identifier, special")).findings() ==
              "extends-widens «special»\n");
        CHECK(Checked(extending("review within 91 days")).findings() ==
              "extends-widens «91 days»\n");
    }

    TEST_CASE("a verb without consequences is within its action") {
        CHECK(Checked("purpose a { permits create on contact-tag data internal }\n"
                      "purpose b { extends a permits add on contact-tag }")
                  .findings()
                  .empty());
        CHECK(Checked("purpose a { permits update on contact-tag data internal }\n"
                      "purpose b { extends a permits bulk-update on contact-tag }")
                  .findings() == "extends-widens «bulk-update»\n");
    }

    TEST_CASE("a circle is reported once") {
        const Checked checked(
            "purpose a { extends b }\npurpose b { extends c }\npurpose c { extends a }\n"
            "purpose d { extends a permits read on nothing }");
        CHECK(
            checked.messages().find("cyclic-purpose: `a` extends itself by way of `b` and `c`\n") !=
            std::string::npos);
        CHECK(checked.list.size() == 2);
        CHECK(Checked("purpose a { extends a }").messages() ==
              "cyclic-purpose: `a` extends itself\n");
        CHECK(Checked("purpose a { extends b }\npurpose b { extends sync }").findings().empty());
    }

    TEST_CASE("a long chain is followed") {
        std::string text(base);
        text += "purpose p0 { extends base }\n";
        for (int at = 1; at < 3'000; ++at) {
            text +=
                "purpose p" + std::to_string(at) + " { extends p" + std::to_string(at - 1) + " }\n";
        }
        CHECK(Checked(text).findings().empty());
    }
}

TEST_SUITE("grants and purposes") {
    TEST_CASE("an action past the purpose") {
        const Checked checked(integration_for("lead-capture", "allow create, delete on contact"));
        CHECK(checked.messages() ==
              "purpose-exceeded: the purpose `lead-capture` does not permit `delete on contact`\n");
        CHECK(checked.marked(checked.only().where) == "delete");
        CHECK(checked.marked(checked.only().labels.at(0).where) ==
              "permits create, update on contact");
        CHECK(checked.only().notes.at(0) == "on `contact` it permits `create` and `update`");
    }

    TEST_CASE("an entity past the purpose") {
        const Checked checked(integration_for("lead-capture", "allow create on note, product"));
        CHECK(checked.messages() ==
              "purpose-exceeded: the purpose `lead-capture` does not permit `create on product`\n");
        CHECK(messages_for("lead-capture", "allow create on note").empty());
        CHECK(messages_for("analytics", "allow any on any")
                  .find("purpose-exceeded: the purpose `analytics` does not "
                        "permit `any on ") == 0);
    }

    TEST_CASE("a consequential verb must be named") {
        CHECK(messages_for("sync", "allow bulk-update on product") ==
              "purpose-exceeded: the purpose `sync` does not permit `bulk-update on product`\n");
        CHECK(messages_for("sync", "allow add on contact-tag").empty());
        CHECK(messages_for("lead-capture", "allow enroll on workflow-enrollment").empty());
    }

    TEST_CASE("`any` is judged by what it comes to") {
        CHECK(messages_for("analytics", "allow any on pipeline").empty());
        CHECK(messages_for("analytics", "allow any on tag").find("purpose-exceeded") == 0);
        CHECK(messages_for("analytics", "allow any on tag via \"GET /locations/{locationId}/tags\"")
                  .empty());
    }

    TEST_CASE("data past the purpose") {
        const Checked whole(integration_for("sync", "allow read on contact"));
        CHECK(whole.messages() ==
              "purpose-exceeded: `read on contact` reaches `ssn` (`special`), which the purpose "
              "`sync` does not permit\n");
        CHECK(whole.marked(whole.only().where) == "contact");
        CHECK(whole.marked(whole.only().labels.at(0).where).find("data ") == 0);
        CHECK(whole.only().notes.at(0) ==
              "a field list narrows the grant, and so does `except (class special)`");
        CHECK(messages_for("sync", "allow read on contact except (class special)").empty());
        CHECK(messages_for("sync", "allow read on contact except (ssn)").empty());
        CHECK(messages_for("sync", "allow read on contact (email, dateAdded)").empty());
    }

    TEST_CASE("items of a list are reported one by one") {
        const Checked checked(
            integration_for("analytics", "allow read on contact (email, dnd, ssn)"));
        CHECK(checked.findings() == "purpose-exceeded «dnd»\npurpose-exceeded «ssn»\n");
        CHECK(messages_for("analytics", "allow read on contact (class special, email)") ==
              "purpose-exceeded: the purpose `analytics` does not permit data of the class "
              "`special`\n");
    }

    TEST_CASE("fields that the provider demands do not count") {
        // Creating a contact demands `locationId`, an identifier.
        const std::string text = "purpose mail { permits create on contact data contact-detail }\n";
        CHECK(Checked(text + integration_for("mail", "allow create on contact (email)"))
                  .findings()
                  .empty());
        CHECK(Checked(text + integration_for("mail", "allow create on contact (email, assignedTo)"))
                  .findings() == "purpose-exceeded «assignedTo»\n");
    }

    TEST_CASE("calls count by their operation") {
        CHECK(messages_for("lead-capture", "allow call \"DELETE /contacts/{}\"") ==
              "purpose-exceeded: the purpose `lead-capture` does not permit `delete on contact`, "
              "which `DELETE "
              "/contacts/{contactId}` is\n");
        CHECK(messages_for("lead-capture", "allow call \"PUT /contacts/{}\"").empty());
        CHECK(messages_for("sync", "allow call \"GET /contacts/{}\"")
                  .find("purpose-exceeded: `GET /contacts/{contactId}` reaches "
                        "`ssn`") == 0);
    }

    TEST_CASE("receiving an event is reading its entity") {
        const auto messages = [](std::string_view purpose, std::string_view event) {
            return Checked(std::string(prelude()) + "integration it { purpose " +
                           std::string(purpose) + " owner growth uses app-token allow receive " +
                           std::string(event) + " }")
                .messages();
        };
        CHECK(messages("lead-capture", "ContactCreate") ==
              "purpose-exceeded: the purpose `lead-capture` does not permit `read on contact`, "
              "which receiving "
              "`ContactCreate` is\n");
        // What is special is judged where it is read.
        CHECK(messages("sync", "ContactCreate").empty());
        CHECK(messages("backup", "ContactCreate").empty());
        CHECK(messages("marketing", "CampaignStatusUpdate").empty());
    }

    TEST_CASE("the review interval") {
        const Checked checked(
            integration_for("sync", "allow read on pipeline review every 91 days last 2026-01-01"));
        CHECK(checked.findings() == "purpose-exceeded «91 days»\n");
        CHECK(checked.marked(checked.only().labels.at(0).where) == "90 days");
        CHECK(messages_for("sync", "allow read on pipeline review every 90 days last 2026-01-01")
                  .empty());
    }

    TEST_CASE("a purpose that is not known bounds nothing") {
        CHECK(Checked(integration_for("snyc", "allow delete on contact")).findings() ==
              "unknown-name «snyc»\n");
        CHECK(Checked("purpose p { permits read on contakt data identifier }\n" +
                      integration_for("p", "allow delete on contact"))
                  .findings() == "unknown-entity «contakt»\n");
        CHECK(Checked("purpose p { extends q }\npurpose q { extends p }\n" +
                      integration_for("p", "allow delete on contact"))
                  .findings() == "cyclic-purpose «q»\n");
    }

    TEST_CASE("a grant that covers nothing is not held against the purpose as well") {
        CHECK(Checked(integration_for("sync", "allow delete on form")).findings() ==
              "empty-grant «delete on form»\n");
    }

    TEST_CASE("grants of a role are held against the purpose at the `include`") {
        const Checked checked(std::string(prelude()) +
                              "role r { allow delete on contact allow delete on note "
                              "}\nintegration it { purpose sync "
                              "owner growth uses location-token include r }");
        CHECK(checked.findings() == "purpose-exceeded «r»\n");
        CHECK(checked.only().labels.size() == 2);
        CHECK(checked.marked(checked.only().labels.at(0).where) == "contact");
    }
}

}  // namespace latchkey::check::test
