#include "checked.h"

#include <doctest/doctest.h>

#include <string>

namespace latchkey::check::test {
namespace {

std::string messages_in(std::string_view statements) {
    return Checked(integration(statements)).messages();
}

/// The names of the fields that the only target of the first grant has.
std::string fields_of(const Checked& checked) {
    INFO(checked.messages());
    REQUIRE(checked.list.empty());
    const model::Target& target = checked.model.grants.begin()->targets.at(0);
    const catalog::Entity& entity = checked.model.provider(target.provider)[*target.entity];
    std::string names;
    target.fields->for_each([&](catalog::Id<catalog::Field> field) {
        names += std::string(entity.fields[field.index].name) + " ";
    });
    return names;
}

}  // namespace

TEST_SUITE("field lists") {
    TEST_CASE("unknown fields") {
        CHECK(messages_in("allow update on contact (fristName, email)") ==
              "unknown-field: `contact` has no field `fristName`; did you mean `firstName`?\n");
        CHECK(messages_in("allow read on contact, pipeline (email)") ==
              "unknown-field: `pipeline` has no field `email`\n");
        CHECK(messages_in("allow read on contact (contact-detail)") ==
              "unknown-field: `contact-detail` is a data class: its fields are named by `class "
              "contact-detail`\n");
        CHECK(messages_in("allow read on any (nofield)") ==
              "unknown-field: no entity has a field `nofield`\n");
    }

    TEST_CASE("unknown classes") {
        CHECK(messages_in("allow read on contact (class contact_detail)") ==
              "type-mismatch: `contact_detail` is no data class; did you mean `contact-detail`?\n");
        CHECK(messages_in("allow read on contact (class nothing)")
                  .find("type-mismatch: `nothing` is no data class: there is") == 0);
    }

    TEST_CASE("a field must be part of each action") {
        const Checked checked(integration("allow update on contact (email, dateAdded)"));
        CHECK(checked.messages() ==
              "field-not-writable: `dateAdded` is no part of `update on contact`\n");
        CHECK(checked.marked(checked.only().where) == "dateAdded");
        CHECK(checked.only().notes.at(0) == "`dateAdded` is part of `read`");
        CHECK(messages_in("allow read, update on contact (dateAdded)") ==
              "field-not-writable: `dateAdded` is no part of `update on contact`\n");
        CHECK(messages_in("allow read on contact (dateAdded)").empty());
        CHECK(messages_in("allow read, create, update on contact (email)").empty());
    }

    TEST_CASE("actions that take no fields do not count, unless there is no other") {
        CHECK(messages_in("allow update, delete on contact (email)").empty());
        CHECK(messages_in("allow delete on contact (email)") ==
              "field-not-writable: `delete` on `contact` takes no fields\n");
    }

    TEST_CASE("`any` and `write` want a field to be part of one action") {
        CHECK(messages_in("allow any on contact (dateAdded)").empty());
        CHECK(messages_in("allow write on contact (email)").empty());
        CHECK(messages_in("allow write on contact (dateAdded)") ==
              "field-not-writable: `dateAdded` is no part of `write on contact`\n");
    }

    TEST_CASE("what is left out, or taken away, need only be part of one action") {
        CHECK(messages_in("allow read, update on contact except (dateAdded)").empty());
        CHECK(
            messages_in("allow read on contact deny read, update on contact (dateAdded)").empty());
        CHECK(messages_in("allow read on contact deny update on contact (dateAdded)") ==
              "field-not-writable: `dateAdded` is no part of `update on contact`\n");
    }

    TEST_CASE("a class stands for its fields") {
        CHECK(fields_of(Checked(integration("allow read on contact (class special)"))) == "ssn ");
        CHECK(fields_of(Checked(integration("allow read on contact except (class special)")))
                  .find("ssn") == std::string::npos);
        CHECK(messages_in("allow create on contact (class special)") ==
              "field-not-writable: `create on contact` takes no field of the class `special`\n");
        CHECK(messages_in("allow read on pipeline (class special)") ==
              "unknown-field: `pipeline` has no field of the class `special`\n");
        CHECK(messages_in("allow read on pipeline except (class special)").empty());
        CHECK(messages_in("allow read on contact, note (class contact-detail, class free-text)")
                  .empty());
    }

    TEST_CASE("`any` with fields is each entity that has one") {
        const Checked checked(integration("allow read on any (ssn)"));
        REQUIRE(checked.list.empty());
        CHECK(checked.model.grants.begin()->targets.size() == 1);
        CHECK(fields_of(checked) == "ssn ");
    }

    TEST_CASE("lists are kept as they are written") {
        const Checked checked(integration("allow read on contact except (ssn, class consent)"));
        REQUIRE(checked.list.empty());
        const model::Grant& grant = *checked.model.grants.begin();
        CHECK(grant.written_fields->except);
        CHECK(grant.written_fields->items == std::vector<std::string>{"ssn", "class consent"});
        CHECK(checked.marked(grant.written_fields->where) == "except (ssn, class consent)");
    }
}

TEST_SUITE("conditions") {
    TEST_CASE("names of parameters and fields") {
        CHECK(messages_in(
                  "allow read on contact via \"GET /contacts/{contactId}\" where contactId = \"x\"")
                  .empty());
        CHECK(messages_in("allow update on contact (email) where email = \"x\" and firstName in "
                          "(\"a\", \"b\")")
                  .empty());
        CHECK(messages_in("allow read on contact where emial = \"x\"")
                  .find("unknown-field: `emial` is neither a field nor a parameter of what the "
                        "grant covers; did you mean "
                        "`email`") == 0);
        const Checked some(integration("allow read on contact where contactId = \"x\""));
        CHECK(some.only().id == "unknown-field");
        CHECK(some.only().message.find("`contactId` is no parameter of `") == 0);
    }

    TEST_CASE("literals have the type of the name") {
        CHECK(messages_in("allow read on contact where locationId = 5") ==
              "type-mismatch: `locationId` is of the type string, and `5` is not\n");
        CHECK(messages_in("allow read on contact where dnd = \"yes\"") ==
              "type-mismatch: `dnd` is of the type boolean, and `\"yes\"` is not\n");
        CHECK(messages_in("allow read on contact where dnd = false").empty());
        CHECK(messages_in("allow update on contact where tags = \"vip\"") ==
              "type-mismatch: `tags` holds several values: a condition compares one\n");
        CHECK(messages_in("allow read on contact where dateAdded = 2026-02-30") ==
              "invalid-date: the calendar has no `2026-02-30`\n");
        CHECK(messages_in("allow read on contact where dateAdded = 2026-02-28").empty());
    }

    TEST_CASE("values are listed once") {
        CHECK(findings_in("allow read on contact where firstName in (\"a\", \"a\")") ==
              "duplicate-statement «\"a\"»\n");
    }
}

}  // namespace latchkey::check::test
