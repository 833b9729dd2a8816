#include "diag/report.h"
#include "format/format.h"
#include "syntax/parse.h"

#include <doctest/doctest.h>

#include <string>

namespace latchkey::format {
namespace {

std::string styled(std::string text) {
    const SourceFile file("a.latch", std::move(text));
    diag::Reports reports;
    const syntax::Tree tree = syntax::parse(file, FileId{}, reports);
    REQUIRE(reports.empty());
    return in_style(file, tree);
}

/// The statements of an integration, two blanks in.
std::string inside(const std::string& statements) {
    const std::string text = styled("integration a {\n" + statements + "\n}\n");
    REQUIRE(text.starts_with("integration a {\n"));
    REQUIRE(text.ends_with("}\n"));
    return text.substr(16, text.size() - 18);
}

TEST_CASE("nothing stays nothing") {
    CHECK(styled("") == "");
    CHECK(styled(" \n\t\n\n") == "");
    CHECK(styled("\xEF\xBB\xBF\n") == "\xEF\xBB\xBF");
    CHECK(styled("\n// a\n\n") == "// a\n");
}

TEST_CASE("a block has its statements on lines of their own") {
    CHECK(styled("team a\"A\"{contact\"x\"escalation \"y\"}use b use c") ==
          "team a \"A\" {\n  contact    \"x\"\n  escalation \"y\"\n}\nuse b\nuse c\n");
    CHECK(styled("role a {\n\n}") == "role a {}\n");
    CHECK(styled("role a {\n// none yet\n}") == "role a {\n  // none yet\n}\n");
    CHECK(styled("role a { // none yet\n}") == "role a {  // none yet\n}\n");
}

TEST_CASE("values stand at one column within a paragraph") {
    CHECK(inside("owner a\nenvironment production\n\nuses b\nstatus active\n") ==
          "  owner       a\n  environment production\n\n  uses   b\n  status active\n");
    // Comments part no paragraph, blank lines beside them do.
    CHECK(inside("owner a\n// why\nenvironment production\n") ==
          "  owner       a\n  // why\n  environment production\n");
    CHECK(inside("owner a\n// why\n\nenvironment production\n") ==
          "  owner a\n  // why\n\n  environment production\n");
}

TEST_CASE("grants and waivers are sentences and stand in no column") {
    CHECK(inside("allow   read on contact\nenvironment production\ndeny delete   on any\n"
                 "waive a until 2026-12-31 because \"b\" by c\nuses d") ==
          "  allow read on contact\n  environment production\n  deny delete on any\n"
          "  waive a until 2026-12-31 because \"b\" by c\n  uses        d\n");
}

TEST_CASE("blank lines are kept to one, and none stands at the edge of a block") {
    CHECK(inside("\n\nowner a\n\n\n\nuses b\n\n") == "  owner a\n\n  uses b\n");
    CHECK(styled("\n\nuse a\n\n\nuse b\nuse c\n\n") == "use a\n\nuse b\nuse c\n");
    CHECK(inside("allow read on contact,\n\n\n  note") == "  allow read on contact, note\n");
}

TEST_CASE("the marks of lists") {
    CHECK(
        inside("allow read on a:contact ( id ,class financial )where b=\"c\"and d in( 1,2 )and "
               "e!=true") ==
        "  allow read on a:contact (id, class financial) where b = \"c\" and d in (1, 2) and e != "
        "true\n");
}

TEST_CASE("conditions stand one under the other") {
    const std::string value(60, 'x');
    CHECK(inside("allow read on contact where a = \"" + value + "\" and bc != \"" + value + "\"") ==
          "  allow read on contact\n    where a = \"" + value + "\"\n      and bc != \"" + value +
              "\"\n");
}

TEST_CASE("a clause keeps its line, and the ones after it get theirs") {
    CHECK(inside("allow read on contact because \"b\"") ==
          "  allow read on contact because \"b\"\n");
    CHECK(inside("allow read on contact\nbecause \"b\"") ==
          "  allow read on contact\n    because \"b\"\n");
    CHECK(inside("allow read on contact\nvia \"GET /x\" because \"b\"") ==
          "  allow read on contact\n    via \"GET /x\"\n    because \"b\"\n");
    CHECK(inside("allow read on contact via\n\"GET /x\" because\n\"b\"") ==
          "  allow read on contact via \"GET /x\" because \"b\"\n");
}

TEST_CASE("what does not fit in a hundred columns is broken before a clause") {
    const std::string reason(66, 'x');
    const std::string line = "  allow read on contact because \"" + reason + "\"\n";
    REQUIRE(line.size() == columns + 1);
    CHECK(inside("allow read on contact because \"" + reason + "\"") == line);
    CHECK(inside("allow read on contact because \"x" + reason + "\"") ==
          "  allow read on contact\n    because \"x" + reason + "\"\n");
    // Columns are counted in characters.
    CHECK(inside("allow read on contact because \"\xC3\xA4" + reason.substr(1) + "\"") ==
          "  allow read on contact because \"\xC3\xA4" + reason.substr(1) + "\"\n");
}

TEST_CASE("lists are filled and stand under their first item") {
    CHECK(inside("scopes " + std::string(60, 'a') + ", " + std::string(40, 'b') + ", c") ==
          "  scopes " + std::string(60, 'a') + ",\n         " + std::string(40, 'b') + ", c\n");
    CHECK(inside("allow read on contact (" + std::string(50, 'a') + ", " + std::string(40, 'b') +
                 ")") == "  allow read on contact (" + std::string(50, 'a') +
                             ",\n                         " + std::string(40, 'b') + ")\n");
    CHECK(inside("allow call \"" + std::string(60, 'a') + "\", \"" + std::string(40, 'b') + "\"") ==
          "  allow call \"" + std::string(60, 'a') + "\",\n             \"" + std::string(40, 'b') +
              "\"\n");
    // Under what follows the word, wherever the list begins.
    CHECK(inside("allow read on " + std::string(60, 'a') + ", " + std::string(40, 'b')) ==
          "  allow read on " + std::string(60, 'a') + ",\n        " + std::string(40, 'b') + "\n");
}

TEST_CASE("a field list far to the right gets a line of its own") {
    CHECK(inside("allow read on " + std::string(50, 'a') + " (" + std::string(40, 'b') + ", c)") ==
          "  allow read on " + std::string(50, 'a') + "\n    (" + std::string(40, 'b') + ", c)\n");
}

TEST_CASE("assertions and waivers at top level") {
    CHECK(styled("assert every integration except " + std::string(60, 'a') +
                 " cannot delete contact") == "assert every integration except " +
                                                  std::string(60, 'a') +
                                                  "\n  cannot delete contact\n");
    // A list that would begin far to the right stands under nothing.
    CHECK(styled("assert every integration with purpose analytics owned by growth except a, " +
                 std::string(60, 'b') + " cannot delete contact") ==
          "assert every integration with purpose analytics owned by growth except a,\n    " +
              std::string(60, 'b') + "\n  cannot delete contact\n");
    CHECK(styled("assert a\ncannot delete\ncontact") == "assert a cannot delete contact\n");
    CHECK(styled("waive a for b until 2026-12-31 because \"" + std::string(85, 'x') + "\" by c") ==
          "waive a for b until 2026-12-31\n  because \"" + std::string(85, 'x') + "\"\n  by c\n");
}

TEST_CASE("every keyword may be a name") {
    CHECK(styled("integration because{uses via owner where allow because on via(where,because)via "
                 "\"because\"because \"via\"}") ==
          "integration because {\n  uses  via\n  owner where\n"
          "  allow because on via (where, because) via \"because\" because \"via\"\n}\n");
}

TEST_CASE("comments at the ends of adjacent lines stand one under the other") {
    CHECK(inside("owner a// b\nenvironment production //c\t \nuses d") ==
          "  owner       a           // b\n  environment production  //c\n  uses        d\n");
    CHECK(inside("owner a // b\nuses c\nstatus active // d") ==
          "  owner  a  // b\n  uses   c\n  status active  // d\n");
    // Not over the edge of a block, and rather ragged than past the margin.
    CHECK(styled("role a { // b\ndeny delete on any // c\n} // d") ==
          "role a {  // b\n  deny delete on any  // c\n}  // d\n");
    const std::string wide(70, 'x');
    CHECK(inside("owner a // " + wide + "\ngateway \"" + std::string(30, 'y') + "\" // z") ==
          "  owner   a  // " + wide + "\n  gateway \"" + std::string(30, 'y') + "\"  // z\n");
}

TEST_CASE("comments between the items of a list keep their places") {
    CHECK(inside("scopes a, // one\n\n// two\nb // three\n, c") ==
          "  scopes a,  // one\n         // two\n         b  // three\n    , c\n");
    CHECK(inside("allow read on contact // one\n// two\nbecause \"b\"") ==
          "  allow read on contact  // one\n    // two\n    because \"b\"\n");
}

TEST_CASE("documentation stays with what it speaks of") {
    CHECK(styled("/// a  \n///b\n\n\n\nuse c /// d\n//// e\n") ==
          "/// a\n///b\n\nuse c  /// d\n//// e\n");
}

TEST_CASE("line ends and strings stay as they are") {
    CHECK(styled("use a\r\nuse b\r\nuse c\n") == "use a\r\nuse b\r\nuse c\r\n");
    CHECK(styled("use a\ruse b") == "use a\ruse b\r");
    CHECK(styled("use a\n\ruse b\n") == "use a\n\nuse b\n");
    CHECK(styled("team a{contact \"\\u{78}  \\\" // no\"}") ==
          "team a {\n  contact \"\\u{78}  \\\" // no\"\n}\n");
    CHECK(styled("\xEF\xBB\xBF  use a") == "\xEF\xBB\xBFuse a\n");
}

}  // namespace
}  // namespace latchkey::format
