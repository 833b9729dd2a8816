#include "catalog/compare.h"

#include "catalog/load.h"
#include "small.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace latchkey;
using catalog::small_catalog;

namespace {

std::shared_ptr<const catalog::LoadedCatalog> loaded(const std::string& text) {
    catalog::LoadResult result = catalog::load(text);
    REQUIRE_MESSAGE(result.loaded != nullptr, catalog::lines(result.problems));
    return result.loaded;
}

/// What differs when something is replaced in the small catalogue.
CatalogDiff changed(std::string_view old, std::string_view replacement) {
    return catalog::compare(loaded(small_catalog())->catalog(),
                            loaded(small_catalog(old, replacement))->catalog());
}

/// The same, seen from the other side.
CatalogDiff reversed(std::string_view old, std::string_view replacement) {
    return catalog::compare(loaded(small_catalog(old, replacement))->catalog(),
                            loaded(small_catalog())->catalog());
}

std::string words(const std::vector<FactChange>& facts) {
    std::string text;
    for (const FactChange& fact : facts) {
        text += " [" + fact.fact + ": " + fact.before + " -> " + fact.after +
                (fact.widens ? " !" : "") + "]";
    }
    return text;
}

std::string words(const std::vector<RecordChange>& records) {
    std::string text;
    for (const RecordChange& record : records) {
        text += record.name + " " + std::string(to_string(record.presence)) + words(record.facts) +
                "\n";
    }
    return text;
}

std::string words(char sign, const std::vector<OpenedChange>& opened) {
    std::string text;
    for (const OpenedChange& one : opened) {
        text += std::string(" ") + sign + one.name + " (" + std::string(to_string(one.why));
        for (const std::string& with : one.with) {
            text += ", with " + with;
        }
        text += ")";
    }
    return text;
}

std::string words(const std::vector<ScopeChange>& scopes) {
    std::string text;
    for (const ScopeChange& scope : scopes) {
        text += scope.name + " " + std::string(to_string(scope.presence)) + words(scope.facts) +
                words('+', scope.opens_more) + words('-', scope.opens_less) + "\n";
    }
    return text;
}

constexpr std::string_view create_scopes = R"("scopes": [["person.write"]],
   "levels": ["account"], "versions": [], "deprecated": false, "parameters": [],)";

std::string create_with(std::string_view scopes) {
    std::string text(create_scopes);
    const std::string_view old = R"([["person.write"]])";
    return text.replace(text.find(old), old.size(), scopes);
}

}  // namespace

TEST_CASE("a catalogue does not differ from itself, whatever the order and the names in paths") {
    const CatalogDiff same =
        catalog::compare(loaded(small_catalog())->catalog(), loaded(small_catalog())->catalog());
    CHECK(same.empty());
    CHECK_FALSE(same.widened());
    CHECK(same.before.operations == 5);
    const CatalogDiff renamed = changed(R"("path": "/people", "id": "people.create")",
                                        R"("path": "/people/", "id": "people.make")");
    CHECK(renamed.empty());
    for (const catalog::Catalog& shipped : catalog::shipped()) {
        CHECK(catalog::compare(shipped, shipped).empty());
    }
}

TEST_CASE("an operation that is new opens for those who hold its scope") {
    const std::string_view search = R"("GET", "path": "/people/search")";
    const std::string_view create = R"("POST", "path": "/people", "id")";
    const std::string_view elsewhere = R"("POST", "path": "/persons", "id")";
    const CatalogDiff diff = changed(create, elsewhere);
    CHECK(words(diff.scopes) ==
          "person.write changed +POST /persons (absent) -POST /people (absent)\n");
    CHECK(diff.operations.size() == 2);
    CHECK(diff.operations[0].name == "POST /people");
    CHECK(diff.operations[0].presence == Presence::lost);
    CHECK(diff.operations[1].presence == Presence::gained);
    CHECK(diff.widened());
    // What needs no scope is opened by none.
    const CatalogDiff free = changed(search, R"("GET", "path": "/people/find")");
    CHECK(words(free.scopes).empty());
    CHECK_FALSE(free.widened());
    CHECK_FALSE(free.empty());
}

