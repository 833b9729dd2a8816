#include "lint/edits.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

using namespace latchkey;
using namespace latchkey::lint;

namespace {

std::string apply(std::string text, std::vector<TextEdit> edits) {
    std::ranges::sort(edits, {}, [](const TextEdit& edit) { return edit.span; });
    for (std::size_t at = edits.size(); at-- > 0;) {
        text.replace(edits[at].span.begin, edits[at].span.size(), edits[at].text);
    }
    return text;
}

Span find(const std::string& text, std::string_view word) {
    const std::size_t at = text.find(word);
    REQUIRE(at != std::string::npos);
    return {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + word.size())};
}

std::string without_item(const std::string& text, std::string_view item) {
    return apply(text, remove_from_list(text, find(text, item)));
}

std::string without_statement(const std::string& text, std::string_view statement) {
    return apply(text, {remove_statement(text, find(text, statement))});
}

std::string with_statement(const std::string& text, std::string_view statement) {
    const std::size_t open = text.find('{');
    const std::size_t close = text.rfind('}');
    const Span body{static_cast<std::uint32_t>(open), static_cast<std::uint32_t>(close + 1)};
    return apply(text, {append_statement(text, body, statement)});
}

}  // namespace

TEST_CASE("an item goes with one comma") {
    CHECK(without_item("  scopes a.x, b.x, c.x\n", "a.x") == "  scopes b.x, c.x\n");
    CHECK(without_item("  scopes a.x, b.x, c.x\n", "b.x") == "  scopes a.x, c.x\n");
    CHECK(without_item("  scopes a.x, b.x, c.x\n", "c.x") == "  scopes a.x, b.x\n");
    CHECK(without_item("  scopes a.x,b.x , c.x\n", "b.x") == "  scopes a.x,c.x\n");
    CHECK(without_item("  from \"a,b\", \"c\"\n", "\"a,b\"") == "  from \"c\"\n");
    CHECK(without_item("  from \"a\", \"b//c\"\n", "\"b//c\"") == "  from \"a\"\n");
}

TEST_CASE("the only item goes with its statement") {
    CHECK(without_item("x {\n  scopes a.x\n  y\n}\n", "a.x") == "x {\n  y\n}\n");
    CHECK(without_item("x {\n  scopes\n    a.x  // why\n  y\n}\n", "a.x") == "x {\n  y\n}\n");
    CHECK(without_item("x { scopes a.x }\n", "a.x") == "x { }\n");
}

TEST_CASE("an item on a line of its own takes the line and its comment along") {
    const std::string list =
        "  scopes a.x,  // one\n         b.x,  // two\n         c.x   // three\n  y\n";
    CHECK(without_item(list, "b.x") == "  scopes a.x,  // one\n         c.x   // three\n  y\n");
    CHECK(without_item(list, "c.x") == "  scopes a.x,  // one\n         b.x  // two\n  y\n");
}

TEST_CASE("the first item of several lines leaves a list that still reads") {
    CHECK(without_item("  scopes a.x,\n         b.x\n", "a.x") == "  scopes b.x\n");
    CHECK(without_item("  scopes a.x,\n         // about b\n         b.x\n", "a.x") ==
          "  scopes \n         // about b\n         b.x\n");
    CHECK(without_item("  scopes a.x,  // about a\n         b.x\n", "a.x") == "  scopes b.x\n");
}

TEST_CASE("comments between an item and the comma before it stay") {
    CHECK(without_item("  scopes a.x,  // about a\n         // about c\n         c.x\n  y\n",
                       "c.x") == "  scopes a.x  // about a\n         // about c\n  y\n");
    CHECK(without_item("  scopes a.x  // about a\n       , c.x\n  y\n", "c.x") ==
          "  scopes a.x  // about a\n       \n  y\n");
}

TEST_CASE("line ends of other systems are kept") {
    CHECK(without_item("  scopes a.x,\r\n         b.x,\r\n         c.x\r\n  y\r\n", "b.x") ==
          "  scopes a.x,\r\n         c.x\r\n  y\r\n");
    CHECK(without_statement("x {\r\n  y 1\r\n  z 2\r\n}\r\n", "y 1") == "x {\r\n  z 2\r\n}\r\n");
    CHECK(with_statement("x {\r\n  y 1\r\n}\r\n", "z 2") == "x {\r\n  y 1\r\n  z 2\r\n}\r\n");
}

TEST_CASE("a statement goes with its doc comment and the comment on its line") {
    CHECK(without_statement("x {\n  /// One.\n  /// Two.\n  y 1  // why\n  z 2\n}\n", "y 1") ==
          "x {\n  z 2\n}\n");
    CHECK(without_statement("x {\n  // plain\n  y 1\n}\n", "y 1") == "x {\n  // plain\n}\n");
    CHECK(without_statement("x {\n  //// no doc\n  y 1\n}\n", "y 1") == "x {\n  //// no doc\n}\n");
    CHECK(without_statement("x {\n  y 1\n    because \"so\"\n  z 2\n}\n",
                            "y 1\n    because \"so\"") == "x {\n  z 2\n}\n");
}

TEST_CASE("a statement that shares its line leaves the rest of it") {
    CHECK(without_statement("x { y 1 z 2 }\n", "y 1") == "x { z 2 }\n");
    CHECK(without_statement("x { y 1 z 2 }\n", "z 2") == "x { y 1 }\n");
    CHECK(without_statement("x {\n  y 1 z 2\n}\n", "y 1") == "x {\n  z 2\n}\n");
}

TEST_CASE("of a declaration one blank line goes too") {
    CHECK(without_statement("a {}\n\n/// Old.\nb {\n}\n\nc {}\n", "b {\n}") == "a {}\n\nc {}\n");
    CHECK(without_statement("b {\n}\n\nc {}\n", "b {\n}") == "c {}\n");
    CHECK(without_statement("a {}\n\nb {\n}", "b {\n}") == "a {}\n\n");
}

TEST_CASE("a statement is put before the closing brace, indented like the others") {
    CHECK(with_statement("x {\n    y 1\n}\n", "z 2") == "x {\n    y 1\n    z 2\n}\n");
    CHECK(with_statement("x {\n\ty 1\n}\n", "z 2\n  more") == "x {\n\ty 1\n\tz 2\n\t  more\n}\n");
    CHECK(with_statement("x { y 1 }\n", "z 2") == "x { y 1\n  z 2\n}\n");
    CHECK(with_statement("x {}\n", "z 2") == "x {\n  z 2\n}\n");
    CHECK(with_statement("x {\n  // nothing yet\n}\n", "z 2") ==
          "x {\n  // nothing yet\n  z 2\n}\n");
    CHECK(with_statement("x {\n  y \"}\" }\n", "z 2") == "x {\n  y \"}\"\n  z 2\n}\n");
}
