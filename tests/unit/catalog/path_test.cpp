#include "small.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

using namespace latchkey::catalog;

namespace {

/// A catalogue of nothing but `GET` operations, which must come sorted.
class Paths {
public:
    explicit Paths(const std::vector<std::string_view>& paths) {
        for (const std::string_view path : paths) {
            operations_.emplace_back().path = path;
        }
        catalog_.operations = operations_;
    }
    /// The path that matches, with `@N` where a literal stands for a parameter; `-` for none.
    [[nodiscard]] std::string match(std::string_view path) const {
        const auto found = match_operation(catalog_, Method::get, path);
        if (!found.has_value()) {
            return "-";
        }
        std::string text(catalog_[found->operation].path);
        return found->literal_segment.has_value()
                   ? text + "@" + std::to_string(*found->literal_segment)
                   : text;
    }

private:
    std::vector<Operation> operations_;
    Catalog catalog_;
};

const Paths contacts({"/", "/contacts/", "/contacts/search", "/contacts/{contactId}",
                      "/contacts/{contactId}/notes", "/contacts/{id}/notes/{noteId}",
                      "/export/{name}.csv", "/{any}"});

}  // namespace

TEST_CASE("a normalised path has neither parameter names nor a slash at its end") {
    CHECK(normalise_path("/contacts/{contactId}/notes/") == "/contacts/{}/notes");
    CHECK(normalise_path("/contacts/{}/notes") == "/contacts/{}/notes");
    CHECK(normalise_path("/a/{x}.csv") == "/a/{}.csv");
    CHECK(normalise_path("/a/{x}{y}") == "/a/{}{}");
    CHECK(normalise_path("/") == "/");
    CHECK(normalise_path("").empty());
    CHECK(normalise_path("/a//") == "/a/");
    CHECK(normalise_path("/a/{x") == "/a/{x");
    CHECK(normalise_path("{") == "{");
}

TEST_CASE("parameter names and a slash at the end do not count") {
    CHECK(contacts.match("/contacts") == "/contacts/");
    CHECK(contacts.match("/contacts/") == "/contacts/");
    CHECK(contacts.match("/contacts/{}") == "/contacts/{contactId}");
    CHECK(contacts.match("/contacts/{anything}/") == "/contacts/{contactId}");
    CHECK(contacts.match("/contacts/{a}/notes/{a}") == "/contacts/{id}/notes/{noteId}");
    CHECK(contacts.match("/") == "/");
}

TEST_CASE("a literal wins, and stands for a parameter only where none matches") {
    CHECK(contacts.match("/contacts/search") == "/contacts/search");
    CHECK(contacts.match("/contacts/search/") == "/contacts/search");
    CHECK(contacts.match("/contacts/123") == "/contacts/{contactId}@1");
    CHECK(contacts.match("/contacts/search/notes") == "/contacts/{contactId}/notes@1");
    CHECK(contacts.match("/contacts/{}/notes/7") == "/contacts/{id}/notes/{noteId}@3");
    CHECK(contacts.match("/contacts/5/notes/7") == "/contacts/{id}/notes/{noteId}@1");
    CHECK(contacts.match("/other") == "/{any}@0");
    CHECK(contacts.match("/export/all.csv") == "/export/{name}.csv@1");
    CHECK(contacts.match("/export/{file}.csv") == "/export/{name}.csv");
    CHECK(contacts.match("/export/.csv") == "-");
    const Paths mixed({"/a/{id}", "/a/{name}.csv"});
    CHECK(mixed.match("/a/all.csv") == "/a/{name}.csv@1");
    CHECK(mixed.match("/a/all.xml") == "/a/{id}@1");
}

TEST_CASE("braces never match a literal segment") {
    CHECK(contacts.match("/{}/search") == "-");
    CHECK(contacts.match("/{}/{}") == "-");
    CHECK(contacts.match("/{x}") == "/{any}");
    const Paths literal({"/contacts/search"});
    CHECK(literal.match("/contacts/{}") == "-");
}

TEST_CASE("what is no path of the provider does not match") {
    for (const std::string_view path :
         {"", "contacts", "contacts/search", "/contacts?limit=1", "/contacts/search?x",
          "/contacts#top", "https://example.com/contacts", "//contacts", "/contacts//",
          "/contacts//notes", "/contacts/ 1", "/contacts/{", "/contacts/}", "/contacts/{x",
          "/contacts/x}", "/Contacts/search/more", "/contacts/{id}/notes/{id}/more"}) {
        CHECK_MESSAGE(contacts.match(path) == "-", path);
    }
    CHECK(contacts.match("/Contacts") == "/{any}@0");
}

TEST_CASE("the fewest literals stand for parameters, and then the later ones") {
    const Paths paths({"/a/b/{z}", "/a/{y}/c", "/a/{y}/{z}", "/{x}/b/c"});
    CHECK(paths.match("/a/b/c") == "/a/b/{z}@2");
    CHECK(paths.match("/a/q/c") == "/a/{y}/c@1");
    CHECK(paths.match("/a/q/q") == "/a/{y}/{z}@1");
    CHECK(paths.match("/q/b/c") == "/{x}/b/c@0");
    CHECK(paths.match("/a/{}/{}") == "/a/{y}/{z}");
    CHECK(paths.match("/a/{}/c") == "/a/{y}/c");
    CHECK(paths.match("/a/b/{}") == "/a/b/{z}");
    // The written braces fit a parameter only, the literal either.
    CHECK(paths.match("/a/{}/q") == "/a/{y}/{z}@2");
}

TEST_CASE("the method decides first") {
    const auto small = load(small_catalog());
    REQUIRE(small.loaded != nullptr);
    const Catalog& catalog = small.loaded->catalog();
    const auto list = match_operation(catalog, Method::get, "/people");
    const auto create = match_operation(catalog, Method::post, "/people");
    REQUIRE(list.has_value());
    REQUIRE(create.has_value());
    CHECK(catalog[list->operation].id == "people.list");
    CHECK(catalog[create->operation].id == "people.create");
    CHECK_FALSE(match_operation(catalog, Method::remove, "/people").has_value());
    CHECK_FALSE(match_operation(catalog, Method::put, "/people/search").has_value());
}
