#include "sample.h"

#include <doctest/doctest.h>

namespace latchkey::diag {
namespace {

constexpr std::string_view policy =
    "use highlevel\n"
    "\n"
    "integration lead-form {\n"
    "  uses     lead-form-token\n"
    "  allow    create on contact\n"
    "  scopes   contacts.readonly, contacts.write\n"
    "}\n";

TEST_CASE("a finding as the manual shows it") {
    Sample sample;
    const FileId file = sample.add("policies/lead-form.latch", std::string(policy));
    const Location scope = sample.find(file, "contacts.readonly");
    Diagnostic& finding = sample.report(scope, "`contacts.readonly` opens 10 operations");
    finding.labels.push_back({scope, "no grant needs it"});
    finding.notes.push_back("a note");
    finding.fixes.push_back({Fix::Safety::safe, "remove it", {}});
    Diagnostic waived = finding;
    waived.waived = true;
    sample.list.push_back(waived);
    CHECK(sample.render(Format::text) ==
          "error[some-rule]: `contacts.readonly` opens 10 operations\n"
          " --> policies/lead-form.latch:6:12\n"
          "  |\n"
          "6 |   scopes   contacts.readonly, contacts.write\n"
          "  |            ^^^^^^^^^^^^^^^^^ no grant needs it\n"
          "  |\n"
          "  = note: a note\n"
          "  = fix: remove it\n"
          "  = why: latchkey explain some-rule\n"
          "\n"
          "1 error, 0 warnings in 1 of 1 file (1 waived, 1 fixable)\n");
}

TEST_CASE("labels stand in their lines, and dots between distant ones") {
    Sample sample;
    const FileId file = sample.add("a.latch", std::string(policy));
    Diagnostic& finding = sample.report(sample.find(file, "contacts.write"));
    finding.labels.push_back({sample.find(file, "lead-form {"), "of this one"});
    finding.labels.push_back({finding.where, "too much"});
    finding.labels.push_back({finding.where, "said twice"});
    finding.labels.push_back({sample.find(file, "contacts.readonly"), ""});
    finding.labels.push_back({sample.find(file, "lead-form-token"), "this key"});
    finding.labels.push_back({sample.find(file, "use"), "from here"});
    CHECK(sample.drawn() ==
          " --> a.latch:6:31\n"
          "  |\n"
          "1 | use highlevel\n"
          "  | --- from here\n"
          "2 |\n"
          "3 | integration lead-form {\n"
          "  |             ----------- of this one\n"
          "4 |   uses     lead-form-token\n"
          "  |            --------------- this key\n"
          "5 |   allow    create on contact\n"
          "6 |   scopes   contacts.readonly, contacts.write\n"
          "  |                               ^^^^^^^^^^^^^^ too much\n"
          "  |            -----------------\n"
          "  |                               -------------- said twice\n"
          "  |\n");
}

TEST_CASE("other files have blocks of their own, and numbers line up") {
    Sample sample;
    const FileId first = sample.add("a.latch", "credential one {}\n");
    const FileId second = sample.add("b.latch", std::string(11, '\n') + "credential two {}\n");
    const FileId third = sample.add("c.latch", "\n\ncredential three {}\n\n\n\n// the same\n");
    Diagnostic& finding = sample.report(sample.find(second, "two"), "the same key", Level::warning);
    finding.labels.push_back({sample.find(third, "same"), "and this"});
    finding.labels.push_back({sample.find(third, "three"), "and here"});
    finding.labels.push_back({sample.find(first, "one"), "also here"});
    CHECK(sample.render(Format::text) ==
          "warning[some-rule]: the same key\n"
          "  --> b.latch:12:12\n"
          "   |\n"
          "12 | credential two {}\n"
          "   |            ^^^\n"
          "  ::: a.latch:1:12\n"
          "   |\n"
          " 1 | credential one {}\n"
          "   |            --- also here\n"
          "  ::: c.latch:3:12\n"
          "   |\n"
          " 3 | credential three {}\n"
          "   |            ----- and here\n"
          "...\n"
          " 7 | // the same\n"
          "   |        ---- and this\n"
          "   |\n"
          "   = why: latchkey explain some-rule\n"
          "\n"
          "0 errors, 1 warning in 1 of 3 files\n");
}

TEST_CASE("a span of several lines shows the first, an empty one a caret") {
    Sample sample;
    const FileId file = sample.add("a.latch", "a {\n  b\n}");
    sample.report({file, {2, 9}});
    CHECK(sample.drawn() == " --> a.latch:1:3\n  |\n1 | a {\n  |   ^\n  |\n");
    sample.list[0].where.span = {9, 9};
    CHECK(sample.drawn() == " --> a.latch:3:2\n  |\n3 | }\n  |  ^\n  |\n");
    sample.list[0].where.span = {7, 9};
    CHECK(sample.drawn() == " --> a.latch:2:4\n  |\n2 |   b\n  |    ^\n  |\n");
}

TEST_CASE("an empty file still has a place") {
    Sample sample;
    sample.report({sample.add("a.latch", ""), {0, 0}});
    CHECK(sample.drawn() == " --> a.latch:1:1\n  |\n1 |\n  | ^\n  |\n");
}

TEST_CASE("line ends of other systems are no part of a line") {
    Sample sample;
    const FileId file = sample.add("a.latch", "one\r\n  two\rthree");
    Diagnostic& finding = sample.report({file, {7, 11}});
    finding.labels.push_back({sample.find(file, "three"), "x"});
    CHECK(sample.drawn() ==
          " --> a.latch:2:3\n  |\n2 |   two\n  |   ^^^\n3 | three\n  | ----- x\n  |\n");
}

TEST_CASE("colour is for levels and marks") {
    Sample sample;
    const FileId file = sample.add("a.latch", "one two\n");
    Diagnostic& finding = sample.report(sample.find(file, "one"));
    finding.labels.push_back({sample.find(file, "two"), "x"});
    const std::string text = sample.render(Format::text, {.colour = true});
    CHECK(text.starts_with("\x1B[1;31merror[some-rule]\x1B[0m: message\n"));
    CHECK(text.find("  | \x1B[1;31m^^^\x1B[0m\n") != text.npos);
    CHECK(text.find("  |     \x1B[1;34m---\x1B[0m x\n") != text.npos);
    CHECK(sample.render(Format::text).find('\x1B') == text.npos);
}

TEST_CASE("what a name or path hides is not sent to the terminal") {
    Sample sample;
    const FileId file = sample.add("a\x1B[2J.latch", "x\n");
    sample.report({file, {0, 1}}, "a \x1B[31m\n b").notes.push_back("\x07");
    const std::string text = sample.render(Format::text);
    CHECK(text.starts_with("error[some-rule]: a \\u{1B}[31m\\n b\n --> a\\u{1B}[2J.latch:1:1\n"));
    CHECK(text.find("= note: \\u{7}\n") != text.npos);
}

TEST_CASE("the summary counts in good English") {
    Sample sample;
    CHECK(sample.render(Format::text).empty());
    CHECK(sample.render(Format::text, {.always_summary = true}) ==
          "0 errors, 0 warnings in 0 files\n");
    const FileId file = sample.add("a.latch", "x\n");
    sample.add("b.latch", "x\n");
    CHECK(sample.render(Format::text, {.always_summary = true}) ==
          "0 errors, 0 warnings in 2 files\n");
    sample.report({file, {0, 1}}).waived = true;
    CHECK(sample.render(Format::text).empty());
    CHECK(sample.render(Format::text, {.always_summary = true}) ==
          "0 errors, 0 warnings in 2 files (1 waived)\n");
    sample.report({file, {0, 1}}, "m", Level::info);
    sample.report({file, {0, 1}}, "m", Level::warning);
    sample.report({file, {0, 1}}, "m", Level::warning)
        .fixes.push_back({Fix::Safety::unsafe, "x", {}});
    sample.report({file, {0, 1}}, "m", Level::info).fixes.push_back({Fix::Safety::safe, "x", {}});
    const std::string text = sample.render(Format::text);
    CHECK(text.ends_with(
        "\n\n0 errors, 2 warnings, 2 infos in 1 of 2 files (1 waived, 1 fixable)\n"));
}

TEST_CASE("of very many places the first are shown") {
    Sample sample;
    std::string text;
    for (int line = 0; line < 20; ++line) {
        text += "word" + std::to_string(line) + "\n";
    }
    const FileId file = sample.add("a.latch", text);
    Diagnostic& finding = sample.report(sample.find(file, "word0"));
    for (int line = 1; line <= 13; ++line) {
        finding.labels.push_back({sample.find(file, "word" + std::to_string(line)), "here"});
    }
    std::string drawn = sample.drawn();
    CHECK(drawn.find("word12") != std::string::npos);
    CHECK(drawn.find("word13") == std::string::npos);
    CHECK(drawn.find("= note: and 1 more place; --format json lists all") != std::string::npos);
    sample.list.front().labels.pop_back();
    CHECK(sample.drawn().find("more place") == std::string::npos);
}

TEST_CASE("places are linked where the terminal follows links") {
    Sample sample;
    const FileId file = sample.add("a b.latch", "x\n");
    sample.report(sample.find(file, "x"));
    CHECK(sample.drawn({.link_root = "/r"})
              .find("--> \x1B]8;;file:///r/a%20b.latch\x1B\\a b.latch:1:1\x1B]8;;\x1B\\\n") !=
          std::string::npos);
}

}  // namespace
}  // namespace latchkey::diag
