#include "catalog/path.h"
#include "catalog/verifier.h"
#include "small.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace latchkey::catalog;

namespace {

/// What `verify` says of the small catalogue after one replacement.
std::string changed(std::string_view old, std::string_view replacement) {
    const LoadResult result = load(small_catalog(old, replacement));
    REQUIRE_MESSAGE(result.loaded != nullptr, lines(result.problems));
    return lines(verify(*result.loaded));
}

/// The lines on overlaps when two operations have these paths.
std::string twins(std::string_view first, std::string_view second) {
    Catalog catalog;
    std::vector<Operation> operations(2);
    operations[0].path = first;
    operations[1].path = second;
    std::ranges::sort(operations, [](const Operation& left, const Operation& right) {
        return compare_operations(left, right) < 0;
    });
    catalog.operations = operations;
    Verifier verifier(catalog, nullptr);
    verifier.check_overlaps();
    return lines(verifier.take());
}

}  // namespace

TEST_CASE("the shipped catalogues and the small one make sense") {
    REQUIRE_FALSE(shipped().empty());
    for (const Catalog& catalog : shipped()) {
        CHECK_MESSAGE(lines(verify(catalog)).empty(), lines(verify(catalog)));
    }
    const LoadResult small = load(small_catalog());
    REQUIRE(small.loaded != nullptr);
    CHECK(lines(verify(*small.loaded)).empty());
}

TEST_CASE("pointers count in the file's order") {
    CHECK(changed(R"("tier": "outbound", "reason": "sends mail")",
                  R"("tier": "outbound", "reason": "")") ==
          "/scopes/0/reason: `person.write` has the tier `outbound` without a reason\n");
    const LoadResult result = load(small_catalog(R"("tier": "outbound", "reason": "sends mail")",
                                                 R"("tier": "admin", "reason": "")"));
    REQUIRE(result.loaded != nullptr);
    CHECK(lines(verify(result.loaded->catalog())) ==
          "/scopes/1/reason: `person.write` has the tier `admin` without a reason\n");
}

TEST_CASE("scopes that nothing names, and scopes that imply themselves") {
    const std::string_view last = R"("user_role": true, "implies": []})";
    const std::string lonely =
        std::string(last) + R"(, {"id": "lonely", "levels": [], "tier": "normal",
        "reason": "", "status": "documented", "user_role": false, "implies": []})";
    CHECK(changed(last, lonely) ==
          "/scopes/2/status: `lonely` is documented, and yet no operation and no event names it\n");
    std::string undocumented = lonely;
    undocumented.replace(undocumented.find("documented"), 10, "undocumented");
    CHECK(changed(last, undocumented).empty());
    CHECK(changed(last, R"("user_role": true, "implies": ["person.write"]})") ==
          "/scopes/1/implies: `person.read` implies itself\n/scopes/0/implies: `person.write` "
          "implies itself\n");
}

TEST_CASE("entities without operations, and fields that fit none") {
    CHECK(changed(R"("entity": "note")", R"("entity": "person")") ==
          "/entities/1: `note` has no operation and no event\n");
    CHECK(changed(R"("classes": ["contact-detail"])", R"("classes": [])") ==
          "/entities/0/fields: `name` of `person` has no data class, and neither has the entity\n");
    CHECK(
        changed(R"("actions": ["read"], "required": []})",
                R"("actions": ["read"], "required": ["create"]})") ==
        "/entities/0/fields: `age` of `person` is required for an action that it is not part of\n");
    CHECK(changed(R"("actions": ["read"], "required": []})", R"("actions": [], "required": []})") ==
          "/entities/0/fields: `age` of `person` is part of no action\n");
    CHECK(changed(R"("actions": ["read"], "required": []})",
                  R"("actions": ["update"], "required": []})") ==
          "/entities/0/fields: `age` of `person` is part of an action that no operation has\n");
    CHECK(changed(R"("id": "person", "parent": null)", R"("id": "person", "parent": "note")") ==
          "/entities/1/parent: `note` is its own ancestor\n/entities/0/parent: `person` is its own "
          "ancestor\n");
}

