#include "diag/snippet.h"

#include "sample.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace latchkey::diag {
namespace {

/// The line and what marks the words in it.
std::string draw(std::string_view text, std::string_view words, std::size_t columns = 400) {
    Sample sample;
    const FileId id = sample.add("a.latch", std::string(text));
    const Span span = sample.find(id, words).span;
    const DrawnLine drawn = Snippet(*sample.files[0], id, {}, columns).draw(1, {{span}});
    const Columns mark = drawn.marks.at(0);
    return drawn.text + '\n' + std::string(mark.begin, ' ') + std::string(mark.count, '^');
}

TEST_CASE("tabs are blanks to the next stop") {
    CHECK(draw("\tscopes\ta", "a") == "    scopes  a\n            ^");
    CHECK(draw("ab\tc", "\t") == "ab  c\n  ^^");
}

TEST_CASE("marks stand below wide, combined and pictured characters") {
    CHECK(draw("a 漢字 b", "b") == "a 漢字 b\n       ^");
    CHECK(draw("a 漢字 b", "漢字") == "a 漢字 b\n  ^^^^");
    CHECK(draw("\"👍\" b", "b") == "\"👍\" b\n     ^");
    CHECK(draw("e\u0301e\u0301 b", "b") == "e\u0301e\u0301 b\n   ^");
    CHECK(draw("xe\u0301y", "\u0301") == "xe\u0301y\n ^");
    CHECK(draw("a\u200Db c", "c") == "a\u200Db c\n   ^");
}

TEST_CASE("what is hidden is shown, what is no text is replaced") {
    CHECK(draw("a\x1B[0m b", "b") == "a\\u{1B}[0m b\n           ^");
    CHECK(draw("a\u202E b", "b") == "a\\u{202E} b\n          ^");
    CHECK(draw("a\xFF\xC3 b", "b") == "a�� b\n    ^");
    CHECK(draw(std::string("a\0b", 3), "b") == "a\\u{0}b\n      ^");
    CHECK(draw("\uFEFFuse x", "x") == "use x\n    ^");
}

TEST_CASE("a line too long for the terminal is cut around the mark") {
    CHECK(draw("0123456789 abcdefghij", "234", 12) == "0123456789 …\n  ^^^");
    CHECK(draw("0123456789 abcdefghij 0123456789", "abc", 12) == "…89 abcdefg…\n    ^^^");
    CHECK(draw("0123456789 abcdefghij", "j", 12) == "…abcdefghij\n          ^");
    CHECK(draw("0123456789 abcdefghij", "123456789 abcdefghi", 12) == "0123456789 …\n ^^^^^^^^^^^");
    CHECK(draw("漢漢漢漢漢漢漢漢ab漢漢漢漢漢", "b", 11) == "… 漢ab漢漢…\n     ^");
    CHECK(draw("漢漢漢漢漢漢漢漢漢漢x漢漢漢漢漢漢漢", "x", 12) == "…漢漢x漢漢…\n     ^");
}

TEST_CASE("a mark out of sight stands at the edge") {
    Sample sample;
    const FileId id = sample.add("a.latch", "one 23456789 123456789 two");
    const std::vector<Span> spans{sample.find(id, "one").span, sample.find(id, "two").span};
    const DrawnLine drawn = Snippet(*sample.files[0], id, {}, 20).draw(1, spans);
    CHECK(drawn.text == "one 23456789 123456…");
    CHECK(drawn.marks.at(1).begin == 19);
    CHECK(drawn.marks.at(1).count == 1);
}

TEST_CASE("an endless line is drawn small") {
    std::string text(10'000'000, 'x');
    text.replace(5'000'000, 5, "here!");
    Sample sample;
    const FileId file = sample.add("a.latch", std::move(text));
    sample.report({file, {5'000'000, 5'000'005}})
        .labels.push_back({{file, {9'999'999, 10'000'000}}, "x"});
    const std::string all = sample.render(Format::text);
    CHECK(all.size() < 3000);
    CHECK(all.find("a.latch:1:5000001") != all.npos);
    CHECK(all.find("xxhere!xx") != all.npos);
    const std::string narrow = sample.drawn({.width = 60});
    for (std::size_t at = 0; at < narrow.size();) {
        const std::size_t end = narrow.find('\n', at);
        CHECK(end - at <= 60 + 2 * std::string_view("…").size());
        at = end + 1;
    }
}

TEST_CASE("many findings on one endless line are no trouble") {
    Sample sample;
    const FileId file = sample.add("a.latch", std::string(2'000'000, 'x'));
    for (std::uint32_t at = 0; at < 2'000'000; at += 1'000) {
        sample.report({file, {at, at + 1}});
    }
    const std::string all = sample.render(Format::compact);
    CHECK(all.find("a.latch:1:1999001: error") != all.npos);
}

TEST_CASE("a secret shows four characters in every snippet") {
    Sample sample;
    const FileId other = sample.add("a.latch", "abcdefgh\n");
    const FileId file = sample.add("b.latch", "store env \"pit-äöü-secret\" // it\n");
    const Location secret = sample.find(file, "pit-äöü-secret");
    sample.secrets = {{other, {1, 4}}, secret};
    Diagnostic& finding = sample.report(sample.find(file, "env"));
    finding.labels.push_back({secret, "here"});
    finding.labels.push_back({sample.find(file, "// it"), "of it"});
    CHECK(sample.drawn() ==
          " --> b.latch:1:7\n"
          "  |\n"
          "1 | store env \"pit-**********\" // it\n"
          "  |       ^^^\n"
          "  |            -------------- here\n"
          "  |                            ----- of it\n"
          "  |\n");
    CHECK(sample.render(Format::text).find("ret") == std::string::npos);
}

TEST_CASE("a secret that is cut or spans lines stays masked") {
    Sample sample;
    const std::string key(5000, 'k');
    const FileId file = sample.add("a.latch", "\"" + key + "\nmore\" end\n");
    sample.secrets = {{file, {1, 5006}}};
    sample.report({file, {3000, 3001}}).labels.push_back({sample.find(file, "end"), ""});
    const std::string text = sample.drawn({.width = 40});
    CHECK(text.find('k') == text.npos);
    CHECK(text.find("2 | ****\" end\n") != text.npos);
    // A span past the end is taken as the end.
    sample.secrets = {{file, {1, 999'999}}, {file, {99'999, 999'999}}};
    CHECK(sample.drawn().find("end") == std::string::npos);
}

}  // namespace
}  // namespace latchkey::diag
