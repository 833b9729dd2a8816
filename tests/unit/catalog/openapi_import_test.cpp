#include "openapi_imported.h"

#include <doctest/doctest.h>

using namespace latchkey::catalog;
using namespace latchkey::catalog::openapi;

namespace {

/// A request whose body has this schema.
ImportOutput with_body(const std::string& schema, const std::string& schemas = "{}") {
    return imported_paths(
        R"({"/a": {"post": {"requestBody": {"content": {"a/b": {"schema": )" + schema + "}}}}}}",
        R"(, "components": {"schemas": )" + schemas + "}");
}

constexpr const char* schemes =
    R"(, "components": {"securitySchemes": {"oauth": {"type": "oauth2"}, "key": {"type": "apiKey"},
        "sign": {"type": "http"}}})";

/// An operation with this `security` in a file whose own is the other; no key when it is empty.
ImportOutput secured(const std::string& own, const std::string& of_file = {}) {
    return imported_paths(
        R"({"/a": {"get": {)" + (own.empty() ? "" : R"("security": )" + own) + "}}}",
        schemes + (of_file.empty() ? "" : R"(, "security": )" + of_file));
}

std::string scopes_of(const std::string& own, const std::string& of_file = {}) {
    return Made(secured(own, of_file)).scopes("GET /a");
}

std::string kinds_of(const std::string& own) {
    return Made(secured(own)).kinds("GET /a");
}

}  // namespace

TEST_CASE("security: alternatives of sets, the file's own, and what says nothing") {
    CHECK(scopes_of(R"([{"oauth": ["b", "a"]}, {"oauth": ["c"]}])") == "a+b | c");
    CHECK(scopes_of(R"([{"oauth": ["a"]}, {"oauth": ["a"]}])") == "a");
    CHECK(scopes_of(R"([{"oauth": ["a"], "sign": ["b"]}])") == "a+b");
    CHECK(scopes_of("", R"([{"oauth": ["a"]}])") == "a");
    CHECK(scopes_of(R"([{"oauth": ["b"]}])", R"([{"oauth": ["a"]}])") == "b");
    // An empty list of scopes is no statement that none is needed; no security at all is one.
    CHECK(scopes_of(R"([{"oauth": []}])") == "unknown");
    CHECK(scopes_of(R"([{"oauth": ["a"]}, {"key": []}])") == "a");
    CHECK(scopes_of("") == "unknown");
    CHECK(scopes_of("[]", R"([{"oauth": ["a"]}])") == "none");
    CHECK(scopes_of(R"([{}])") == "none");
    CHECK(scopes_of(R"([{"oauth": ["a"]}, {}])") == "none");
}

TEST_CASE("security: which credentials it is about") {
    CHECK(kinds_of(R"([{"oauth": ["a"]}, {"key": []}])") == "key oauth");
    CHECK(kinds_of(R"([{"oauth": []}])") == "oauth");
    // What goes with the one that has scopes only says who calls.
    CHECK(kinds_of(R"([{"oauth": ["a"], "sign": []}])") == "oauth");
    CHECK(kinds_of(R"([{"key": [], "sign": []}])") == "key sign");
    CHECK(kinds_of(R"([{"oauth": ["a"]}, {}])") == "every");
    CHECK(kinds_of("[]") == "every");
    const Made made(secured(R"([{"oauth": ["a"]}, {"key": []}, {"sign": ["b"]}])"));
    REQUIRE(made.catalog().kinds.size() == 3);
    CHECK(made.catalog().kinds[0].full_access);
    CHECK(made.catalog().kinds[0].is_static);
    CHECK_FALSE(made.catalog().kinds[1].full_access);
    CHECK_FALSE(made.catalog().kinds[1].is_static);
    CHECK_FALSE(made.catalog().kinds[2].full_access);
}

TEST_CASE("files that say nothing of credentials still need one") {
    const Made made(imported_paths(R"({"/a": {"get": {}}})"));
    REQUIRE(made.catalog().kinds.size() == 1);
    CHECK(made.catalog().kinds[0].id == "api-key");
    CHECK(made.kinds("GET /a") == "every");
    CHECK(made.scopes("GET /a") == "unknown");
}

