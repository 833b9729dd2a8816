#include "world.h"

#include <doctest/doctest.h>

#include <optional>
#include <string_view>

using namespace latchkey::authority::testing;
using latchkey::authority::Counterexample;
using latchkey::catalog::Id;
using latchkey::catalog::Operation;
using latchkey::model::Assertion;
using latchkey::model::Target;

namespace {

struct Contacts {
    World world;
    Id<latchkey::catalog::Entity> contact;
    Id<latchkey::catalog::Event> event;
    Id<Operation> get;
    Id<Operation> post;
    Id<Operation> erase;
    Id<Operation> unknown;
    Id<Operation> open;

    Contacts() {
        world.scope("read");
        world.scope("write");
        world.verb("other");
        contact = world.entity("contact");
        world.field(contact, "email", {7});
        world.field(contact, "name", {7});
        get = world.operation(contact, reads, {{{0}}});
        post = world.operation(contact, creates, {{{1}}});
        erase = world.operation(contact, removes, {{{1}}});
        unknown = world.operation(contact, updates, std::nullopt);
        open = world.operation(world.entity("token"), updates, World::Alternatives{});
        event = world.event(contact, 0);
        world.seal();
    }

    /// `SUBJECT can|cannot ACTION contact`
    [[nodiscard]] Assertion about(bool credential, bool can, std::string_view action,
                                  latchkey::catalog::ActionSet actions) const {
        Assertion assertion;
        if (credential) {
            assertion.kind = Assertion::Subjects::credentials;
            assertion.credentials.push_back({0});
        } else {
            assertion.integrations.push_back({0});
        }
        assertion.can = can;
        add(assertion, action, actions);
        return assertion;
    }
    void add(Assertion& assertion, std::string_view action,
             latchkey::catalog::ActionSet actions) const {
        Target target = world.on(contact, actions);
        target.all_but_read = action == "write";
        target.any_action = action == "any";
        assertion.actions.push_back({.text = action, .where = {}});
        assertion.targets.push_back(target);
    }
    [[nodiscard]] Assertion call(bool credential, bool can, Id<Operation> operation) const {
        Assertion assertion = about(credential, can, "any", {});
        assertion.actions.clear();
        assertion.targets.clear();
        assertion.operations.push_back(World::ref(operation));
        return assertion;
    }
};

}  // namespace

TEST_CASE("an integration cannot what its policy does not allow, whatever its key can") {
    Contacts contacts;
    contacts.world.allow(contacts.world.on(contacts.contact, creates));
    CHECK_FALSE(contacts.world.refute(contacts.about(false, false, "delete", removes)).has_value());
    CHECK_FALSE(contacts.world.refute(contacts.about(false, true, "create", creates)).has_value());
    const auto can_write = contacts.world.refute(contacts.about(false, false, "write", {14}));
    REQUIRE(can_write.has_value());
    CHECK(can_write->operation == contacts.post);
    CHECK(can_write->integration == Id<latchkey::model::Integration>{0});
    CHECK(can_write->grant == Id<latchkey::model::Grant>{0});
    const auto key_can = contacts.world.refute(contacts.about(true, false, "delete", removes));
    REQUIRE(key_can.has_value());
    CHECK(key_can->operation == contacts.erase);
    CHECK(key_can->credential == Id<latchkey::model::Credential>{0});
    CHECK(key_can->scope == Id<latchkey::catalog::Scope>{1});
    CHECK_FALSE(contacts.world.refute(contacts.about(true, false, "read", reads)).has_value());
}

TEST_CASE("can asks for every action") {
    Contacts contacts;
    World::where(contacts.world.allow(contacts.world.on(contacts.contact, creates)), "email", "x");
    Assertion assertion = contacts.about(false, true, "create", creates);
    CHECK_FALSE(contacts.world.refute(assertion).has_value());
    contacts.add(assertion, "read", reads);
    const auto lacks = contacts.world.refute(assertion);
    REQUIRE(lacks.has_value());
    CHECK(lacks->action == "read");
    CHECK_FALSE(lacks->operation.has_value());
}

TEST_CASE("fields narrow an assertion to what may touch one of them") {
    Contacts contacts;
    Target names = contacts.world.on(contacts.contact, creates);
    names.fields = contacts.world.fields(contacts.contact, {"name"});
    contacts.world.allow(names);
    Assertion assertion = contacts.about(false, false, "create", creates);
    assertion.targets.front().fields = contacts.world.fields(contacts.contact, {"email"});
    CHECK_FALSE(contacts.world.refute(assertion).has_value());
    Target emails = names;
    emails.fields = contacts.world.fields(contacts.contact, {"email"});
    contacts.world.allow(emails);
    const auto found = contacts.world.refute(assertion);
    REQUIRE(found.has_value());
    CHECK(found->grant == Id<latchkey::model::Grant>{1});
    // The provider knows no fields: the key can touch each.
    assertion = contacts.about(true, false, "create", creates);
    assertion.targets.front().fields = contacts.world.fields(contacts.contact, {"email"});
    CHECK(contacts.world.refute(assertion).has_value());
}

TEST_CASE("about an operation of unknown requirement nothing can be said of a credential") {
    Contacts contacts;
    contacts.world.allow(contacts.world.on(contacts.contact, reads));
    for (const bool can : {false, true}) {
        const auto found = contacts.world.refute(contacts.call(true, can, contacts.unknown));
        REQUIRE(found.has_value());
        CHECK(found->unknown);
    }
    CHECK_FALSE(contacts.world.refute(contacts.call(false, false, contacts.unknown)).has_value());
    contacts.world.credential().kind = full_kind;
    const auto full = contacts.world.refute(contacts.call(true, false, contacts.unknown));
    REQUIRE(full.has_value());
    CHECK_FALSE(full->unknown);
    CHECK_FALSE(contacts.world.refute(contacts.call(true, true, contacts.unknown)).has_value());
}

TEST_CASE("what needs no scope is open to every key and nobody's residual") {
    Contacts contacts;
    contacts.world.allow(contacts.world.on(contacts.contact, reads));
    CHECK(contacts.world.refute(contacts.call(true, false, contacts.open)).has_value());
    CHECK(contacts.world.analyse().residual.empty());
}

TEST_CASE("a credential's scopes are what is declared, where something is") {
    Contacts contacts;
    contacts.world.allow(contacts.world.on(contacts.contact, reads));
    CHECK_FALSE(contacts.world.refute(contacts.call(true, false, contacts.erase)).has_value());
    contacts.world.declare({0, 1});
    CHECK(contacts.world.refute(contacts.call(true, false, contacts.erase)).has_value());
    contacts.world.integration().status = latchkey::model::Status::retired;
    CHECK_FALSE(contacts.world.refute(contacts.call(true, false, contacts.erase)).has_value());
}

TEST_CASE("assertions about events") {
    Contacts contacts;
    contacts.world.allow(contacts.world.on(contacts.contact, reads));
    Assertion assertion = contacts.call(false, false, contacts.get);
    assertion.operations.clear();
    assertion.events.push_back({.provider = {0}, .event = contacts.event, .where = {}});
    CHECK_FALSE(contacts.world.refute(assertion).has_value());
    contacts.world.receive(contacts.event);
    const auto found = contacts.world.refute(assertion);
    REQUIRE(found.has_value());
    CHECK(found->event == contacts.event);
    CHECK(found->grant == Id<latchkey::model::Grant>{1});
}
