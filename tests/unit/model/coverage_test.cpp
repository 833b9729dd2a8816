#include "model/coverage.h"

#include <doctest/doctest.h>

#include <array>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace latchkey::model {
namespace {

using catalog::Action;
using catalog::ActionSet;
using catalog::Operation;

constexpr ActionSet set_of(std::initializer_list<Action> actions) {
    ActionSet set;
    for (const Action action : actions) {
        set.insert(action);
    }
    return set;
}

constexpr ActionSet read = set_of({Action::read});
constexpr ActionSet create = set_of({Action::create});
constexpr ActionSet update = set_of({Action::update});
constexpr ActionSet create_update = set_of({Action::create, Action::update});

// Verbs, by the place in `verbs`.
constexpr catalog::Id<catalog::Verb> send{4};
constexpr catalog::Id<catalog::Verb> bulk_update{5};

constexpr std::array<catalog::Verb, 6> verbs{
    {{"read"}, {"create"}, {"update"}, {"upsert"}, {"send"}, {"bulk-update"}}};
constexpr std::array<catalog::Id<catalog::Verb>, 1> verbs_of_send{send};

constexpr catalog::Field field(std::string_view name, ActionSet actions,
                               std::span<const catalog::Id<catalog::Verb>> named = {}) {
    catalog::Field made;
    made.name = name;
    made.actions = actions;
    made.verbs = named;
    return made;
}

constexpr std::array<catalog::Field, 4> fields{field("both", create_update),
                                               field("created", create), field("seen", read),
                                               field("sent", {}, verbs_of_send)};

constexpr catalog::Id<catalog::Entity> thing{0};
constexpr catalog::Id<catalog::Entity> other{1};

// Operations, by their place.
enum : std::uint32_t { get, post, put, upsert, sending, bulk, unknown, agency, of_other, count };

constexpr std::array<catalog::Id<Operation>, 8> of_thing{
    {{get}, {post}, {put}, {upsert}, {sending}, {bulk}, {unknown}, {agency}}};
constexpr std::array<catalog::Id<Operation>, 1> of_other_entity{{{of_other}}};
constexpr catalog::Entity entity(std::string_view id, std::span<const catalog::Field> of_entity,
                                 std::span<const catalog::Id<Operation>> operations) {
    catalog::Entity made;
    made.id = id;
    made.fields = of_entity;
    made.operations = operations;
    return made;
}

constexpr std::array<catalog::Entity, 2> entities{entity("thing", fields, of_thing),
                                                  entity("other", {}, of_other_entity)};

std::array<Operation, count> make_operations() {
    std::array<Operation, count> all{};
    for (Operation& operation : all) {
        operation.requirement_known = true;
    }
    all[get].actions = read;
    all[post].actions = create;
    all[post].verb = {1};
    all[put].actions = update;
    all[put].verb = {2};
    all[upsert].actions = create_update;
    all[upsert].verb = {3};
    all[sending].verb = send;
    all[sending].named = true;
    all[bulk].verb = bulk_update;
    all[bulk].actions = update;
    all[bulk].named = true;
    all[unknown].actions = read;
    all[unknown].requirement_known = false;
    all[agency].actions = read;
    all[agency].levels = 1;
    all[agency].kinds = 2;
    all[of_other].actions = read;
    all[of_other].entity = other;
    return all;
}

const std::array<Operation, count> operations = make_operations();

/// A provider, a model with grants, and a bearer at level 1 (bit 1) of kind 0.
struct World {
    World() {
        provider.entities = entities;
        provider.operations = operations;
        provider.verbs = verbs;
        model.providers.push_back(&provider);
        bearer = {.provider = &provider, .kind = 1, .levels = 3};
    }

    Grant& grant(Grant::Effect effect, Target target) {
        Grant grant;
        grant.effect = effect;
        grant.targets.push_back(std::move(target));
        return add(std::move(grant));
    }
    Grant& call(Grant::Effect effect, std::uint32_t operation) {
        Grant grant;
        grant.effect = effect;
        grant.form = Grant::Form::call;
        grant.operations.push_back(
            {.provider = {}, .operation = {operation}, .literal_segment = {}, .where = {}});
        return add(std::move(grant));
    }
    Grant& add(Grant grant) {
        ids.push_back(model.grants.add(std::move(grant)));
        return model.grants[ids.back()];
    }
    [[nodiscard]] std::vector<std::uint32_t> covers() const {
        std::vector<std::uint32_t> found;
        covered(model, {}, ids, bearer).for_each([&](Id<Operation> id) {
            found.push_back(id.index);
        });
        return found;
    }

    catalog::Catalog provider;
    Model model;
    std::vector<Id<Grant>> ids;
    Bearer bearer;
};

Target on_thing(ActionSet actions) {
    Target target;
    target.entity = thing;
    target.actions = actions;
    return target;
}

using List = std::vector<std::uint32_t>;
constexpr auto allow = Grant::Effect::allow;
constexpr auto deny = Grant::Effect::deny;

}  // namespace

