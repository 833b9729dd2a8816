#include "diag/report.h"

#include <doctest/doctest.h>

#include <chrono>

namespace latchkey::diag {
namespace {

using Names = std::vector<std::string_view>;

Names near(std::string_view written, const Names& candidates, std::size_t most = 3) {
    return nearest(written, candidates, most);
}

TEST_CASE("a slip of the finger is found") {
    const Names scopes{"contacts.readonly", "contacts.write", "calendars.readonly",
                       "calendars.write"};
    CHECK(near("contacts.readonyl", scopes) == Names{"contacts.readonly"});
    CHECK(near("contact.write", scopes) == Names{"contacts.write"});
    CHECK(near("calenders.write", scopes) == Names{"calendars.write"});
    CHECK(near("invoices", scopes).empty());
}

TEST_CASE("case, separators, plurals and the order of words do not hide a name") {
    CHECK(near("firstname", {"firstName", "lastName"}) == Names{"firstName"});
    CHECK(near("first_name", {"firstName", "lastName"}) == Names{"firstName"});
    CHECK(near("name-first", {"firstName", "lastName"}) == Names{"firstName"});
    CHECK(near("readonly.contacts", {"contacts.readonly", "contacts.write"}) ==
          Names{"contacts.readonly"});
    CHECK(near("opportunities", {"opportunity", "contact"}) == Names{"opportunity"});
    CHECK(near("event_calendars", {"calendar-event"}) == Names{"calendar-event"});
    CHECK(near("TAGS", {"tag", "type"}) == Names{"tag"});
}

TEST_CASE("the best comes first, then by name, and none far behind it") {
    CHECK(near("tags", {"tagz", "tag", "tagged", "tage"}) == Names{"tag", "tage", "tagz"});
    CHECK(near("contact", {"contract", "contacts", "contact-tag"}) ==
          Names{"contacts", "contract"});
    CHECK(near("abcdefghi", {"abcdefghij", "abcdefxyz"}) == Names{"abcdefghij"});
    CHECK(near("tags", {"tagz", "tag", "tage"}, 1) == Names{"tag"});
    CHECK(near("tags", {"tag"}, 0).empty());
}

TEST_CASE("a name that stands twice is said once, and what was written never") {
    CHECK(near("notes", {"note", "notes", "note"}) == Names{"note"});
}

TEST_CASE("short, empty, odd and endless names do no harm") {
    CHECK(near("", {"a", "b"}).empty());
    CHECK(near("a", {"b", "", "A"}) == Names{"A"});
    CHECK(near("ab", {"ba"}).empty());
    CHECK(near("abc", {"acb"}) == Names{"acb"});
    CHECK(near("\xFF\xFE", {"contact"}).empty());
    CHECK(near("сontact", {"contact"}) == Names{"contact"});
    const std::string endless(1'000'000, 'a');
    CHECK(near(endless, {"a"}).empty());
    CHECK(near("a", {endless}).empty());
    CHECK(near("----", {"_", "."}).empty());
}

TEST_CASE("ten thousand candidates are no trouble") {
    std::vector<std::string> texts;
    for (int count = 0; count < 10'000; ++count) {
        texts.push_back("some-long-name-of-an-operation-" + std::to_string(count));
    }
    const Names candidates(texts.begin(), texts.end());
    const auto start = std::chrono::steady_clock::now();
    CHECK(near("some-long-name-of-na-operation-77", candidates).front() ==
          "some-long-name-of-an-operation-77");
    // A debug build under a sanitizer takes a tenth of this.
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(5));
}

TEST_CASE("the question reads well") {
    CHECK(did_you_mean(Names{}).empty());
    CHECK(did_you_mean(Names{"a"}) == "did you mean `a`?");
    CHECK(did_you_mean(Names{"a", "b"}) == "did you mean `a` or `b`?");
    CHECK(did_you_mean(Names{"a", "b", "c"}) == "did you mean `a`, `b` or `c`?");
}

}  // namespace
}  // namespace latchkey::diag
