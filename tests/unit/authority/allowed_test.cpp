#include "authority/conditions.h"
#include "world.h"

#include <doctest/doctest.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

using namespace latchkey::authority::testing;
using latchkey::authority::AllowedOperation;
using latchkey::authority::Enforcement;
using latchkey::authority::ProviderAuthority;
using latchkey::catalog::Id;
using latchkey::catalog::Operation;
using Places = std::vector<std::uint32_t>;

namespace {

/// One entity with a field for every action and an operation for each base.
struct Records {
    World world;
    Id<latchkey::catalog::Entity> record;
    Id<latchkey::catalog::Verb> send;
    Id<Operation> get;
    Id<Operation> post;
    Id<Operation> put;
    Id<Operation> merge;
    Id<Operation> erase;
    Id<Operation> erase_all;
    Id<Operation> notify;
    Id<Operation> unknown;

    Records() {
        world.scope("r.read");
        world.scope("r.write");
        world.verb("other");
        send = world.verb("send");
        const auto purge = world.verb("purge");
        record = world.entity("record");
        world.field(record, "created", reads);
        world.field(record, "email", {7});
        world.field(record, "name", {7});
        world.field(record, "origin", {3});
        get = world.operation(record, reads, {{{0}}});
        post = world.operation(record, creates, {{{1}}});
        put = world.operation(record, updates, {{{1}}});
        merge = world.operation(record, upserts, {{{1}}});
        erase = world.operation(record, removes, {{{1}}});
        erase_all = world.operation(record, removes, {{{1}}});
        world.last().named = true;
        world.last().verb = purge;
        notify = world.operation(record, {}, {{{1}}});
        world.last().named = true;
        world.last().verb = send;
        unknown = world.operation(record, reads, std::nullopt);
        world.seal();
    }

    [[nodiscard]] latchkey::model::Target with(
        latchkey::catalog::ActionSet actions, std::initializer_list<std::string_view> names) const {
        latchkey::model::Target target = world.on(record, actions);
        target.fields = world.fields(record, names);
        return target;
    }
    [[nodiscard]] std::vector<std::string> fields_of(const AllowedOperation& allowed) const {
        std::vector<std::string> names;
        allowed.fields.value().for_each([&](Id<latchkey::catalog::Field> field) {
            names.emplace_back(world.table[record].fields[field.index].name);
        });
        return names;
    }
};

using Names = std::vector<std::string>;

std::string text(const std::vector<std::vector<const latchkey::model::Condition*>>& conditions) {
    std::string all;
    for (const auto& alternative : conditions) {
        all += all.empty() ? "" : " or ";
        for (std::size_t at = 0; at < alternative.size(); ++at) {
            all += at == 0 ? "" : "&";
            all += std::string(alternative[at]->name.text) + "=" +
                   std::get<std::string>(alternative[at]->values[0]);
        }
    }
    return all;
}

}  // namespace

TEST_CASE("an upsert needs create and update, from one grant or two") {
    Records records;
    records.world.allow(records.world.on(records.record, creates));
    CHECK(find(records.world.analyse(), records.merge) == nullptr);
    records.world.allow(records.world.on(records.record, updates));
    const ProviderAuthority held = records.world.analyse();
    REQUIRE(find(held, records.merge) != nullptr);
    CHECK(find(held, records.merge)->grants == Places{0, 1});
    CHECK(find(held, records.post)->grants == Places{0});
    CHECK_FALSE(find(held, records.merge)->fields.has_value());
}

TEST_CASE("fields are the union over grants and the intersection over actions") {
    Records records;
    records.world.allow(records.with(creates, {"email"}));
    records.world.allow(records.with(creates, {"name", "origin"}));
    records.world.allow(records.with(updates, {"name", "created"}));
    const ProviderAuthority held = records.world.analyse();
    CHECK(records.fields_of(*find(held, records.post)) == Names{"email", "name", "origin"});
    // An update does not take `created`, so its bit means nothing there.
    CHECK(records.fields_of(*find(held, records.put)) == Names{"name"});
    CHECK(records.fields_of(*find(held, records.merge)) == Names{"name"});
    records.world.allow(records.world.on(records.record, updates));
    CHECK(records.fields_of(*find(records.world.analyse(), records.merge)) ==
          Names{"email", "name"});
}

TEST_CASE("a field list does not restrict what takes no fields") {
    Records records;
    records.world.allow(records.with({14}, {"email"}));
    CHECK_FALSE(find(records.world.analyse(), records.erase)->fields.has_value());
}

TEST_CASE("a deny with fields withholds these fields only") {
    Records records;
    records.world.allow(records.world.any_on(records.record));
    records.world.deny(records.with(updates, {"email"}));
    const ProviderAuthority held = records.world.analyse();
    CHECK_FALSE(find(held, records.get)->fields.has_value());
    CHECK_FALSE(find(held, records.post)->fields.has_value());
    CHECK_FALSE(find(held, records.erase)->fields.has_value());
    CHECK(records.fields_of(*find(held, records.put)) == Names{"name"});
    CHECK(records.fields_of(*find(held, records.merge)) == Names{"name"});
    CHECK(held.denied.empty());
}

TEST_CASE("a named operation is given by its verb or by any alone, and denied by its base too") {
    Records records;
    records.world.allow(records.world.on(records.record, latchkey::catalog::all_actions));
    CHECK(find(records.world.analyse(), records.erase) != nullptr);
    CHECK(find(records.world.analyse(), records.erase_all) == nullptr);
    CHECK(find(records.world.analyse(), records.notify) == nullptr);
    CHECK(find(records.world.analyse(), records.unknown) == nullptr);
    records.world.allow(records.world.verb_on(records.record, records.send));
    CHECK(find(records.world.analyse(), records.notify)->grants == Places{1});
    records.world.allow(records.world.any_on(records.record));
    CHECK(find(records.world.analyse(), records.erase_all)->grants == Places{2});
    CHECK(find(records.world.analyse(), records.notify)->grants == Places{1, 2});
    records.world.deny(records.world.on(records.record, removes));
    const ProviderAuthority held = records.world.analyse();
    CHECK(find(held, records.erase_all) == nullptr);
    CHECK(places(held.denied) == Places{records.erase.index, records.erase_all.index});
    CHECK(held.denied == held.residual);
}

