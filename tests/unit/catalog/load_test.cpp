#include "catalog/json_reader.h"
#include "catalog/json_tree.h"
#include "catalog/storage.h"
#include "small.h"

#include <doctest/doctest.h>

using namespace latchkey::catalog;

namespace {

/// What the loader says of a text that it refuses.
std::string problems(std::string_view json) {
    const LoadResult result = load(json);
    CHECK(result.loaded == nullptr);
    CHECK_FALSE(result.problems.empty());
    return lines(result.problems);
}

std::string changed(std::string_view old, std::string_view replacement) {
    return problems(small_catalog(old, replacement));
}

std::string repeat(std::string_view part, std::size_t count) {
    std::string text;
    text.reserve(part.size() * count);
    for (std::size_t at = 0; at < count; ++at) {
        text += part;
    }
    return text;
}

}  // namespace

TEST_CASE("a file in any order is sorted, and its references are resolved") {
    const std::string text = small_catalog();
    const LoadResult result = load(text);
    REQUIRE_MESSAGE(result.loaded != nullptr, lines(result.problems));
    const Catalog& catalog = result.loaded->catalog();
    CHECK(catalog.id == "acme");
    CHECK(catalog.version == "2026-01-02");
    CHECK(catalog.origin == Origin::workspace);
    CHECK(catalog.digest == digest_of(text));
    REQUIRE(catalog.kinds.size() == 2);
    CHECK(catalog.kinds[0].id == "app");
    CHECK(catalog.kinds[0].lifetime_seconds == 3600U);
    CHECK(catalog.kinds[1].overlap_days == 0U);
    CHECK(catalog.kinds[1].replaced_by == "app");
    CHECK(catalog.kinds[1].levels == 1);
    REQUIRE(catalog.scopes.size() == 2);
    CHECK(catalog.scopes[0].id == "person.read");
    REQUIRE(catalog.scopes[1].implies.size() == 1);
    CHECK(catalog.scopes[1].implies[0].index == 0);
    REQUIRE(catalog.operations.size() == 5);
    CHECK(catalog.operations[0].id == "people.list");
    CHECK(catalog.operations[1].id == "people.create");
    CHECK(catalog.operations[4].id == "notes.list");
    CHECK(catalog[catalog.operations[2].verb].id == "search");
    CHECK(catalog.operations[3].kinds == 1);
    REQUIRE(catalog.operations[0].alternatives.size() == 2);
    CHECK(catalog.operations[0].alternatives[0][0].index == 0);
    CHECK(catalog.operations[2].requirement_known);
    CHECK(catalog.operations[2].alternatives.empty());
    CHECK_FALSE(catalog.operations[4].requirement_known);
}

TEST_CASE("what is known of scopes, entities and fields is derived from the rest") {
    const LoadResult result = load(small_catalog());
    REQUIRE(result.loaded != nullptr);
    const Catalog& catalog = result.loaded->catalog();
    CHECK(catalog.scopes[0].operations.size() == 1);
    CHECK(catalog.scopes[0].events.size() == 1);
    CHECK(catalog.scopes[1].operations.size() == 3);
    CHECK(catalog.verbs.size() == 4);
    const Entity& person = catalog[catalog.find_entity("person").value()];
    CHECK(person.operations.size() == 4);
    REQUIRE(person.verbs.size() == 4);
    CHECK(catalog[person.verbs[0]].id == "create");
    CHECK(catalog[person.verbs[3]].id == "search");
    REQUIRE(find_field(person, "name") != nullptr);
    const Field& name = *find_field(person, "name");
    CHECK(name.classes.contains(DataClass::contact_detail));
    CHECK(name.actions.contains(Action::create));
    CHECK_FALSE(name.actions.contains(Action::update));
    REQUIRE(name.verbs.size() == 1);
    CHECK(catalog[name.verbs[0]].id == "mail");
    CHECK(name.required == ActionSet{static_cast<std::uint8_t>(Action::create)});
    CHECK(find_field(person, "age")->classes.contains(DataClass::demographic));
    CHECK_FALSE(find_field(person, "age")->classes.contains(DataClass::contact_detail));
}

