#include "workspace/starter_policy.h"

#include "workspace/analysis.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

// A policy that is made of a key's scopes allows what these open: no more, no less. Every scope of
// every shipped catalogue is tried alone, and sets of them with a fixed seed.

namespace latchkey::workspace {
namespace {

struct Case {
    std::string name;
    ScopedKey key;
};

std::vector<Case> cases_of(const catalog::Catalog& provider) {
    std::vector<Case> cases;
    std::mt19937 random(20261124);
    const auto count = static_cast<std::uint32_t>(provider.scopes.size());
    for (std::uint32_t at = 0; at < count + 60; ++at) {
        Case one{"k" + std::to_string(at), {}};
        one.key.provider = &provider;
        const std::uint32_t size = at < count ? 1 : 2 + static_cast<std::uint32_t>(random() % 11);
        for (std::uint32_t more = 0; more < size; ++more) {
            const catalog::Id<catalog::Scope> scope{
                at < count ? at : static_cast<std::uint32_t>(random() % count)};
            if (std::ranges::find(one.key.scopes, scope) == one.key.scopes.end()) {
                one.key.scopes.push_back(scope);
            }
        }
        REQUIRE(guess_key(one.key));
        if (!one.key.opened.empty() || !one.key.events.empty()) {
            cases.push_back(std::move(one));
        }
    }
    return cases;
}

void check_case(const Case& one, const Analysis& analysis) {
    INFO(std::string(one.key.provider->id), " ", one.name);
    const Analysis::Data& data = analysis.data();
    const auto& integrations = data.model.integrations;
    const auto found = std::ranges::find_if(
        integrations, [&](const model::Integration& each) { return each.name.text == one.name; });
    REQUIRE(found != integrations.end());
    const auto& held = data.authorities[integrations.id_of(*found).index].providers.front();
    CHECK(held.opened == one.key.opened);
    CHECK(held.residual.empty());
    CHECK(held.missing.empty());
    catalog::OperationSet beyond = held.allowed - held.opened;
    beyond.for_each([&](catalog::Id<catalog::Operation> id) {
        // What needs no scope is open to every key.
        CHECK((*one.key.provider)[id].alternatives.empty());
    });
    catalog::EventSet events(one.key.provider->events.size());
    for (const authority::AllowedEvent& event : held.events) {
        events.insert(event.event);
    }
    CHECK(events == one.key.events);
}

TEST_CASE("a policy made of scopes allows exactly what they open") {
    std::size_t tried = 0;
    for (const catalog::Catalog& provider : catalog::shipped()) {
        const std::vector<Case> cases = cases_of(provider);
        Workspace workspace(Options{});
        workspace.set("team.latch", "team crew {}\n");
        for (const Case& one : cases) {
            workspace.set(
                one.name + ".latch",
                draft_policy(one.key,
                             {.integration = one.name, .owner = "crew", .as_of = "2026-11-24"},
                             bounded_classes(), {}));
        }
        const auto analysis = workspace.analyse();
        for (const Diagnostic& found : analysis->diagnostics()) {
            INFO(found.message);
            CHECK_FALSE(found.language_error);
        }
        for (const Case& one : cases) {
            check_case(one, *analysis);
        }
        tried += cases.size();
    }
    CHECK(tried > 300);
}

TEST_CASE("a purpose is bounded to the classes that are reached, and no more") {
    ScopedKey key;
    for (const catalog::Catalog& provider : catalog::shipped()) {
        if (provider.id == "make") {
            key.provider = &provider;
        }
    }
    REQUIRE(key.provider != nullptr);
    key.scopes.push_back(key.provider->find_scope("scenarios:read").value());
    REQUIRE(guess_key(key));
    const std::string text = policy_from_scopes(
        key, {.integration = "board", .owner = "crew", .as_of = "2026-11-24"}, Options{});
    CHECK(text.find("  data    identifier\n") != std::string::npos);
    CHECK(text.find("  scopes \"scenarios:read\"\n") != std::string::npos);
}

TEST_CASE("the level is one that the scopes exist at, the lowest that opens as much") {
    const catalog::Catalog* highlevel = nullptr;
    for (const catalog::Catalog& provider : catalog::shipped()) {
        highlevel = provider.id == "highlevel" ? &provider : highlevel;
    }
    REQUIRE(highlevel != nullptr);
    const auto levels = [&](std::initializer_list<std::string_view> scopes) {
        ScopedKey key;
        key.provider = highlevel;
        for (const std::string_view scope : scopes) {
            key.scopes.push_back(highlevel->find_scope(scope).value());
        }
        REQUIRE(guess_key(key));
        return std::pair(key.levels, highlevel->kinds[key.kind].id);
    };
    const auto agency = catalog::LevelSet{1} << highlevel->find_level("agency").value();
    const auto location = catalog::LevelSet{1} << highlevel->find_level("location").value();
    CHECK(levels({"contacts.write"}) ==
          std::pair(catalog::LevelSet(location), std::string_view("private-integration")));
    CHECK(levels({"companies.readonly"}).first == agency);
    // Only an app holds tokens of both.
    CHECK(levels({"contacts.write", "saas/company.write"}) ==
          std::pair(catalog::LevelSet(agency | location), std::string_view("oauth-app")));
}

}  // namespace
}  // namespace latchkey::workspace
