#include "catalog/openapi/derive.h"

#include <doctest/doctest.h>

using namespace latchkey::catalog;
using namespace latchkey::catalog::openapi;

namespace {

/// `verb entity`.
std::string derived(std::string_view operation, std::vector<std::string_view> tags = {}) {
    const std::size_t blank = operation.find(' ');
    const Derived found = derive(find_method(operation.substr(0, blank)).value(),
                                 operation.substr(blank + 1), tags, "the-product");
    return found.verb + " " + found.entity;
}

}  // namespace

TEST_CASE("an operation's path lets one suppose its entity, and its method the verb") {
    CHECK(derived("GET /contacts/") == "read contact");
    CHECK(derived("HEAD /contacts/{id}") == "read contact");
    CHECK(derived("POST /contacts") == "create contact");
    CHECK(derived("PUT /contacts/{id}/notes/{noteId}") == "update note");
    CHECK(derived("PATCH /locations/{id}/customFields/{id}") == "update custom-field");
    CHECK(derived("DELETE /v2/Accounts/{sid}/Messages.json") == "delete message");
    CHECK(derived("POST /companies/{id}/addresses") == "create address");
}

TEST_CASE("a last segment that is a verb decides where the method does not") {
    CHECK(derived("POST /contacts/search") == "search contact");
    CHECK(derived("POST /users/search/filter-by-email") == "search user");
    CHECK(derived("POST /contacts/upsert") == "upsert contact");
    CHECK(derived("PUT /medias/delete-files") == "delete file");
    CHECK(derived("POST /posts/bulk-delete") == "delete post");
    CHECK(derived("POST /posts/bulkDelete") == "delete post");
    CHECK(derived("POST /posts/remove_all") == "delete post");
    CHECK(derived("PUT /contacts/create") == "create contact");
    CHECK(derived("POST /contacts/bulk/tags/update/{type}") == "create tag");
    // Whatever its path says, GET reads and DELETE deletes.
    CHECK(derived("GET /contacts/delete") == "read contact");
    CHECK(derived("DELETE /contacts/search") == "delete contact");
    // A record that is only called like a verb's noun is none.
    CHECK(derived("POST /updates") == "create update");
    CHECK(derived("POST /checklists") == "create checklist");
}

TEST_CASE("where the path has no name, tags have, and then the file") {
    CHECK(derived("POST /search") == "search the-product");
    CHECK(derived("GET /{proxy}", {"Line Items"}) == "read line-item");
    CHECK(derived("GET /v1", {"", "12", "People"}) == "read person");
    CHECK(derived("GET /") == "read the-product");
    CHECK(derived("GET /2fa/{x}") == "read the-product");
    CHECK(derived("GET /any") == "read any-record");
    CHECK(derived("GET /users/all") == "read user");
    CHECK(derived("GET /ads/ads-v2") == "read ad");
}

TEST_CASE("names are words of letters, and one of several") {
    CHECK(name_of("customFields") == "custom-fields");
    CHECK(name_of("URLPath") == "url-path");
    CHECK(name_of("OAuth2 Client_ID") == "oauth2-client-id");
    CHECK(name_of("  ").empty());
    CHECK(name_of("Ünïcode") == "n-code");
    for (const auto& [plural, one] : {std::pair("contacts", "contact"),
                                      {"categories", "category"},
                                      {"boxes", "box"},
                                      {"statuses", "status"},
                                      {"courses", "course"},
                                      {"causes", "cause"},
                                      {"status", "status"},
                                      {"address", "address"},
                                      {"medias", "media"},
                                      {"analysis", "analysis"},
                                      {"news", "news"},
                                      {"sub-menus", "sub-menu"},
                                      {"databases", "database"},
                                      {"s", "s"}}) {
        CHECK(singular(plural) == one);
    }
}
