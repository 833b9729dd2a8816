#include "question.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <random>
#include <vector>

using latchkey::authority::choose_scopes;
using latchkey::authority::ScopeChoice;
using latchkey::authority::testing::binary_choices;
using latchkey::authority::testing::by_force;
using latchkey::authority::testing::Question;
using latchkey::authority::testing::Set;
using latchkey::authority::testing::solve;
using latchkey::authority::testing::wide_question;
using latchkey::catalog::Tier;

namespace {

class Random {
public:
    explicit Random(std::uint32_t seed) : engine_(seed) {}
    /// From 0 up to but without `end`.
    std::uint32_t below(std::uint32_t end) { return static_cast<std::uint32_t>(engine_() % end); }
    bool one_in(std::uint32_t count) { return below(count) == 0; }

private:
    // The engine's numbers are the same everywhere; those of the library's distributions are not.
    std::mt19937 engine_;
};

std::vector<Set> some_alternatives(Random& random, std::uint32_t scopes) {
    std::vector<Set> alternatives(1 + random.below(3));
    for (Set& alternative : alternatives) {
        for (std::uint32_t left = 1 + random.below(3); left > 0; --left) {
            alternative.push_back(random.below(scopes));
        }
    }
    return alternatives;
}

Question some_question(std::uint32_t seed) {
    Random random(seed);
    const std::uint32_t scopes = 2 + random.below(7);
    Question question(scopes);
    for (std::uint32_t scope = 0; scope < scopes; ++scope) {
        question.tier(scope, random.one_in(2) ? Tier{static_cast<std::uint8_t>(random.below(5))}
                                              : Tier::normal);
        if (seed % 2 == 0 && random.one_in(3)) {
            question.imply(scope, random.below(scopes));
        }
        if (seed % 5 == 0 && random.one_in(6)) {
            question.hold(scope);
        }
    }
    for (std::uint32_t left = 1 + random.below(5); left > 0; --left) {
        question.demand(some_alternatives(random, scopes));
    }
    for (std::uint32_t left = random.below(9); left > 0; --left) {
        question.price(some_alternatives(random, scopes));
    }
    return question;
}

/// Of a question without implied scopes.
bool opens_all(Question& question, const ScopeChoice& choice) {
    latchkey::catalog::ScopeSet given;
    for (const auto scope : choice.scopes) {
        given.insert(scope);
    }
    const auto open = [&](const auto& demand) {
        return latchkey::authority::is_open(demand, given);
    };
    return std::ranges::all_of(question.get().demands, open);
}

}  // namespace

TEST_CASE("the solver finds what trying every choice finds") {
    for (std::uint32_t seed = 0; seed < 10'000; ++seed) {
        Question question = some_question(seed);
        CAPTURE(seed);
        REQUIRE(solve(question) == by_force(question.get()));
    }
}

TEST_CASE("a choice restricted to some scopes is the least among them") {
    for (std::uint32_t seed = 0; seed < 2'000; ++seed) {
        Question question = some_question(seed);
        Random random(seed);
        Set allowed;
        for (std::uint32_t scope = 0; scope < question.get().closures.size(); ++scope) {
            if (random.below(4) != 0) {
                allowed.push_back(scope);
            }
        }
        question.only(allowed);
        const Set expected = by_force(question.get());
        if (!expected.empty()) {
            CAPTURE(seed);
            REQUIRE(solve(question) == expected);
        }
    }
}

TEST_CASE("the cheapest scope for each demand is not the cheapest set") {
    Question question(4);
    // Scopes 0, 1 and 2 cost two each and serve one demand, scope 3 costs five and serves all.
    for (std::uint32_t at = 0; at < 3; ++at) {
        question.demand({{at}, {3}});
        question.price({{at}});
        question.price({{at}});
    }
    for (std::uint32_t left = 0; left < 5; ++left) {
        question.price({{3}});
    }
    CHECK(solve(question) == Set{3});
}

TEST_CASE("ties are broken by tier, then size, then name") {
    Question by_tier(3);
    by_tier.demand({{0}, {1, 2}});
    by_tier.tier(0, Tier::money);
    CHECK(solve(by_tier) == Set{1, 2});

    Question by_size(3);
    by_size.demand({{0, 1}, {2}});
    CHECK(solve(by_size) == Set{2});

    Question by_name(3);
    by_name.demand({{2}, {1}});
    CHECK(solve(by_name) == Set{1});
}

TEST_CASE("a tier that one part needs is free for the others") {
    Question question(4);
    // Scope 0 is needed and has the highest tier, so the smaller choice of the same tier is better.
    question.demand({{0}});
    question.tier(0, Tier::admin);
    question.demand({{1}, {2, 3}});
    question.tier(1, Tier::admin);
    CHECK(solve(question) == Set{0, 1});
    Question without(4);
    without.demand({{1}, {2, 3}});
    without.tier(1, Tier::admin);
    CHECK(solve(without) == Set{2, 3});
}

TEST_CASE("scopes may imply each other in a circle") {
    Question question(3);
    question.imply(0, 1);
    question.imply(1, 2);
    question.imply(2, 0);
    question.demand({{0, 1}});
    question.demand({{2}});
    CHECK(solve(question) == Set{0});
}

TEST_CASE("what needs no scope, or is held, needs no choice") {
    Question question(2);
    question.demand({});
    question.demand({{}, {1}});
    question.hold(0);
    question.demand({{0}});
    CHECK(solve(question).empty());
}

TEST_CASE("a search that is cut off says so and still opens everything") {
    Question question = wide_question(1, 10, 3);
    question.effort(1);
    const ScopeChoice choice = choose_scopes(question.get());
    CHECK(choice.approximate);
    CHECK(opens_all(question, choice));
}

TEST_CASE("sixty independent choices are searched one by one") {
    Question question = binary_choices();
    const ScopeChoice choice = choose_scopes(question.get());
    CHECK_FALSE(choice.approximate);
    REQUIRE(choice.scopes.size() == 60);
    for (std::uint32_t at = 0; at < 60; ++at) {
        CHECK(choice.scopes[at].index == 2 * at + 1 - at % 2);
    }
}

TEST_CASE("three hundred operations with six alternatives are no problem") {
    // Products that keep to themselves, then some scopes that all of them share.
    for (const std::uint32_t shared_one_in : {0U, 4U}) {
        for (const std::uint32_t demanded_one_in : {1U, 3U, 30U}) {
            Question question = wide_question(7, shared_one_in, demanded_one_in);
            const ScopeChoice choice = choose_scopes(question.get());
            CAPTURE(shared_one_in);
            CAPTURE(demanded_one_in);
            CHECK_FALSE(choice.approximate);
            CHECK(opens_all(question, choice));
        }
    }
}
