#include "world.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <random>
#include <tuple>
#include <vector>

using namespace latchkey::authority::testing;
using latchkey::authority::ProviderAuthority;
using latchkey::catalog::Tier;
using Set = std::vector<std::uint32_t>;

namespace {

/// A random provider of at most eight scopes, an integration that reads one entity of it, and what
/// a person without any wits would work out of both.
class Trial {
public:
    explicit Trial(std::uint32_t seed) : random_(seed) {
        const std::uint32_t scopes = 1 + below(8);
        for (std::uint32_t at = 0; at < scopes; ++at) {
            implied_.push_back(seed % 2 == 0 && below(3) == 0 ? Set{below(scopes)} : Set{});
            tiers_.push_back(Tier{static_cast<std::uint8_t>(below(5))});
            world.scope("scope", tiers_.back(), implied_.back());
        }
        const auto mine = world.entity("mine");
        const auto other = world.entity("other");
        for (std::uint32_t left = 1 + below(12); left > 0; --left) {
            const bool wanted = below(2) == 0;
            Operation item{.alternatives = some_alternatives(scopes),
                           .levels = static_cast<std::uint8_t>(below(4)),
                           .wanted = wanted};
            world.operation(wanted ? mine : other, reads, item.alternatives);
            world.last().levels = item.levels;
            operations_.push_back(std::move(item));
        }
        if (below(4) == 0) {
            event_ = below(scopes);
            event_id_ = world.event(mine, event_);
        }
        world.seal();
        world.allow(world.on(mine, reads));
        if (event_.has_value()) {
            world.receive(event_id_);
        }
        for (std::uint32_t at = 0; at < scopes; ++at) {
            if (below(2) == 0) {
                declared.push_back(at);
            }
        }
        world.declare(declared);
    }

    /// The least set that, with `there`, opens all that is wanted; only from `candidates`.
    [[nodiscard]] Set least(const Set& there, const Set& candidates) const {
        using Rank = std::tuple<std::size_t, Tier, std::size_t, Set>;
        std::optional<Rank> best;
        for (std::uint32_t subset = 0; subset < 1U << tiers_.size(); ++subset) {
            Set chosen;
            Tier tier = Tier::normal;
            for (std::uint32_t at = 0; at < tiers_.size(); ++at) {
                if ((subset >> at & 1U) != 0) {
                    chosen.push_back(at);
                    tier = std::max(tier, tiers_[at]);
                }
            }
            Set all = chosen;
            all.insert(all.end(), there.begin(), there.end());
            const std::optional<std::size_t> cost = cost_of(closed(all));
            if (!std::ranges::includes(candidates, chosen) || !cost.has_value()) {
                continue;
            }
            Rank rank{*cost, tier, chosen.size(), chosen};
            if (!best.has_value() || rank < *best) {
                best = rank;
            }
        }
        return std::get<Set>(best.value());
    }
    [[nodiscard]] Set everything() const {
        Set all;
        for (std::uint32_t at = 0; at < tiers_.size(); ++at) {
            all.push_back(at);
        }
        return all;
    }

    World world;
    Set declared;

private:
    struct Operation {
        World::Alternatives alternatives;
        std::uint8_t levels = 0;
        bool wanted = false;
    };

    std::uint32_t below(std::uint32_t end) { return static_cast<std::uint32_t>(random_() % end); }
    World::Alternatives some_alternatives(std::uint32_t scopes) {
        World::Alternatives alternatives(below(4));
        for (Set& alternative : alternatives) {
            for (std::uint32_t left = 1 + below(3); left > 0; --left) {
                alternative.push_back(below(scopes));
            }
        }
        return alternatives;
    }
    [[nodiscard]] Set closed(Set scopes) const {
        for (std::size_t at = 0; at < scopes.size(); ++at) {
            for (const std::uint32_t implied : implied_[scopes[at]]) {
                if (std::ranges::find(scopes, implied) == scopes.end()) {
                    scopes.push_back(implied);
                }
            }
        }
        return scopes;
    }
    /// Nothing when something wanted stays closed.
    [[nodiscard]] std::optional<std::size_t> cost_of(const Set& scopes) const {
        const auto has = [&](std::uint32_t scope) {
            return std::ranges::find(scopes, scope) != scopes.end();
        };
        std::size_t cost = 0;
        if (event_.has_value() && !has(*event_)) {
            return std::nullopt;
        }
        for (const Operation& operation : operations_) {
            const bool available = operation.levels == 0 || (operation.levels & inner) != 0;
            if (!available || operation.alternatives.empty()) {
                continue;
            }
            const bool open = std::ranges::any_of(operation.alternatives, [&](const Set& all) {
                return std::ranges::all_of(all, has);
            });
            if (operation.wanted && !open) {
                return std::nullopt;
            }
            cost += !operation.wanted && open ? 1 : 0;
        }
        return cost;
    }