TEST_SUITE("coverage") {
    TEST_CASE("an action covers the operations of its base whose requirement is known") {
        World world;
        world.grant(allow, on_thing(read));
        CHECK(world.covers() == List{get, agency});
    }

    TEST_CASE("levels and kinds") {
        World world;
        world.grant(allow, on_thing(read));
        world.bearer.levels = 2;
        CHECK(world.covers() == List{get});
        world.bearer.levels = 0;
        CHECK(world.covers() == List{get, agency});
        world.bearer.kind = 0;
        CHECK(world.covers() == List{get});
        world.bearer.kind.reset();
        CHECK(world.covers() == List{get, agency});
    }

    TEST_CASE("an upsert needs both of its actions, from one grant or from two") {
        World one;
        one.grant(allow, on_thing(create_update));
        CHECK(one.covers() == List{post, put, upsert});
        World two;
        two.grant(allow, on_thing(create));
        CHECK(two.covers() == List{post});
        two.grant(allow, on_thing(update));
        CHECK(two.covers() == List{post, put, upsert});
        CHECK(contributed(two.model, {}, two.model.grants[two.ids[0]], two.bearer)
                  .contains({upsert}));
    }

    TEST_CASE("named operations are covered by their verb or by `any` alone") {
        World world;
        world.grant(allow, on_thing(catalog::all_actions));
        CHECK(world.covers() == List{get, post, put, upsert, agency});
        Target verb = on_thing({});
        verb.verbs.push_back(bulk_update);
        World with_verb;
        with_verb.grant(allow, verb);
        CHECK(with_verb.covers() == List{bulk});
        Target any = on_thing({});
        any.any_action = true;
        World with_any;
        with_any.grant(allow, any);
        CHECK(with_any.covers() == List{get, post, put, upsert, sending, bulk, agency});
    }

    TEST_CASE("any entity") {
        World world;
        Target any = on_thing(read);
        any.entity.reset();
        world.grant(allow, any);
        CHECK(world.covers() == List{get, agency, of_other});
    }

    TEST_CASE("`via` narrows") {
        World world;
        Grant& grant = world.grant(allow, on_thing(create_update));
        grant.operations.push_back(
            {.provider = {}, .operation = {upsert}, .literal_segment = {}, .where = {}});
        CHECK(world.covers() == List{upsert});
        CHECK(via_allows(grant, {}, {upsert}));
        CHECK(!via_allows(grant, {}, {put}));
        // Each grant's own `via` counts: an update elsewhere gives nothing towards the upsert.
        World split;
        split.grant(allow, on_thing(create));
        split.grant(allow, on_thing(update))
            .operations.push_back(
                {.provider = {}, .operation = {put}, .literal_segment = {}, .where = {}});
        CHECK(split.covers() == List{post, put});
    }

    TEST_CASE("`call` reaches what has no known requirement, but no other level") {
        World world;
        world.call(allow, unknown);
        world.call(allow, agency);
        CHECK(world.covers() == List{unknown, agency});
        world.bearer.levels = 2;
        CHECK(world.covers() == List{unknown});
    }

    TEST_CASE("a deny takes named operations away too") {
        World world;
        Target any = on_thing({});
        any.any_action = true;
        world.grant(allow, any);
        world.grant(deny, on_thing(update));
        CHECK(world.covers() == List{get, post, sending, agency});
    }

    TEST_CASE("`write` in a deny is all that is not a read") {
        World world;
        Target any = on_thing({});
        any.any_action = true;
        world.grant(allow, any);
        Target write = on_thing(catalog::write_actions);
        write.all_but_read = true;
        world.grant(deny, write);
        CHECK(world.covers() == List{get, agency});
    }

    TEST_CASE("a deny with fields takes no operation away, and a denied call does") {
        World world;
        world.grant(allow, on_thing(create_update));
        Target some = on_thing(create);
        some.fields = FieldSet(fields.size());
        world.grant(deny, some);
        CHECK(world.covers() == List{post, put, upsert});
        world.call(deny, put);
        CHECK(world.covers() == List{post, upsert});
    }

    TEST_CASE("fields of operations") {
        World world;
        const auto names = [&](std::uint32_t operation) {
            std::string text;
            fields_of(world.provider, operations[operation])
                .for_each([&](Id<catalog::Field> field) {
                    text += std::string(fields[field.index].name) + " ";
                });
            return text;
        };
        CHECK(names(get) == "seen ");
        CHECK(names(post) == "both created ");
        CHECK(names(upsert) == "both ");
        CHECK(names(sending) == "sent ");
        CHECK(names(bulk).empty());
        CHECK(takes_fields(entities[0], Action::create));
        CHECK(!takes_fields(entities[0], Action::remove));
    }
}

}  // namespace latchkey::model