TEST_CASE("requirements that are added, dropped, or not known any more") {
    const auto requirement = [](std::string_view scopes) {
        const CatalogDiff diff = changed(create_scopes, create_with(scopes));
        return words(diff.operations) + words(diff.scopes) + (diff.widened() ? "widened" : "");
    };
    CHECK(requirement("null") ==
          "POST /people changed [requirement: person.write -> not known]\n"
          "person.write changed -POST /people (unknown)\n");
    CHECK(requirement("[]") ==
          "POST /people changed [requirement: person.write -> none needed !]\n"
          "person.write changed -POST /people (free)\nwidened");
    // `person.write` implies `person.read`, and so it still opens it.
    CHECK(requirement(R"([["person.read"]])") ==
          "POST /people changed [requirement: person.write -> person.read]\n"
          "person.read changed +POST /people (requirement)\nwidened");
    CHECK(requirement(R"([["person.write"], ["person.read"]])") ==
          "POST /people changed [requirement: person.write -> person.read, or person.write]\n"
          "person.read changed +POST /people (requirement)\nwidened");
    CHECK(requirement(R"([["person.write", "person.read"]])") ==
          "POST /people changed [requirement: person.write -> person.read and person.write]\n"
          "person.read changed +POST /people (requirement, with person.write)\nwidened");
}

TEST_CASE("what becomes known of an operation counts as more, and what needed nothing does not") {
    const CatalogDiff known = reversed(create_scopes, create_with("null"));
    CHECK(words(known.scopes) == "person.write changed +POST /people (unknown)\n");
    CHECK(known.widened());
    const CatalogDiff guarded = reversed(create_scopes, create_with("[]"));
    CHECK(words(guarded.scopes) == "person.write changed +POST /people (free)\n");
    CHECK_FALSE(guarded.widened());
}

TEST_CASE("a scope that implies another opens what that one does") {
    const std::string_view implies = R"("implies": ["person.read"])";
    const CatalogDiff less = changed(implies, R"("implies": [])");
    CHECK(words(less.scopes) ==
          "person.write changed [implies: person.read -> ] -PersonCreated (implied)\n");
    CHECK_FALSE(less.widened());
    const CatalogDiff more = reversed(implies, R"("implies": [])");
    CHECK(words(more.scopes) ==
          "person.write changed [implies:  -> person.read] +PersonCreated (implied)\n");
    CHECK(more.scopes[0].opens_more[0].is_event);
    CHECK(more.widened());
}