    std::mt19937 random_;
    std::vector<Set> implied_;
    std::vector<Tier> tiers_;
    std::vector<Operation> operations_;
    std::optional<std::uint32_t> event_;
    latchkey::catalog::Id<latchkey::catalog::Event> event_id_;
};

Set without(const Set& from, const Set& some) {
    Set left;
    std::ranges::set_difference(from, some, std::back_inserter(left));
    return left;
}

/// Three products whose narrow scopes open two operations each that nobody wants, and a wide one
/// that opens all at the price of five.
struct Products {
    World world;
    latchkey::catalog::Id<latchkey::catalog::Entity> wanted;

    Products() {
        world.scope("narrow-a");
        world.scope("narrow-b");
        world.scope("narrow-c");
        world.scope("wide");
        wanted = world.entity("wanted");
        const auto other = world.entity("other");
        for (std::uint32_t at = 0; at < 3; ++at) {
            world.operation(wanted, reads, {{{at}, {3}}});
            world.operation(other, reads, {{{at}}});
            world.operation(other, reads, {{{at}}});
        }
        for (std::uint32_t left = 0; left < 5; ++left) {
            world.operation(other, reads, {{{3}}});
        }
        world.seal();
    }
};

}  // namespace

TEST_CASE("minimal, missing and excess are what trying every choice finds") {
    std::size_t with_missing = 0;
    std::size_t with_excess = 0;
    for (std::uint32_t seed = 0; seed < 10'000; ++seed) {
        Trial trial(seed);
        CAPTURE(seed);
        const ProviderAuthority held = trial.world.analyse();
        REQUIRE_FALSE(held.approximate);
        REQUIRE(minimal_of(held) == trial.least({}, trial.everything()));
        const Set missing =
            without(trial.least(trial.declared, trial.everything()), trial.declared);
        REQUIRE(places(held.missing) == missing);
        Set together;
        std::ranges::set_union(trial.declared, missing, std::back_inserter(together));
        const Set excess = without(trial.declared, trial.least({}, together));
        REQUIRE(places(held.excess) == excess);
        with_missing += missing.empty() ? 0 : 1;
        with_excess += excess.empty() ? 0 : 1;
    }
    CHECK(with_missing > 1'000);
    CHECK(with_excess > 1'000);
}

TEST_CASE("the exact minimum where the greedy choice is wrong") {
    Products products;
    products.world.allow(products.world.on(products.wanted, reads));
    const ProviderAuthority held = products.world.analyse();
    REQUIRE(minimal_of(held) == Set{3});
    CHECK(held.minimal.front().operations.size() == 3);
    CHECK(held.residual.count() == 5);
}

TEST_CASE("where alternatives leave a choice the dearest declared scopes are in excess") {
    Products products;
    products.world.allow(products.world.on(products.wanted, reads));
    products.world.declare({0, 1, 2, 3});
    const ProviderAuthority held = products.world.analyse();
    CHECK(places(held.excess) == Set{0, 1, 2});
    CHECK(held.missing.empty());
    CHECK(held.residual.count() == 11);
}

TEST_CASE("what is declared is free when something is missing") {
    Products products;
    products.world.allow(products.world.on(products.wanted, reads));
    products.world.declare({0, 1});
    const ProviderAuthority held = products.world.analyse();
    CHECK(places(held.missing) == Set{2});
    CHECK(held.excess.empty());
    CHECK(minimal_of(held) == Set{3});
}

TEST_CASE("implied scopes open, may go in circles and are held") {
    World world;
    world.scope("a", Tier::normal, {1});
    world.scope("b", Tier::normal, {2});
    world.scope("c", Tier::normal, {0});
    world.scope("d");
    const auto entity = world.entity("e");
    world.operation(entity, reads, {{{0, 2}}});
    world.operation(entity, creates, {{{1}}});
    world.seal();
    world.allow(world.on(entity, reads));
    const ProviderAuthority held = world.analyse();
    CHECK(minimal_of(held) == Set{0});
    CHECK(held.held.count() == 3);
    CHECK(places(held.residual) == Set{1});
    latchkey::catalog::ScopeSet b;
    b.insert({1});
    CHECK(latchkey::authority::closure(world.table, b).count() == 3);
    CHECK(places(latchkey::authority::opens(world.table, b, scoped_kind, inner)) == Set{0, 1});
    CHECK(places(latchkey::authority::opened_by(world.table, held.held, {1})) == Set{1});
}

TEST_CASE("what another level or kind has does not count") {
    World world;
    world.scope("a");
    world.scope("b");
    const auto entity = world.entity("e");
    const auto other = world.entity("f");
    world.operation(entity, reads, {{{0}, {1}}});
    world.operation(other, reads, {{{0}}});
    world.last().levels = outer;
    world.operation(other, reads, {{{0}}});
    world.last().kinds = 1U << quiet_kind;
    world.operation(other, reads, {{{1}}});
    world.seal();
    world.allow(world.on(entity, reads));
    CHECK(minimal_of(world.analyse()) == Set{0});
    CHECK(world.analyse().residual.empty());
    // At both levels scope `a` opens as much as `b` does, and its name is first.
    world.credential().levels = inner | outer;
    CHECK(minimal_of(world.analyse()) == Set{0});
    CHECK(places(world.analyse().residual) == Set{1});
    world.credential().kind = quiet_kind;
    CHECK(minimal_of(world.analyse()) == Set{1});
}

TEST_CASE("a scope of another level is no choice, unless there is no other") {
    World world;
    world.scope("a", Tier::normal, {}, outer);
    world.scope("b", Tier::normal, {}, inner);
    world.scope("c", Tier::normal, {}, outer);
    const auto entity = world.entity("thing");
    world.operation(entity, reads, World::Alternatives{{0}, {1}});
    world.operation(entity, creates, World::Alternatives{{2}});
    world.seal();
    world.allow(world.on(entity, reads));
    CHECK(minimal_of(world.analyse()) == Set{1});
    // The outer one is worth nothing to an inner key: it is too much, and the right one is missing.
    world.declare({0});
    CHECK(places(world.analyse().excess) == Set{0});
    CHECK(places(world.analyse().missing) == Set{1});
    world.declare({0, 1});
    CHECK(places(world.analyse().excess) == Set{0});
    CHECK(world.analyse().missing.empty());
    world.credential().levels = outer;
    CHECK(places(world.analyse().excess) == Set{1});
    // The catalogue says that a scope of the outer level opens what an inner key has.
    world.credential().levels = inner;
    world.allow(world.on(entity, creates));
    CHECK(minimal_of(world.analyse()) == Set{1, 2});
}

TEST_CASE("a kind with full access holds every operation of its level") {
    World world;
    world.scope("a");
    const auto entity = world.entity("e");
    const auto wanted = world.operation(entity, reads, {{{0}}});
    world.operation(entity, creates, std::nullopt);
    world.operation(entity, updates, World::Alternatives{});
    world.operation(entity, removes, {{{0}}});
    world.last().levels = outer;
    world.seal();
    world.allow(world.on(entity, reads));
    world.credential().kind = full_kind;
    const ProviderAuthority held = world.analyse();
    CHECK(held.full_access);
    CHECK(held.minimal.empty());
    CHECK(places(held.opened) == Set{0, 1, 2});
    CHECK(places(held.residual) == Set{1, 2});
    CHECK(find(held, wanted) != nullptr);
}

TEST_CASE("HighLevel: who creates contacts holds one scope, which opens twenty operations more") {
    using namespace latchkey;
    const auto shipped = catalog::shipped();
    const auto highlevel = std::ranges::find(shipped, "highlevel", &catalog::Catalog::id);
    REQUIRE(highlevel != shipped.end());
    World world;
    world.table = *highlevel;
    world.model.providers = {&world.table};
    const auto contact = highlevel->find_entity("contact").value();
    model::Target target = world.on(contact, creates);
    target.fields.emplace();
    for (const std::string_view name : {"firstName", "lastName", "email", "phone", "source"}) {
        const catalog::Field* field = catalog::find_field((*highlevel)[contact], name);
        REQUIRE(field != nullptr);
        target.fields->insert(
            {static_cast<std::uint32_t>(field - (*highlevel)[contact].fields.data())});
    }
    world.allow(target);
    world.credential().kind = highlevel->find_kind("private-integration");
    world.credential().levels =
        static_cast<catalog::LevelSet>(1U << highlevel->find_level("location").value());
    const ProviderAuthority held = world.analyse();
    REQUIRE(held.operations.size() == 1);
    CHECK(held.operations.front().fields->count() == 5);
    REQUIRE(held.minimal.size() == 1);
    CHECK((*highlevel)[held.minimal.front().scope].id == "contacts.write");
    CHECK(held.residual.count() == 20);
}