TEST_CASE("a loaded catalogue may be moved") {
    Arena arena;
    auto storage = std::make_unique<LoadedCatalog::Storage>();
    storage->catalog.id = storage->arena.keep_text("moved");
    LoadedCatalog first(std::move(storage));
    LoadedCatalog second(std::move(first));
    first = std::move(second);
    CHECK(first.catalog().id == "moved");
}

TEST_CASE("the digest is SHA-256") {
    CHECK(digest_of("") ==
          "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(digest_of("abc") ==
          "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("what is no JSON text") {
    CHECK(problems("") == ": the file ends in the middle of the JSON text\n");
    CHECK(problems("{\"catalog\": 1,") == ": the file ends in the middle of the JSON text\n");
    CHECK(problems("{\n \"catalog\": oops}") == ": is not JSON: line 2, byte 14\n");
    CHECK(problems("{} {}") == ": is not JSON: line 1, byte 3\n");
    CHECK(problems("{\"a\": \"\xff\"}") == ": is not UTF-8: byte 7\n");
    CHECK(problems("[1e999]") == ": is not JSON: line 1, byte 5\n");
    CHECK(problems("[]") == ": is a list where an object is expected\n");
    CHECK(problems("1") == ": is a whole number where an object is expected\n");
    CHECK(problems(std::string_view("\0", 1)) == ": is not JSON: line 1, byte 0\n");
}

TEST_CASE("every truncated file is refused") {
    const std::string text = small_catalog();
    const std::size_t end = text.rfind('}');
    for (std::size_t size = 0; size <= end; ++size) {
        const LoadResult result = load(std::string_view(text).substr(0, size));
        REQUIRE(result.loaded == nullptr);
        REQUIRE(result.problems.size() == 1);
    }
}

TEST_CASE("a file of another format gives that one problem") {
    CHECK(changed(R"("catalog": 1)", R"("catalog": 2)") ==
          "/catalog: is format 2, and only format 1 is known\n");
    CHECK(changed(R"("catalog": 1)", R"("catalog": "1")") ==
          "/catalog: is a string where a whole number is expected\n");
    CHECK(problems(R"({"catalog": 7, "more": []})") ==
          "/catalog: is format 7, and only format 1 is known\n");
    CHECK(changed(R"("catalog": 1,)", "") == ": is no catalogue: the key `catalog` is missing\n");
    CHECK(problems(R"({"overlay": 1, "provider": {}})") ==
          ": is an overlay, and no catalogue: make one of it and the provider's OpenAPI files "
          "(latchkey catalog import) and name that one\n");
    CHECK(problems(R"({"openapi": "3.0.0", "paths": {}})") ==
          ": is an OpenAPI file, and no catalogue: make one of it (latchkey catalog import) and "
          "name that one\n");
}

TEST_CASE("unknown, repeated and missing keys") {
    CHECK(changed(R"("limits":)", R"("limit":)") ==
          "/limit: unknown key `limit`; did you mean `limits`?\n: the key `limits` is missing\n");
    CHECK(changed(R"("user_role": true)", R"("user-role": true)") ==
          "/scopes/1/user-role: unknown key `user-role`; did you mean `user_role`?\n"
          "/scopes/1: the key `user_role` is missing\n");
    CHECK(changed(R"("rotate_days": 90)", R"("rotate_days": 90, "rotate_days": 91)") ==
          "/kinds/0/rotate_days: the key `rotate_days` occurs twice\n");
    CHECK(changed(R"("rotate_days": 90)", R"("rotate_days": 90, "a/b~c": 1)") ==
          "/kinds/0/a~1b~0c: unknown key `a/b~c`\n");
    CHECK(changed(R"("title": "Acme", )", "") == "/provider: the key `title` is missing\n");
}

TEST_CASE("values of the wrong type") {
    CHECK(changed(R"("rotate_days": 90)", R"("rotate_days": 1.5)") ==
          "/kinds/0/rotate_days: is a number where a whole number is expected\n");
    CHECK(changed(R"("rotate_days": 90)", R"("rotate_days": -3)") ==
          "/kinds/0/rotate_days: is a number where a whole number is expected\n");
    CHECK(changed(R"("rotate_days": 90)", R"("rotate_days": 0)") ==
          "/kinds/0/rotate_days: is 0 where a number from 1 to 4294967295 is expected\n");
    CHECK(changed(R"("rotate_days": 90)", R"("rotate_days": 4294967296)") ==
          "/kinds/0/rotate_days: is 4294967296 where a number from 1 to 4294967295 is expected\n");
    CHECK(changed(R"("title": "Token")", R"("title": null)") ==
          "/kinds/0/title: is `null` where a string is expected\n");
    CHECK(changed(R"("title": "Token")", R"("title": "")") == "/kinds/0/title: is empty\n");
    CHECK(changed(R"("title": "Token")", R"("title": "To\u001bken")") ==
          "/kinds/0/title: holds a control character: `To\\u{1B}ken`\n");
    CHECK(changed(R"("named": true)", R"("named": "yes")") ==
          "/operations/0/named: is a string where a boolean is expected\n");
    CHECK(changed(R"("fields": [])", R"("fields": {})") ==
          "/entities/1/fields: is an object where a list is expected\n");
    CHECK(changed(R"([{"name": "PersonCreated", "entity": "person", "scope": "person.read"}])",
                  R"([7])") == "/events/0: is a whole number where an object is expected\n");
    CHECK(changed(R"("2026-01-02",
  "levels")",
                  R"("2026-13-02",
  "levels")") == "/provider/version: `2026-13-02` is no date such as `2026-06-19`\n");
    CHECK(changed(R"("sha256": null)", R"("sha256": "ABC")") ==
          "/provider/sources/0/sha256: is not 64 hexadecimal digits in lower case\n");
    CHECK(changed(R"("/people/search")", R"("people/search")") ==
          "/operations/4/path: `people/search` does not begin with `/`\n");
}

TEST_CASE("words and names that are not known") {
    CHECK(changed(R"("tier": "outbound")", R"("tier": "outbond")") ==
          "/scopes/0/tier: unknown tier `outbond`; did you mean `outbound`?\n");
    CHECK(changed(R"("method": "POST", "path": "/people", )",
                  R"("method": "PSOT", "path": "/people", )") ==
          "/operations/2/method: unknown method `PSOT`; did you mean `POST`?\n");
    CHECK(changed(R"("effects": ["send-message"])", R"("effects": ["send-mesage"])") ==
          "/operations/0/effects/0: unknown effect `send-mesage`; did you mean `send-message`?\n");
    CHECK(changed(R"("class": "demographic")", R"("class": "health")") ==
          "/entities/0/fields/1/class: unknown data class `health`\n");
    CHECK(changed(R"("implies": ["person.read"])", R"("implies": ["person.raed"])") ==
          "/scopes/0/implies/0: unknown scope `person.raed`; did you mean `person.read`?\n");
    CHECK(changed(R"("entity": "note")", R"("entity": "notes")") ==
          "/operations/3/entity: unknown entity `notes`; did you mean `note`?\n");
    CHECK(changed(R"("kinds": ["app"])", R"("kinds": ["apps"])") ==
          "/operations/0/kinds/0: unknown kind `apps`; did you mean `app`?\n");
    CHECK(changed(R"("levels": ["agency"],)", R"("levels": ["agencies"],)") ==
          "/operations/3/levels/0: unknown level `agencies`; did you mean `agency`?\n");
    CHECK(changed(R"("read", "mail"])", R"("read", "maill"])") ==
          "/entities/0/fields/0/actions/2: unknown verb `maill`; did you mean `mail`?\n");
    CHECK(changed(R"("parent": "person")", R"("parent": "persons")") ==
          "/entities/1/parent: unknown entity `persons`; did you mean `person`?\n");
    CHECK(changed(R"("entity": "person", "scope": "person.read")",
                  R"("entity": null, "scope": "none")") ==
          "/events/0/entity: is `null` where a string is expected\n/events/0/scope: unknown scope "
          "`none`\n");
    CHECK(changed(R"("replaced_by": "app")", R"("replaced_by": "ap")") ==
          "/kinds/0/replaced_by: unknown kind `ap`\n");
}

TEST_CASE("what occurs twice") {
    CHECK(changed(R"("id": "person.write")", R"("id": "person.read")")
              .starts_with("/scopes/1/id: the scope `person.read` occurs twice\n"));
    CHECK(changed(R"("id": "note")", R"("id": "person")")
              .starts_with("/entities/1/id: the entity `person` occurs twice\n"));
    CHECK(changed(R"(["account", "agency"], "sources")",
                  R"(["account", "agency", "account"], "sources")") ==
          "/provider/levels/2: `account` occurs twice\n");
    CHECK(changed(R"("name": "age")", R"("name": "name")") ==
          "/entities/0/fields: the field `name` occurs twice\n");
    CHECK(changed(R"([["person.write"], ["person.read"]])",
                  R"([["person.write"], ["person.write"]])") ==
          "/operations/1/scopes: names the same alternative twice\n");
    CHECK(changed(R"([["person.write"], ["person.read"]])",
                  R"([["person.write", "person.write"]])") ==
          "/operations/1/scopes/0: names the same scope twice\n");
    CHECK(changed(R"("effects": ["send-message"])", R"("effects": ["bulk", "bulk"])") ==
          "/operations/0/effects/1: `bulk` occurs twice\n");
    CHECK(changed(R"("actions": ["read"], "required")",
                  R"("actions": ["read", "read"], "required")") ==
          "/entities/0/fields/1/actions/1: `read` occurs twice\n");
}

TEST_CASE("lists that may not be empty, and lists that are too long") {
    CHECK(changed(R"("kinds": ["app"])", R"("kinds": [])") ==
          "/operations/0/kinds: is empty; `null` says that every kind has it\n");
    CHECK(changed(R"([["person.write"], ["person.read"]])", R"([[]])") ==
          "/operations/1/scopes/0: is empty; where no scope is needed, the whole list is empty\n");
    CHECK(changed(R"(["account", "agency"], "sources")",
                  R"(["account", "agency", "c", "d", "e", "f", "g", "h", "i"], "sources")") ==
          "/provider/levels/8: is one level too many: there may be 8\n");
    std::string kinds;
    for (int at = 0; at < 17; ++at) {
        kinds += R"({"id": "k)" + std::to_string(at) + R"("}, )";
    }
    CHECK(changed(R"({"id": "token", "title")", kinds + R"({"id": "token", "title")")
              .starts_with("/kinds: has more than 16 kinds\n"));
}

TEST_CASE("at most 100 problems are told") {
    const LoadResult result = load(R"({"catalog": 1, "scopes": [)" + repeat("1,", 5000) + "1]}");
    CHECK(result.loaded == nullptr);
    CHECK(result.problems.size() == JsonReader::most_problems);
}

TEST_CASE("a long or hidden name is cut and made visible") {
    const std::string text =
        changed(R"("tier": "outbound")", R"("tier": ")" + repeat("x", 100'000) + R"(")");
    CHECK(text == "/scopes/0/tier: unknown tier `" + repeat("x", 60) + "…`\n");
    CHECK(changed(R"("tier": "outbound")", "\"tier\": \"\u202Eadmin\"") ==
          "/scopes/0/tier: unknown tier `\\u{202E}admin`; did you mean `admin`?\n");
}

TEST_CASE("depth bombs and large files are refused without harm") {
    CHECK(problems(repeat("[", 5'000'000)) ==
          "/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0: nests deeper than 16 levels\n");
    CHECK(problems(repeat("{\"a\":", 1'000'000)) ==
          "/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a: nests deeper than 16 levels\n");
    CHECK(problems("[" + repeat("0,", 2'000'000) + "0]") == ": has more than 1000000 values\n");
    CHECK(problems("[" + repeat("{},", 16'000'000) + "{}]") == ": has more than 1000000 values\n");
    // What is long without being much is within the limits.
    CHECK(load(small_catalog() + std::string(5'000'000, ' ')).loaded != nullptr);
    CHECK(problems("[\"" + std::string(5'000'000, 'x') + "\"]") ==
          ": is a list where an object is expected\n");
    CHECK(problems(std::string(JsonTree::Limits{}.bytes + 1, ' ')) == ": is larger than 64 MiB\n");
}

TEST_CASE("secrets.json has its own form") {
    const auto read = [](std::string_view json) {
        Arena arena;
        std::vector<LoadProblem> found;
        (void)load_secrets(json, arena, found);
        return lines(found);
    };
    CHECK(read(R"({"secrets": []})").empty());
    CHECK(read("[") == ": the file ends in the middle of the JSON text\n");
    CHECK(read("{}") == ": the key `secrets` is missing\n");
    CHECK(read(R"({"secrets": [{"id": "a", "title": "A", "prefix": "", "pattern": "x"}]})") ==
          "/secrets/0: the key `context` is missing\n");
}
