#include "small.h"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>

namespace latchkey::catalog {

std::string small_catalog() {
    return R"({
 "catalog": 1,
 "provider": {"id": "acme", "title": "Acme", "version": "2026-01-02",
  "levels": ["account", "agency"], "sources": [
   {"title": "Reference", "date": "2026-01-02", "sha256": null}
  ]},
 "kinds": [
  {"id": "token", "title": "Token", "access": "scoped", "levels": ["account"], "lifetime": "static",
   "lifetime_seconds": null, "rotate_days": 90, "overlap_days": 0, "webhooks": true,
   "personal": false,
   "support_ended": null, "replaced_by": "app"},
  {"id": "app", "title": "App", "access": "scoped", "levels": ["account", "agency"],
   "lifetime": "expiring",
   "lifetime_seconds": 3600, "rotate_days": null, "overlap_days": null, "webhooks": true,
   "personal": false,
   "support_ended": null, "replaced_by": null}
 ],
 "limits": [{"requests": 100, "per_seconds": 10, "counted_per": "app"}],
 "scopes": [
  {"id": "person.write", "levels": ["account"], "tier": "outbound", "reason": "sends mail",
   "status": "documented", "user_role": false, "implies": ["person.read"]},
  {"id": "person.read", "levels": ["account"], "tier": "normal", "reason": "",
   "status": "documented",
   "user_role": true, "implies": []}
 ],
 "entities": [
  {"id": "person", "parent": null, "classes": ["contact-detail"], "personal": true, "fields": [
   {"name": "name", "type": "string", "class": null, "actions": ["create", "read", "mail"],
   "required": ["create"]},
   {"name": "age", "type": "integer", "class": "demographic", "actions": ["read"], "required": []}
  ]},
  {"id": "note", "parent": "person", "classes": ["free-text"], "personal": true, "fields": []}
 ],
 "operations": [
  {"method": "POST", "path": "/people/{id}/mail", "id": "people.mail", "entity": "person",
   "verb": "mail", "actions": [], "named": true, "effects": ["send-message"],
   "kinds": ["app"], "scopes": [["person.write"]], "levels": ["account"], "versions": [],
   "deprecated": false, "parameters": [{"name": "id", "in": "path", "type": "string"}],
   "body": [], "evidence": "judgement"},
  {"method": "GET", "path": "/people", "id": "people.list", "entity": "person", "verb": "read",
   "actions": ["read"], "named": false, "effects": [], "kinds": null,
   "scopes": [["person.write"], ["person.read"]], "levels": [], "versions": ["v1", "v2"],
   "deprecated": false,
   "parameters": [{"name": "limit", "in": "query", "type": "integer"}], "body": [],
   "evidence": "spec"},
  {"method": "POST", "path": "/people", "id": "people.create", "entity": "person", "verb": "create",
   "actions": ["create"], "named": false, "effects": [], "kinds": null,
   "scopes": [["person.write"]],
   "levels": ["account"], "versions": [], "deprecated": false, "parameters": [],
   "body": [{"name": "name", "type": "string", "required": true}], "evidence": "spec"},
  {"method": "GET", "path": "/people/{personId}/notes/", "id": "notes.list", "entity": "note",
   "verb": "read",
   "actions": ["read"], "named": false, "effects": [], "kinds": null, "scopes": null,
   "levels": ["agency"],
   "versions": [], "deprecated": true, "parameters": [{"name": "personId", "in": "path",
   "type": "string"}],
   "body": [], "evidence": "docs"},
  {"method": "GET", "path": "/people/search", "id": "people.search", "entity": "person",
   "verb": "search",
   "actions": ["read"], "named": false, "effects": [], "kinds": null, "scopes": [], "levels": [],
   "versions": [], "deprecated": false, "parameters": [], "body": [], "evidence": "other-version"}
 ],
 "events": [{"name": "PersonCreated", "entity": "person", "scope": "person.read"}],
 "secrets": [{"id": "acme-token", "title": "Acme token", "prefix": "acme.",
   "pattern": "\\bacme\\.[0-9a-f]{32}",
  "context": []}]
}
)";
}

std::string small_catalog(std::string_view old, std::string_view replacement) {
    std::string text = small_catalog();
    const std::size_t at = text.find(old);
    REQUIRE_MESSAGE(at != std::string::npos, old);
    REQUIRE_MESSAGE(text.find(old, at + 1) == std::string::npos, old);
    return text.replace(at, old.size(), replacement);
}

std::string read_file(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    REQUIRE_MESSAGE(!text.empty(), path);
    return text;
}

std::string lines(const std::vector<LoadProblem>& problems) {
    std::string text;
    for (const LoadProblem& problem : problems) {
        text += problem.pointer + ": " + problem.message + "\n";
    }
    return text;
}

}  // namespace latchkey::catalog