TEST_CASE("via narrows a grant, also where two grants give one operation") {
    Records records;
    records.world.allow(records.world.on(records.record, creates)).operations = {
        World::ref(records.merge)};
    CHECK(records.world.analyse().operations.empty());
    records.world.allow(records.world.on(records.record, updates));
    const ProviderAuthority held = records.world.analyse();
    CHECK(find(held, records.post) == nullptr);
    CHECK(find(held, records.merge)->grants == Places{0, 1});
    CHECK(find(held, records.put)->grants == Places{1});
}

TEST_CASE("call gives one operation whole, of unknown requirement too, and a deny takes it") {
    Records records;
    records.world.call(records.unknown);
    ProviderAuthority held = records.world.analyse();
    CHECK(places(held.allowed) == Places{records.unknown.index});
    CHECK(held.minimal.empty());
    records.world.call(records.erase_all);
    held = records.world.analyse();
    CHECK(minimal_of(held) == Places{1});
    records.world.deny(records.world.on(records.record, reads));
    CHECK(find(records.world.analyse(), records.unknown) == nullptr);
}

TEST_CASE("conditions of several grants are alternatives") {
    Records records;
    World::where(records.world.allow(records.world.on(records.record, creates)), "a", "1");
    World::where(records.world.allow(records.world.on(records.record, creates)), "a", "2");
    World::where(records.world.allow(records.world.on(records.record, creates)), "a", "1");
    CHECK(text(find(records.world.analyse(), records.post)->conditions) == "a=1 or a=2");
    records.world.allow(records.world.on(records.record, creates));
    CHECK(find(records.world.analyse(), records.post)->conditions.empty());
}

TEST_CASE("an upsert's conditions are those of creating and of updating together") {
    Records records;
    World::where(records.world.allow(records.world.on(records.record, creates)), "a", "1");
    World::where(records.world.allow(records.world.on(records.record, creates)), "b", "1");
    records.world.allow(records.world.on(records.record, updates));
    CHECK(text(find(records.world.analyse(), records.merge)->conditions) == "a=1 or b=1");

    Records both;
    World::where(both.world.allow(both.world.on(both.record, creates)), "a", "1");
    World::where(both.world.allow(both.world.on(both.record, creates)), "b", "1");
    World::where(both.world.allow(both.world.on(both.record, updates)), "c", "1");
    World::where(both.world.allow(both.world.on(both.record, updates)), "a", "1");
    // What stands on both sides is enough by itself.
    CHECK(text(find(both.world.analyse(), both.merge)->conditions) == "a=1 or b=1&c=1");
}

TEST_CASE("many conditions stay exact") {
    Records records;
    for (int at = 0; at < 10; ++at) {
        World::where(records.world.allow(records.world.on(records.record, creates)), "a",
                     std::to_string(at));
        World::where(records.world.allow(records.world.on(records.record, updates)), "b",
                     std::to_string(at));
    }
    CHECK(find(records.world.analyse(), records.merge)->conditions.size() == 100);
}

TEST_CASE("who enforces an operation: the provider when nothing residual comes with its scopes") {
    Records records;
    records.world.allow(records.world.on(records.record, {11}));
    const auto asked = [&](Id<Operation> operation) {
        return operation_enforcement(records.world.model, records.world.integration(),
                                     records.world.analyse(), operation);
    };
    CHECK(asked(records.get) == Enforcement::provider);
    CHECK(asked(records.post) == Enforcement::none);
    records.world.integration().gateway.emplace();
    CHECK(asked(records.get) == Enforcement::provider);
    CHECK(asked(records.post) == Enforcement::gateway);
}

TEST_CASE("who enforces fields and conditions: a gateway sees requests only") {
    Records records;
    latchkey::model::Grant& grant = records.world.allow(records.with({3}, {"email"}));
    World::where(grant, "email", "x");
    World& world = records.world;
    const ProviderAuthority held = world.analyse();
    const auto fields = [&](Id<Operation> operation) {
        return field_enforcement(world.model, world.integration(), held, operation);
    };
    const auto condition = [&](Id<Operation> operation) {
        return condition_enforcement(world.model, world.integration(), held, operation,
                                     grant.conditions.front());
    };
    CHECK(fields(records.post) == Enforcement::none);
    world.integration().gateway.emplace();
    CHECK(fields(records.post) == Enforcement::gateway);
    CHECK(fields(records.get) == Enforcement::none);
    CHECK(condition(records.post) == Enforcement::gateway);
    CHECK(condition(records.get) == Enforcement::none);
}

TEST_CASE("events are received where the kind has webhooks, and need their scope") {
    World world;
    world.scope("a");
    const auto entity = world.entity("e");
    const auto known = world.event(entity, 0);
    const auto unknown = world.event(entity, std::nullopt);
    world.seal();
    world.receive(known);
    world.receive(unknown);
    const ProviderAuthority held = world.analyse();
    REQUIRE(held.events.size() == 2);
    CHECK(held.events[1].grants == Places{1});
    REQUIRE(minimal_of(held) == Places{0});
    CHECK(held.minimal.front().events.size() == 1);
    world.credential().kind = quiet_kind;
    CHECK(world.analyse().events.empty());
}
