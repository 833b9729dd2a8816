#include "latchkey/fix.h"

#include "latchkey/files.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;
using latchkey::apply_edits;
using latchkey::Edit;
using latchkey::unified_diff;

Edit edit(const std::string& text, std::string_view what, std::string with) {
    const auto at = static_cast<std::uint32_t>(text.find(what));
    REQUIRE(at < text.size());
    return {{{}, {at, at + static_cast<std::uint32_t>(what.size())}}, std::move(with)};
}

std::string applied(const std::string& text, const std::vector<Edit>& edits) {
    return apply_edits(text, edits).value_or("(refused)");
}

std::string without(const std::string& text, std::string_view what) {
    return applied(text, {edit(text, what, "")});
}

TEST_CASE("edits that meet are refused") {
    const std::string text = "abcdef";
    CHECK(applied(text, {edit(text, "e", "X"), edit(text, "b", "Y")}) == "aYcdXf");
    CHECK(applied(text, {edit(text, "ab", ""), edit(text, "cd", "")}) == "ef");
    CHECK(applied(text, {edit(text, "abc", ""), edit(text, "cd", "")}) == "(refused)");
    CHECK(applied(text, {edit(text, "bc", ""), edit(text, "bc", "")}) == "(refused)");
    const Edit at_begin{{{}, {0, 0}}, "x"};
    const Edit behind_two{{{}, {2, 2}}, "x"};
    CHECK(applied(text, {at_begin}) == "xabcdef");
    CHECK(applied(text, {at_begin, at_begin}) == "(refused)");
    CHECK(applied(text, {edit(text, "ab", ""), behind_two}) == "(refused)");
    CHECK(applied(text, {edit(text, "cd", ""), behind_two}) == "(refused)");
    CHECK(applied(text, {{{{}, {4, 9}}, ""}}) == "(refused)");
}

TEST_CASE("line ends become those of the text") {
    CHECK(applied("a\r\nb", {{{{}, {3, 3}}, "x\ny\r\n"}}) == "a\r\nx\r\ny\r\nb");
    CHECK(applied("a\nb", {{{{}, {2, 2}}, "x\r\n"}}) == "a\nx\nb");
    CHECK(applied("a\rb", {{{{}, {2, 2}}, "x\n"}}) == "a\rx\rb");
    CHECK(applied("a", {{{{}, {1, 1}}, "\n"}}) == "a\n");
}

TEST_CASE("comments stay") {
    CHECK(without("s\n  a, // why\n  b\n", "  a, // why\n") == "s\n  // why\n  b\n");
    CHECK(without("s a, // why\n  b\n", "a, // why\n  ") == "s // why\n  b\n");
    CHECK(without("s a,\n  b // why\n", ",\n  b // why") == "s a  // why\n");
    CHECK(without("{ s a // why\n}", " s a // why") == "{ // why\n}");
    CHECK(without("x\n  /// Doc.\n  // More.\n  s a // why\ny",
                  "  /// Doc.\n  // More.\n  s a // why\n") ==
          "x\n  // Doc.\n  // More.\n  // why\ny");
    CHECK(without("x\r\n  a // why\r\ny", "  a // why\r\n") == "x\r\n  // why\r\ny");
    CHECK(without("x\n  a // why", "\n  a // why") == "x  // why");
    CHECK(without("xa // why", "a // why") == "x // why");
    const std::string text = "s a // why\nb";
    CHECK(applied(text, {edit(text, "a // why", "c")}) == "s c // why\nb");
    // A comment that the edit writes again is not doubled, and part of one is nobody's comment.
    CHECK(applied(text, {edit(text, "a // why", "c // why")}) == "s c // why\nb");
    CHECK(without(text, "hy") == "s a // w\nb");
    CHECK(without("s \"a // b\" c", "\"a // b\" ") == "s c");
    CHECK(without("s \"a\\\" // b\" c", "\"a\\\" // b\" ") == "s c");
}

TEST_CASE("a diff as patch reads it") {
    CHECK(unified_diff("a", "x\n", "x\n").empty());
    CHECK(unified_diff("a", "", "x\n") == "--- a/a\n+++ b/a\n@@ -0,0 +1 @@\n+x\n");
    CHECK(unified_diff("a", "x\n", "") == "--- a/a\n+++ b/a\n@@ -1 +0,0 @@\n-x\n");
    CHECK(unified_diff("a", "x", "x\n") ==
          "--- a/a\n+++ b/a\n@@ -1 +1 @@\n-x\n"
          "\\ No newline at end of file\n+x\n");
    CHECK(unified_diff("a", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n") ==
          "--- a/a\n+++ b/a\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n");
    std::string before;
    for (int line = 1; line <= 30; ++line) {
        before += std::to_string(line) + "\n";
    }
    std::string after = before;
    after.replace(after.find("3\n"), 2, "");
    after.replace(after.find("9\n"), 2, "9\nnew\n");
    after.replace(after.find("25\n"), 3, "x\n");
    CHECK(
        unified_diff("a", before, after) ==
        "--- a/a\n+++ b/a\n@@ -1,12 +1,12 @@\n 1\n 2\n-3\n 4\n 5\n 6\n 7\n 8\n 9\n+new\n 10\n 11\n"
        " 12\n@@ -22,7 +22,7 @@\n 22\n 23\n 24\n-25\n+x\n 26\n 27\n 28\n");
}

TEST_CASE("a diff of two texts that have nothing in common ends") {
    std::string before;
    std::string after;
    for (int line = 0; line < 5000; ++line) {
        before += "a" + std::to_string(line) + "\n";
        after += "b" + std::to_string(line) + "\n";
    }
    CHECK(unified_diff("a", before, after).size() > before.size() + after.size());
}

/// A directory of its own.
struct Place {
    Place() {
        std::string path = (fs::temp_directory_path() / "latchkey-fix-XXXXXX").native();
        REQUIRE(mkdtemp(path.data()) != nullptr);
        root = path;
    }
    ~Place() {
        std::error_code error;
        fs::remove_all(root, error);
    }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;

    [[nodiscard]] std::string at(const std::string& name) const { return (root / name).string(); }
    [[nodiscard]] static std::string read(const std::string& path) {
        std::ifstream file(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }

    fs::path root;
};

TEST_CASE("a file is replaced with its mode, behind its link, and only as it was read") {
    const Place place;
    const std::string path = place.at("a.latch");
    std::ofstream(path) << "old";
    REQUIRE(chmod(path.c_str(), 0640) == 0);
    fs::create_symlink("a.latch", place.at("link.latch"));
    const std::string expected = "old";
    CHECK(latchkey::replace_file(place.at("link.latch"), "new", &expected).empty());
    CHECK(Place::read(path) == "new");
    CHECK(fs::is_symlink(place.at("link.latch")));
    struct stat status {};
    REQUIRE(stat(path.c_str(), &status) == 0);
    CHECK((status.st_mode & 07777U) == 0640U);
    CHECK(latchkey::replace_file(path, "newer", &expected) == "changed while latchkey was running");
    CHECK(Place::read(path) == "new");
    CHECK(latchkey::replace_file(place.at("b"), "made").empty());
    CHECK(Place::read(place.at("b")) == "made");
    CHECK_FALSE(latchkey::replace_file(place.at("no/such/folder"), "x").empty());
    CHECK_FALSE(latchkey::replace_file(place.root.string(), "x").empty());
    CHECK(std::distance(fs::directory_iterator(place.root), fs::directory_iterator()) == 3);
}

}  // namespace
