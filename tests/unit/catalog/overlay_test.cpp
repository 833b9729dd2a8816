#include "catalog/overlay.h"

#include "small.h"

#include <doctest/doctest.h>

using namespace latchkey::catalog;

namespace {

constexpr std::string_view overlay_text = R"({
 "overlay": 1,
 "notes": ["Judgement."],
 "provider": {"id": "acme", "title": "Acme", "version": "2026-01-02", "levels": ["account", "agency"],
  "sources": [{"title": "Reference", "date": "2026-01-02"}]},
 "import": {"products": {}, "noise": []},
 "scopes": [
  {"id": "person.write", "tier": "outbound", "reason": "sends mail"},
  {"id": "person.read", "levels": ["account"]}
 ],
 "field_classes": [
  {"class": "demographic", "pattern": "(?i)^age$", "people_only": true, "reason": "a fact of life"}
 ],
 "entities": [
  {"id": "person", "parent": null, "classes": ["contact-detail"], "personal": true,
   "fields": {"age": "demographic", "name": null}, "types": {"age": "integer"}},
  {"id": "note", "parent": "person", "classes": ["free-text"], "personal": true}
 ],
 "operations": [
  {"operation": "POST /people/{x}/mail", "entity": "person", "verb": "mail", "actions": [],
   "effects": ["send-message"], "reason": "it sends"},
  {"operation": "GET /people/", "entity": "person", "verb": "read"},
  {"operation": "POST /people", "entity": "person", "verb": "create", "scopes": [["person.write"]],
   "evidence": "docs"}
 ],
 "events": [{"name": "PersonCreated", "entity": "person", "scope": "person.read"}]
}
)";

/// What is said of the overlay after one replacement, held against the small catalogue.
std::string changed(std::string_view old, std::string_view replacement, bool against = true) {
    std::string text(overlay_text);
    const std::size_t at = text.find(old);
    REQUIRE_MESSAGE(at != std::string::npos, old);
    REQUIRE_MESSAGE(text.find(old, at + 1) == std::string::npos, old);
    text.replace(at, old.size(), replacement);
    const LoadResult made = load(small_catalog());
    REQUIRE(made.loaded != nullptr);
    return lines(verify_overlay(text, against ? &made.loaded->catalog() : nullptr));
}

}  // namespace

TEST_CASE("a sound overlay") {
    CHECK(changed("Judgement.", "Ours.").empty());
    CHECK(changed("Judgement.", "Ours.", false).empty());
    CHECK(overlay_provider(overlay_text) == "acme");
    CHECK(overlay_provider(R"({"overlay": 1})") == "");
    CHECK_FALSE(overlay_provider(small_catalog()).has_value());
    CHECK_FALSE(overlay_provider("{").has_value());
    // What a fuzzer found: a part that is missing has no parts of its own.
    CHECK_FALSE(verify_overlay(R"({"overlay": 1})", nullptr).empty());
    CHECK_FALSE(verify_overlay(R"({"overlay": 1, "entities": []})", nullptr).empty());
}

TEST_CASE("the shipped overlay is sound and every line of it matches") {
    const std::string text = read_file("policies/catalogs/highlevel.overlay.json");
    const auto shipped_ones = shipped();
    const auto highlevel = std::ranges::find(shipped_ones, "highlevel", &Catalog::id);
    REQUIRE(highlevel != shipped_ones.end());
    CHECK(lines(verify_overlay(text, &*highlevel)).empty());
    // Held against another provider's, nearly no line does.
    const auto keap = std::ranges::find(shipped_ones, "keap", &Catalog::id);
    REQUIRE(keap != shipped_ones.end());
    CHECK(verify_overlay(text, &*keap).size() >= 100);
}