TEST_CASE("levels and kinds widen what a key can do, or narrow it") {
    const auto operations = [](std::string_view old, std::string_view replacement) {
        return words(changed(old, replacement).operations);
    };
    const std::string_view account = R"("levels": ["account"], "versions": [],
   "deprecated": false, "parameters": [{"name": "id")";
    const auto levels = [&](std::string_view written) {
        std::string text(account);
        return text.replace(0, std::string_view(R"("levels": ["account"])").size(), written);
    };
    CHECK(operations(account, levels(R"("levels": ["account", "agency"])")) ==
          "POST /people/{id}/mail changed [levels: account -> account, agency !]\n");
    CHECK(operations(account, levels(R"("levels": [])")) ==
          "POST /people/{id}/mail changed [levels: account -> every level !]\n");
    CHECK(words(reversed(account, levels(R"("levels": [])")).operations) ==
          "POST /people/{id}/mail changed [levels: every level -> account]\n");
    CHECK(operations(R"("kinds": ["app"])", R"("kinds": null)") ==
          "POST /people/{id}/mail changed [kinds: app -> every kind !]\n");
    CHECK(operations(R"("kinds": ["app"])", R"("kinds": ["token"])") ==
          "POST /people/{id}/mail changed [kinds: app -> token !]\n");
    CHECK(words(reversed(R"("kinds": ["app"])", R"("kinds": null)").operations) ==
          "POST /people/{id}/mail changed [kinds: every kind -> app]\n");
    const CatalogDiff full =
        changed(R"("title": "App", "access": "scoped")", R"("title": "App", "access": "full")");
    CHECK(words(full.kinds) == "app changed [access: scoped -> full !]\n");
    CHECK(full.widened());
}

TEST_CASE("what an operation is said to do") {
    CHECK(words(changed(R"("deprecated": true)", R"("deprecated": false)").operations) ==
          "GET /people/{personId}/notes/ changed [deprecated: yes -> no]\n");
    CHECK(words(changed(R"("effects": ["send-message"])", R"("effects": ["bulk", "send-message"])")
                    .operations) ==
          "POST /people/{id}/mail changed [effects: send-message -> bulk, send-message]\n");
    CHECK(words(changed(R"("verb": "search")", R"("verb": "read")").operations) ==
          "GET /people/search changed [verb: search -> read]\n");
    const CatalogDiff entity = changed(R"("id": "people.search", "entity": "person")",
                                       R"("id": "people.search", "entity": "note")");
    CHECK(words(entity.operations) == "GET /people/search changed [entity: person -> note]\n");
    CHECK_FALSE(entity.widened());
    CHECK(words(changed(R"("versions": ["v1", "v2"])", R"("versions": ["v2", "v3"])").operations) ==
          "GET /people changed [versions: v1 -> v3]\n");
    CHECK(words(changed(R"({"name": "name", "type": "string", "required": true})",
                        R"({"name": "name", "type": "string", "required": false})")
                    .operations) == "POST /people changed [body: name (required) -> name]\n");
}

TEST_CASE("scopes, entities and events that come, go and change") {
    const std::string_view read = R"("user_role": true, "implies": []})";
    const std::string more = std::string(read) + R"(, {"id": "person.audit", "levels": [],
        "tier": "normal", "reason": "", "status": "undocumented", "user_role": false,
        "implies": ["person.read"]})";
    const CatalogDiff gained = changed(read, more);
    CHECK(words(gained.scopes) ==
          "person.audit gained [status:  -> undocumented] [tier:  -> normal] [levels:  -> every "
          "level] [user-role:  -> no] [implies:  -> person.read] +GET /people (scope) "
          "+PersonCreated (scope)\n");
    // Nobody holds it.
    CHECK_FALSE(gained.widened());
    CHECK(words(reversed(read, more).scopes).starts_with("person.audit lost"));
    CHECK(words(changed(R"("tier": "outbound")", R"("tier": "admin")").scopes) ==
          "person.write changed [tier: outbound -> admin]\n");
    CHECK(words(changed(R"("class": "demographic")", R"("class": "special")").entities) ==
          "person changed [field age: integer, demographic, read -> integer, special, read]\n");
    CHECK(words(changed(R"("name": "age")", R"("name": "years")").entities) ==
          "person changed [fields: age -> years]\n");
    const CatalogDiff event = changed(R"("scope": "person.read"})", R"("scope": null})");
    CHECK(words(event.events) == "PersonCreated changed [scope: person.read -> not known]\n");
    CHECK(words(event.scopes) ==
          "person.read changed -PersonCreated (unknown)\nperson.write changed -PersonCreated "
          "(unknown)\n");
}

TEST_CASE("what one side gains the other loses") {
    const catalog::Catalog* highlevel = nullptr;
    for (const catalog::Catalog& shipped : catalog::shipped()) {
        highlevel = shipped.id == "highlevel" ? &shipped : highlevel;
    }
    REQUIRE(highlevel != nullptr);
    catalog::Catalog older = *highlevel;
    older.operations = older.operations.subspan(0, 0);
    std::vector<catalog::Scope> scopes(older.scopes.begin(), older.scopes.end());
    std::ranges::for_each(scopes, [](catalog::Scope& scope) { scope.operations = {}; });
    older.scopes = scopes;
    const CatalogDiff grown = catalog::compare(older, *highlevel);
    const CatalogDiff shrunk = catalog::compare(*highlevel, older);
    REQUIRE(grown.operations.size() == highlevel->operations.size());
    CHECK(shrunk.operations.size() == grown.operations.size());
    CHECK(grown.widened());
    CHECK_FALSE(shrunk.widened());
    REQUIRE(grown.scopes.size() > 50);
    REQUIRE(grown.scopes.size() == shrunk.scopes.size());
    for (std::size_t at = 0; at < grown.scopes.size(); ++at) {
        CHECK(grown.scopes[at].opens_more.size() == shrunk.scopes[at].opens_less.size());
        CHECK(grown.scopes[at].opens_less.empty());
    }
    const auto contacts = std::ranges::find(grown.scopes, "contacts.write", &ScopeChange::name);
    REQUIRE(contacts != grown.scopes.end());
    CHECK(contacts->opens_more.size() == 21);
}
