#include "lint/words.h"

#include <doctest/doctest.h>

#include <array>
#include <string>

using namespace latchkey::lint;

TEST_CASE("numbers agree with their nouns") {
    CHECK(count(0, "delete") == "0 deletes");
    CHECK(count(1, "delete") == "1 delete");
    CHECK(count(12, "operation") == "12 operations");
}

TEST_CASE("lists say how many they leave out, but not of one") {
    const std::array<std::string_view, 7> names{"a", "b", "c", "d", "e", "f", "g"};
    CHECK(quoted_list(std::span(names).first(1)) == "`a`");
    CHECK(quoted_list(std::span(names).first(2)) == "`a` and `b`");
    CHECK(quoted_list(std::span(names).first(5)) == "`a`, `b`, `c`, `d` and `e`");
    CHECK(quoted_list(names) == "`a`, `b`, `c`, `d`, `e` and 2 more");
    CHECK(quoted_list(std::span(names).first(4), 2) == "`a`, `b` and 2 more");
}

TEST_CASE("days are told as people tell them") {
    using std::chrono::days;
    CHECK(when(days(0)) == "today");
    CHECK(when(days(1)) == "in 1 day");
    CHECK(when(days(9)) == "in 9 days");
    CHECK(when(days(-1)) == "1 day ago");
    CHECK(when(days(-30)) == "30 days ago");
}

TEST_CASE("what is no name is written in quotes") {
    CHECK(spelling("contacts.readonly") == "contacts.readonly");
    CHECK(spelling("calendars/events.write") == "calendars/events.write");
    CHECK(spelling("documents_contracts/list.readonly") == "documents_contracts/list.readonly");
    CHECK(spelling("scenarios:read") == "\"scenarios:read\"");
    CHECK(spelling("https://example.com/auth") == "\"https://example.com/auth\"");
    CHECK(spelling("1st") == "\"1st\"");
    CHECK(spelling("a..b") == "\"a..b\"");
    CHECK(spelling("") == "\"\"");
}