TEST_CASE("operations that occur twice or fit the same request") {
    CHECK(changed(R"("/people/search")", R"("/people/")") ==
          "/operations/4/path: `GET /people/` occurs twice\n");
    CHECK(changed(R"("/people/search")", R"("/people/search/notes")").empty());
    CHECK(twins("/people/search", "/people/{}").empty());
    CHECK(twins("/people/{a}.csv", "/people/{a}").empty());
    CHECK(twins("/people/{a}/csv", "/people/search/{a}").empty());
    CHECK(twins("/people/{a}.csv", "/people/{a}.xml").empty());
    CHECK(twins("/people/{a}.csv", "/people/all.{a}/x").empty());
    CHECK(twins("/people/{a}.csv", "/people/all.{a}") ==
          "/operations/1/path: `GET /people/all.{a}` and `GET /people/{a}.csv` fit the same "
          "requests\n");
    CHECK(twins("/people/{a}.csv/x", "/people/all.{a}/{b}") ==
          "/operations/1/path: `GET /people/all.{a}/{b}` and `GET /people/{a}.csv/x` fit the same "
          "requests\n");
}

TEST_CASE("verbs that mislead") {
    CHECK(changed(R"("verb": "search")", R"("verb": "receive")") ==
          "/operations/4/verb: `GET /people/search` has the verb `receive`, a word of the "
          "language\n");
    CHECK(changed(R"("verb": "search")", R"("verb": "look up")") ==
          "/operations/4/verb: `GET /people/search` has the verb `look up`, which no policy can "
          "write\n");
    CHECK(changed(R"("verb": "search")", R"("verb": "create")") ==
          "/operations/4/actions: `GET /people/search` has the verb `create` and other base "
          "actions\n");
    CHECK(changed(R"("named": true)", R"("named": false)") ==
          "/operations/0/named: `POST /people/{id}/mail` has no base action and is not named\n"
          "/operations/0/named: `POST /people/{id}/mail` has the verb `mail` and an effect, and is "
          "not named\n");
    CHECK(
        changed(R"("verb": "create",
   "actions": ["create"], "named": false)",
                R"("verb": "create",
   "actions": ["create"], "named": true)") ==
        "/operations/2/named: `POST /people` has the verb `create`, which is never a named one\n");
}

TEST_CASE("parameters that differ from the path") {
    CHECK(changed(R"({"name": "id", "in": "path", "type": "string"})", "") ==
          "/operations/0/parameters: `POST /people/{id}/mail` does not list `id`\n");
    CHECK(changed(R"({"name": "limit", "in": "query")", R"({"name": "limit", "in": "path")") ==
          "/operations/1/parameters: `limit` is not in the path of `GET /people`\n");
    const std::string_view limit = R"({"name": "limit", "in": "query", "type": "integer"})";
    CHECK(changed(limit, std::string(limit) + "," + std::string(limit)) ==
          "/operations/1/parameters: `GET /people` lists `limit` twice\n");
    const std::string_view name = R"({"name": "name", "type": "string", "required": true})";
    CHECK(changed(name, std::string(name) + "," + std::string(name)) ==
          "/operations/2/body: `POST /people` lists `name` twice\n");
}

TEST_CASE("operations that no credential reaches") {
    CHECK(
        changed(R"("kinds": ["app"], "scopes": [["person.write"]], "levels": ["account"])",
                R"("kinds": ["token"], "scopes": [["person.write"]], "levels": ["agency"])") ==
        "/operations/0/levels: no credential kind reaches `POST /people/{id}/mail`\n"
        "/operations/0/scopes: `person.write` is of no level that `POST /people/{id}/mail` has\n");
}

TEST_CASE("kinds, names and secret shapes that make no sense") {
    CHECK(changed(R"("lifetime_seconds": null)", R"("lifetime_seconds": 60)") ==
          "/kinds/0/lifetime_seconds: `token` is static and yet has a lifetime\n");
    CHECK(changed(R"("replaced_by": "app")", R"("replaced_by": "token")") ==
          "/kinds/0/replaced_by: `token` replaces itself\n");
    CHECK(changed(R"("provider": {"id": "acme")", R"("provider": {"id": "acme corp")") ==
          "/provider/id: no policy can write the name `acme corp`\n");
    CHECK(changed(R"("prefix": "acme.")", R"("prefix": "acme-")") ==
          "/secrets/0/prefix: the pattern of `acme-token` does not hold the prefix `acme-`\n");
    CHECK(changed(R"("prefix": "acme.")", R"("prefix": "")") ==
          "/secrets/0/context: `acme-token` has neither a prefix nor a context\n");
    CHECK(changed(R"([
   {"title": "Reference", "date": "2026-01-02", "sha256": null}
  ])",
                  "[]") == "/provider/sources: there is no source\n");
}
