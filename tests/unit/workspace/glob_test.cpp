#include "latchkey/files.h"

#include <doctest/doctest.h>

#include <string>

using latchkey::matches_glob;

TEST_CASE("a star stays within one part of the path") {
    CHECK(matches_glob("*.latch", "a.latch"));
    CHECK(matches_glob("policies/*.latch", "policies/a.latch"));
    CHECK_FALSE(matches_glob("*.latch", "policies/a.latch"));
    CHECK_FALSE(matches_glob("policies/*.latch", "policies/drafts/a.latch"));
}

TEST_CASE("two stars go over any number of parts, none among them") {
    CHECK(matches_glob("policies/**/*.latch", "policies/a.latch"));
    CHECK(matches_glob("policies/**/*.latch", "policies/x/y/a.latch"));
    CHECK(matches_glob("**/*.latch", "a.latch"));
    CHECK(matches_glob("policies/drafts/**", "policies/drafts/x/a.latch"));
    CHECK_FALSE(matches_glob("policies/**/*.latch", "other/a.latch"));
}

TEST_CASE("question marks, classes and braces") {
    CHECK(matches_glob("?.latch", "a.latch"));
    CHECK_FALSE(matches_glob("?.latch", "ab.latch"));
    CHECK(matches_glob("[a-c]x.latch", "bx.latch"));
    CHECK_FALSE(matches_glob("[!a-c]x.latch", "bx.latch"));
    CHECK(matches_glob("{crm,forms}/*.latch", "forms/a.latch"));
    CHECK_FALSE(matches_glob("{crm,forms}/*.latch", "other/a.latch"));
    // What is not closed stands for itself.
    CHECK(matches_glob("[a.latch", "[a.latch"));
    CHECK(matches_glob("{a.latch", "{a.latch"));
}

TEST_CASE("patterns that would blow up a naive matcher") {
    const std::string text(2000, 'a');
    std::string pattern;
    for (int count = 0; count < 60; ++count) {
        pattern += "*a";
    }
    CHECK_FALSE(matches_glob(pattern + "b", text));
    std::string parts;
    std::string path;
    for (int count = 0; count < 100; ++count) {
        parts += "**/";
        path += "x/";
    }
    CHECK_FALSE(matches_glob(parts + "y", path + "z"));
    std::string braces;
    for (int count = 0; count < 200'000; ++count) {
        braces += "{}";
    }
    CHECK_FALSE(matches_glob(braces, path));
}
