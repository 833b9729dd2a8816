#include "format/diff.h"

#include <doctest/doctest.h>

#include <cstdint>
#include <string>
#include <vector>

namespace latchkey::format {
namespace {

std::string changes(std::string_view before, std::string_view after,
                    std::span<const Span> hidden = {}) {
    return diff("a.latch", before, after, hidden);
}

TEST_CASE("no change, no diff") {
    CHECK(changes("use a\n", "use a\n") == "");
}

TEST_CASE("one changed line, with three around it") {
    CHECK(changes("use a\nuse b\nuse c\nuse d\n use e\nuse f\nuse g\nuse h\nuse i\n",
                  "use a\nuse b\nuse c\nuse d\nuse e\nuse f\nuse g\nuse h\nuse i\n") ==
          "--- a.latch\n+++ a.latch\n@@ -2,7 +2,7 @@\n use b\n use c\n use d\n- use e\n+use e\n"
          " use f\n use g\n use h\n");
}

TEST_CASE("changes far from each other are told apart") {
    const std::string calm = "use b\nuse c\nuse d\nuse e\nuse f\nuse g\n";
    CHECK(changes(" use a\n" + calm + " use h\n", "use a\n" + calm + "use h\n").find("@@ -2") ==
          std::string::npos);
    CHECK(changes(" use a\n" + calm + "use x\n use h\n", "use a\n" + calm + "use x\nuse h\n") ==
          "--- a.latch\n+++ a.latch\n@@ -1,4 +1,4 @@\n- use a\n+use a\n use b\n use c\n use d\n"
          "@@ -6,4 +6,4 @@\n use f\n use g\n use x\n- use h\n+use h\n");
}

TEST_CASE("lines that are joined, broken and dropped") {
    CHECK(changes("use\na\n\n\nuse b use c", "use a\n\nuse b\nuse c\n") ==
          "--- a.latch\n+++ a.latch\n@@ -1,5 +1,4 @@\n-use\n-a\n-\n+use a\n \n-use b use c\n"
          "\\ No newline at end of file\n+use b\n+use c\n");
    CHECK(changes("\n", "") == "--- a.latch\n+++ a.latch\n@@ -1,1 +0,0 @@\n-\n");
}

TEST_CASE("secrets are hidden on both sides, wherever they moved") {
    const std::string before = "team a { contact \"secret-of-a\" } // secret-of-b\n";
    const std::string after = "team a {\n  contact \"secret-of-a\"\n}  // secret-of-b\n";
    const auto place = [&](std::string_view secret) {
        const auto begin = static_cast<std::uint32_t>(before.find(secret));
        return Span{begin + 4, begin + static_cast<std::uint32_t>(secret.size())};
    };
    const std::vector<Span> hidden{place("secret-of-a"), place("secret-of-b")};
    CHECK(changes(before, after, hidden) ==
          "--- a.latch\n+++ a.latch\n@@ -1,1 +1,3 @@\n"
          "-team a { contact \"secr*******\" } // secr*******\n"
          "+team a {\n+  contact \"secr*******\"\n+}  // secr*******\n");
}

TEST_CASE("what a terminal would obey is shown") {
    CHECK(changes(" // \x1B[2J\xE2\x80\xAE\n", "// \x1B[2J\xE2\x80\xAE\n") ==
          "--- a.latch\n+++ a.latch\n@@ -1,1 +1,1 @@\n- // \\u{1B}[2J\\u{202E}\n"
          "+// \\u{1B}[2J\\u{202E}\n");
}

}  // namespace
}  // namespace latchkey::format
