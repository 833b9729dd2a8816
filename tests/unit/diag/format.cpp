#include "diag/message.h"
#include "diag/report.h"

#include <doctest/doctest.h>

namespace latchkey::diag {
namespace {

constexpr Message<std::string_view, std::size_t> opens{"`{}` opens {} operations"};
constexpr Message<std::string> names{"`{}`"};
constexpr Message<> plain{"nothing to name {here}"};

TEST_CASE("a message names its parts") {
    CHECK(opens("contacts.write", 10) == "`contacts.write` opens 10 operations");
    CHECK(plain() == "nothing to name {here}");
    CHECK(format("{}{}", {Argument("{}"), Argument(-3)}) == "{}-3");
}

TEST_CASE("what a person cannot see in a name is escaped") {
    CHECK(names("a\nb\tc\rd") == "`a\\nb\\tc\\rd`");
    CHECK(names(std::string("\x1B[31m\0", 6)) == "`\\u{1B}[31m\\u{0}`");
    CHECK(names("\u202Eabc\u2066") == "`\\u{202E}abc\\u{2066}`");
    CHECK(names("\xFFok\xC3") == "`\\xFFok\\xC3`");
    CHECK(names("straße 漢字 👩🏽") == "`straße 漢字 👩🏽`");
}

TEST_CASE("a long name is cut between characters") {
    CHECK(names(std::string(200, 'a')) == "`" + std::string(200, 'a') + "`");
    CHECK(names(std::string(201, 'a')) == "`" + std::string(200, 'a') + "…`");
    std::string umlauts;
    for (int count = 0; count < 300; ++count) {
        umlauts += "ü";
    }
    CHECK(names(umlauts) == "`" + umlauts.substr(0, 400) + "…`");
}

TEST_CASE("an error of the language is an error and says so") {
    Reports reports;
    CHECK(reports.empty());
    reports.error(ErrorId::unknown_scope, {FileId{1}, {2, 3}}, "no scope `a`")
        .label({FileId{1}, {4, 5}}, "here")
        .note("a note")
        .fix(Fix::Safety::unsafe, "write `b`", {})
        .about("lead-form", "key");
    const std::vector<Diagnostic> list = reports.take();
    REQUIRE(list.size() == 1);
    CHECK(reports.empty());
    CHECK(list[0].id == "unknown-scope");
    CHECK(list[0].level == Level::error);
    CHECK(list[0].language_error);
    CHECK(list[0].message == "no scope `a`");
    CHECK(list[0].where == Location{FileId{1}, {2, 3}});
    CHECK(list[0].labels.size() == 1);
    CHECK(list[0].notes.size() == 1);
    CHECK(list[0].fixes.size() == 1);
    CHECK(list[0].integration == "lead-form");
    CHECK(list[0].credential == "key");
}

TEST_CASE("a fingerprint depends on the words and not on the place") {
    Diagnostic first;
    first.id = "a";
    first.message = "m";
    first.integration = "i";
    Diagnostic second = first;
    second.where = {FileId{3}, {7, 9}};
    second.level = Level::info;
    CHECK(fingerprint(first, "").size() == 16);
    CHECK(fingerprint(first, "") == fingerprint(second, ""));
    second.integration = "";
    second.credential = "i";
    CHECK(fingerprint(first, "") != fingerprint(second, ""));
    // Baselines hold these values: they must never change.
    CHECK(fingerprint(Diagnostic{}, "") == "ac3fdc08a1c002aa");
    CHECK(fingerprint(first, "allow read on contact") == "20a6aea5086e8a1b");
}

TEST_CASE("a fingerprint survives the formatter, another day and another catalogue") {
    Diagnostic finding;
    finding.message = "`v2.readonly` opens 10 operations until 2026-11-23";
    const std::string before = fingerprint(finding, "scopes a, // \"why\"\r\n  b,\tc");
    finding.message = "`v2.readonly` opens 7 operations until 2027-01-02";
    CHECK(fingerprint(finding, "scopes\n  a,\n  b,\n  c,\n") == before);
    CHECK(fingerprint(finding, "scopes a, b, d") != before);
    finding.message = "`v3.readonly` opens 10 operations until 2026-11-23";
    CHECK(fingerprint(finding, "scopes a, b, c") != before);
    // Within a string everything counts.
    CHECK(fingerprint(finding, "\"a, b // c\"") != fingerprint(finding, "\"ab\""));
    CHECK(fingerprint(finding, "\"a\\\" b\"") != fingerprint(finding, "\"a\\\"b\""));
}

TEST_CASE("levels have names") {
    CHECK(to_string(Level::off) == "off");
    CHECK(to_string(Level::info) == "info");
    CHECK(to_string(Level::warning) == "warning");
    CHECK(to_string(Level::error) == "error");
}

}  // namespace
}  // namespace latchkey::diag