TEST_CASE("lines that match nothing") {
    CHECK(changed(R"("GET /people/")", R"("GET /persons")") ==
          "/operations/1/operation: `GET /persons` is no operation of the catalogue\n");
    CHECK(changed(R"("id": "person.read", "levels")", R"("id": "person.raed", "levels")") ==
          "/scopes/1/id: `person.raed` is no scope of the catalogue\n");
    CHECK(changed(R"("age": "demographic")", R"("aeg": "demographic")") ==
          "/entities/0/fields/aeg: `person` has no field `aeg` in the catalogue\n");
    CHECK(changed(R"("types": {"age")", R"("types": {"aeg")") ==
          "/entities/0/types/aeg: `person` has no field `aeg` in the catalogue\n");
    CHECK(changed(R"((?i)^age$)", R"((?i)^years$)") ==
          "/field_classes/0/pattern: matches no field of the catalogue\n");
    CHECK(changed(R"("events": [)",
                  R"("events": [{"name": "Gone", "entity": "note", "scope": null},)") ==
          "/events/0/name: `Gone` is no event of the catalogue\n");
    CHECK(changed(R"("operations": [)",
                  R"("operations": [{"operation": "GET /x", "entity": "person", "verb": "read"},)",
                  false)
              .empty());
    const std::string_view note = R"({"id": "note", "parent": "person")";
    CHECK(changed(note, R"({"id": "memo", "parent": null, "classes": [], "personal": false},
  {"id": "note", "parent": "person")") ==
          "/entities/1/id: no operation and no event of the catalogue is about `memo`\n");
}

TEST_CASE("a scope that opens nothing needs evidence that it is offered") {
    const std::string_view read = R"("user_role": true, "implies": []})";
    const std::string lonely = std::string(read) + R"(, {"id": "lonely", "levels": [],
        "tier": "normal", "reason": "", "status": "undocumented", "user_role": false,
        "implies": []})";
    const LoadResult made = load(small_catalog(read, lonely));
    REQUIRE(made.loaded != nullptr);
    const auto with = [&](std::string_view row) {
        std::string text(overlay_text);
        text.replace(text.find(R"("scopes": [)"), 11, R"("scopes": [)" + std::string(row) + ",");
        return lines(verify_overlay(text, &made.loaded->catalog()));
    };
    CHECK(with(R"({"id": "lonely"})") ==
          "/scopes/0/id: `lonely` opens nothing in the catalogue; if the provider offers it, "
          "`evidence` says where\n");
    CHECK(with(R"({"id": "lonely", "evidence": "the portal's list"})").empty());
}

TEST_CASE("what makes no sense in itself") {
    CHECK(changed(R"(, "reason": "sends mail")", "") ==
          "/scopes/0: `person.write` has the tier `outbound` without a reason\n");
    CHECK(changed(R"("parent": "person")", R"("parent": "persno")")
              .starts_with("/entities/1/parent: unknown entity `persno`"));
    CHECK(changed(R"(/people/", "entity": "person")", R"(/people/", "entity": "poeple")")
              .starts_with("/operations/1/entity: unknown entity `poeple`"));
    CHECK(changed(R"("verb": "mail", "actions": [],)", R"("verb": "mail",)") ==
          "/operations/0: the verb `mail` does not tell its base actions: `actions` is missing ([] "
          "for none)\n");
    CHECK(changed(R"("verb": "read")", R"("verb": "write")") ==
          "/operations/1/verb: `write` is a word of the language\n");
    CHECK(changed(R"(,
   "evidence": "docs")",
                  "") ==
          "/operations/2: `scopes` corrects the provider, and no `evidence` says on which "
          "grounds\n");
    CHECK(changed(R"("GET /people/")", R"("POST /people/")") ==
          "/operations/2/operation: the operation `POST /people` occurs twice\n");
    CHECK(changed(R"("GET /people/")", R"("FETCH /people")") ==
          "/operations/1/operation: `FETCH /people` is no operation: write `GET /path`\n");
    CHECK(changed(R"("id": "note")", R"("id": "person")")
              .starts_with("/entities/1/id: the entity `person` occurs twice\n"));
}

TEST_CASE("what has another form") {
    CHECK(changed(R"("overlay": 1)", R"("overlay": 2)") ==
          "/overlay: is format 2, and only format 1 is known\n");
    CHECK(changed(R"("notes")", R"("note")").starts_with("/note: unknown key `note`"));
    CHECK(changed(R"("tier": "outbound")", R"("tier": "outbuond")")
              .starts_with("/scopes/0/tier: unknown tier `outbuond`"));
    CHECK(changed(R"({"age": "demographic")", R"({"age": "demographics")")
              .starts_with("/entities/0/fields/age: unknown data class `demographics`"));
    CHECK(changed(R"(["send-message"])", R"("send-message")") ==
          "/operations/0/effects: is a string where a list is expected\n");
    CHECK(changed(R"((?i)^age$)", R"((?i^age$)")
              .starts_with("/field_classes/0/pattern: is no pattern: "));
    CHECK(changed(R"("version": "2026-01-02")", R"("version": "soon")") ==
          "/provider/version: `soon` is no date such as `2026-06-19`\n");
    CHECK(lines(verify_overlay("{", nullptr)) ==
          ": the file ends in the middle of the JSON text\n");
    CHECK(lines(verify_overlay("[]", nullptr)) == ": is a list where an object is expected\n");
}