TEST_CASE("bodies: what they are composed of, and what each way of it requires") {
    const auto body = [](const std::string& schema, const std::string& schemas = "{}") {
        return Made(with_body(schema, schemas)).body("POST /a");
    };
    const std::string a = R"({"properties": {"a": {"type": "integer"}}, "required": ["a"]})";
    const std::string b = R"({"properties": {"b": {"type": "number"}}, "required": ["b"]})";
    CHECK(body(a) == "a:integer!");
    CHECK(body(R"({"allOf": [)" + a + ", " + b + "]}") == "a:integer! b:number!");
    CHECK(body(R"({"oneOf": [)" + a + ", " + b + "]}") == "a:integer b:number");
    CHECK(body(R"({"anyOf": [)" + a + ", " + a + "]}") == "a:integer!");
    CHECK(body(R"({"allOf": [)" + a + R"(, {"oneOf": [)" + a + ", " + b + "]}]}") ==
          "a:integer! b:number");
    CHECK(body(R"({"type": "array", "items": )" + a + "}") == "a:integer!");
    CHECK(body(R"({"$ref": "#/components/schemas/A"})",
               R"({"A": {"$ref": "#/components/schemas/B"}, "B": )" + b + "}") == "b:number!");
    CHECK(body("true").empty());
    CHECK(body(R"({"properties": {"required": {"type": "boolean"}}, "required": true})") ==
          "required:boolean");
}

TEST_CASE("bodies: types") {
    const auto type = [](const std::string& schema) {
        return Made(with_body(R"({"properties": {"x": )" + schema + "}}"))
            .body("POST /a")
            .substr(2);
    };
    CHECK(type(R"({"type": "string"})") == "string");
    CHECK(type(R"({"type": "string", "format": "date-time"})") == "date");
    CHECK(type(R"({"type": "string", "format": "uuid"})") == "string");
    CHECK(type(R"({"type": ["null", "integer"]})") == "integer");
    CHECK(type(R"({"type": ["null"]})") == "object");
    CHECK(type(R"({"items": {}})") == "array");
    CHECK(type(R"({"enum": ["a"]})") == "string");
    CHECK(type(R"({"oneOf": [{"type": "object"}, {"type": "boolean"}]})") == "boolean");
    CHECK(type(R"({"anyOf": [{"type": "object"}, {"type": "array"}]})") == "array");
    CHECK(type("{}") == "object");
    CHECK(type("false") == "object");
}

TEST_CASE("schemas that hold themselves are read to where they repeat") {
    const std::string json = R"({"Json": {"oneOf": [{"type": "string"},
        {"type": "array", "items": {"$ref": "#/components/schemas/Json"}},
        {"type": "object", "properties": {"next": {"$ref": "#/components/schemas/Json"}}}]}})";
    CHECK(Made(with_body(R"({"$ref": "#/components/schemas/Json"})", json)).body("POST /a") ==
          "next:string");
    const std::string self = R"({"Self": {"allOf": [{"$ref": "#/components/schemas/Self"}]}})";
    CHECK(problems_of(with_body(R"({"$ref": "#/components/schemas/Self"})", self)) ==
          "api.json: /components/schemas/Self: is composed of itself\n");
    CHECK(problems_of(
              with_body(R"({"properties": {"x": {"$ref": "#/components/schemas/Self"}}})", self)) ==
          "api.json: /components/schemas/Self: is composed of itself\n");
}

TEST_CASE("parameters of the path item and of the operation") {
    const Made made(imported_paths(R"({"/a/{id}/b/{id}/{other}": {
        "parameters": [{"name": "id", "in": "path", "schema": {"type": "integer"}},
                       {"name": "q", "in": "query", "schema": {"type": "string"}},
                       {"name": "h", "in": "header"}],
        "get": {"parameters": [{"name": "q", "in": "query", "schema": {"type": "boolean"}},
                               {"name": "r", "in": "query"},
                               {"name": "gone", "in": "path"}]}}})"));
    CHECK(made.parameters("GET /a/{}/b/{}/{}") ==
          "path id:integer path other:string query q:boolean query r:string");
}

TEST_CASE("one endpoint in several files is one operation") {
    const auto file = [](const std::string& path, const std::string& operation) {
        return R"({"openapi": "3.1.0", "paths": {")" + path + R"(": {"get": )" + operation +
               R"(}}, "components": {"securitySchemes": {"oauth": {"type": "oauth2"}}}})";
    };
    const Made made(imported(
        {{"v1/people.json", file("/people/{id}/", R"({"operationId": "old", "deprecated": true,
            "security": [{"oauth": ["people.read"]}], "parameters": [{"name": "old", "in": "query"}]})")},
         {"v2/people-v2.yaml", file("/people/{personId}", R"({"operationId": "new",
            "parameters": [{"name": "new", "in": "query"}]})")}}));
    REQUIRE(made.catalog().operations.size() == 1);
    const Operation& one = made.catalog().operations[0];
    CHECK(one.path == "/people/{personId}");
    CHECK(one.id == "people.new");
    CHECK_FALSE(one.deprecated);
    CHECK(made.scopes("GET /people/{}") == "people.read");
    CHECK(made.parameters("GET /people/{}") ==
          "query new:string query old:string path personId:string");
}

TEST_CASE("records are found in what is answered") {
    const auto fields = [](const std::string& schema) {
        return Made(
                   imported_paths(
                       R"({"/people": {"get": {"responses": {"200": {"content": {"a/b": {"schema": )" +
                       schema + "}}}}}}}"))
            .fields("person");
    };
    const std::string person =
        R"({"type": "object", "properties": {"id": {"type": "string"}, "age": {"type": "integer"}}})";
    CHECK(fields(person) == "age id");
    CHECK(fields(R"({"type": "array", "items": )" + person + "}") == "age id");
    CHECK(fields(R"({"properties": {"people": {"type": "array", "items": )" + person +
                 R"(}, "total": {"type": "integer"}, "meta": {"type": "object"}}})") == "age id");
    CHECK(
        fields(R"({"properties": {"data": {"properties": {"people": {"type": "array", "items": )" +
               person + "}}}}}") == "age id");
    CHECK(fields(R"({"properties": {"ids": {"type": "array", "items": {"type": "string"}}}})") ==
          "ids");
    CHECK(fields(R"({"properties": {"success": {"type": "boolean"}}})").empty());
}

TEST_CASE("nothing the provider has written as a sentence is in the catalogue") {
    const ImportOutput output = imported_paths(R"({"/a": {"summary": "SENTENCE", "get": {
        "summary": "SENTENCE", "description": "SENTENCE", "tags": ["a"],
        "parameters": [{"name": "q", "in": "query", "description": "SENTENCE", "example": "SENTENCE"}],
        "requestBody": {"description": "SENTENCE", "content": {"a/b": {"schema": {"title": "SENTENCE",
            "properties": {"x": {"description": "SENTENCE", "enum": ["SENTENCE"], "default": "SENTENCE"}}}}}}}}})",
                                               R"(, "info": {"title": "SENTENCE"})");
    CHECK(Made(output).body("GET /a") == "x:string");
    CHECK(output.text.find("SENTENCE") == std::string::npos);
}

TEST_CASE("the same input gives the same bytes, and another input another digest") {
    const ImportOutput one = imported_paths(R"({"/a": {"get": {}}})");
    CHECK(one.text == imported_paths(R"({"/a": {"get": {}}})").text);
    CHECK(one.text != imported_paths(R"({"/a": {"get": {} }})").text);
}

TEST_CASE("an overlay needs no more than its provider, and judges by method and path") {
    const std::string head =
        R"({"overlay": 1, "provider": {"id": "acme", "title": "Acme", "version": "2026-01-02",
            "levels": ["account"], "sources": [{"title": "x", "date": "2026-01-02"}]}, "kinds": [
            {"id": "k", "title": "K", "access": "scoped", "levels": ["account"], "lifetime": "static",
             "lifetime_seconds": null, "rotate_days": null, "overlap_days": null, "webhooks": false,
             "personal": false, "support_ended": null, "replaced_by": null}])";
    const Files files = {
        {"a.json",
         R"({"openapi": "3.0.0", "paths": {"/a/{x}/": {"post": {"security": [{"s": ["w"]}]}}}})"}};
    const Made bare(imported(files, head + "}"));
    CHECK(bare.operation("POST /a/{}").evidence == Evidence::derived);
    CHECK(bare.scopes("POST /a/{}") == "w");
    CHECK(bare.kinds("POST /a/{}") == "every");
    const ImportOutput judged = imported(files, head + R"(, "entities": [{"id": "b", "parent": null,
        "classes": ["internal"], "personal": false}], "operations": [{"operation": "POST /a/{y}",
        "entity": "b", "verb": "poke", "actions": [], "effects": ["send-message"],
        "scopes": [], "evidence": "judgement", "reason": "they say so"}]})");
    CHECK(judged.derived.empty());
    const Made made(judged);
    CHECK(made.scopes("POST /a/{}") == "none");
    CHECK(made.operation("POST /a/{}").named);
    CHECK(made.operation("POST /a/{}").evidence == Evidence::judgement);
}
