#include "antlr/grammar_lexer.h"
#include "samples.h"
#include "syntax/token.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <random>
#include <string>
#include <string_view>

namespace latchkey::syntax {
namespace {

std::vector<Token> in_order(const Tokens& cut) {
    std::vector<Token> all = cut.tokens;
    all.insert(all.end(), cut.comments.begin(), cut.comments.end());
    std::ranges::sort(all, {}, [](const Token& token) { return token.span; });
    return all;
}

bool same(const Token& left, const Token& right) {
    return left.kind == right.kind && left.span == right.span;
}

/// Whether both lexers cut the text alike; says where not.
bool agrees(const std::string& text) {
    const std::vector<Token> ours = in_order(tokenize(text));
    const test::GrammarCut theirs = test::cut_by_grammar(text);
    const auto differ = std::ranges::mismatch(ours, theirs.tokens, same);
    const bool equal =
        differ.in1 == ours.end() && differ.in2 == theirs.tokens.end() && theirs.errors == 0;
    if (!equal) {
        const std::uint32_t at = differ.in1 == ours.end() ? 0 : differ.in1->span.begin;
        MESSAGE("the lexers part at byte " << at << ": " << text.substr(at, 60));
    }
    return equal;
}

constexpr std::array awkward{
    "",
    " ",
    "\r",
    "\r\n\n\r",
    "a//b",
    "a///b",
    "a/b//c",
    "a--b",
    "a-",
    "a.",
    "a/",
    "a./b",
    "a.b/c-d_e",
    "crm-sync-2",
    "a-2b.3/4",
    "-a",
    "_",
    "_1",
    "1_",
    "1__2",
    "5_000",
    "5_000%",
    "0.5%",
    "0.5.5%",
    "5%%",
    "5%x",
    "x5%",
    ".5%",
    "90days",
    "90 days",
    "90-",
    "90//c",
    "90/c",
    "90/",
    "2026-11-23",
    "2026-11-23x",
    "2026-11-2",
    "2026-11-23-",
    "2026-11-233",
    "02026-11-23",
    "2026-1123",
    "20261123",
    "2001:db8::/32",
    "::1",
    "fe80::1",
    "203.0.113.0/24",
    "1.5",
    "1.",
    "1..2",
    "1:2",
    "https://x/y?z=1,2",
    "a://",
    "a.b-c://d\"e",
    "a:// b",
    "a-://",
    "a: //b",
    "a:/b",
    "key://x)y",
    "\"\"",
    "\"",
    "\"\\",
    "\"\\\n\"",
    "\"\\\"",
    "\"\\\\\"",
    "\"a\\\r\nb\"",
    "\"a\nb\"",
    "\"a\rb\"",
    "\"\\\"\\\"\"x",
    "\"\xD0\xB0\"",
    "\"a\"\"b\"",
    "!",
    "!=",
    "!!=",
    "= =",
    "==",
    "!==",
    "/",
    "//",
    "///",
    "////",
    "///a",
    "/// a\r/// b",
    "//\r//",
    "/*a*/",
    "*/",
    "/ /",
    "//a\n///b\n////c",
    "#a",
    "'a'",
    "`a`",
    "@",
    "a@b.c",
    "[a, b]",
    ";;",
    ";a;",
    "a;b",
    "\xD0\xB0",
    "c\xD0\xBEn",
    "\xC3\xA9/x",
    "\xFF\xFE",
    "a\xE2\x80\xAE"
    "b",
    "{}(),:=;",
    "{{}}",
    "unknown-source",
    "unknown-sources",
    "allow/deny",
    "allow.read",
    "ALLOW",
    "allow_",
    "uses",
    "use",
    "within",
    "above",
    "\t\f\v x",
};

TEST_CASE("our lexer and the grammar's cut awkward texts alike") {
    for (const char* const text : awkward) {
        CAPTURE(text);
        CHECK(agrees(text));
    }
}

TEST_CASE("our lexer and the grammar's cut every policy of the tree alike") {
    const std::vector<std::string> policies = test::all_policies();
    REQUIRE(policies.size() >= 2);
    for (const std::string& path : policies) {
        CAPTURE(path);
        CHECK(agrees(test::read_file(path)));
    }
}

TEST_CASE("our lexer and the grammar's cut broken texts alike") {
    std::mt19937 random(20261123);
    std::size_t cut = 0;
    for (int round = 0; round < 2500; ++round) {
        std::string text = test::mutate(test::full_example(), random);
        // The byte-order mark at the start is ours alone.
        if (!text.starts_with("\xEF\xBB\xBF")) {
            REQUIRE(agrees(text));
            ++cut;
        }
    }
    CHECK(cut >= 2000);
}

TEST_CASE("our lexer and the grammar's cut every policy of the tree alike once it is broken") {
    std::mt19937 random(20261124);
    std::size_t cut = 0;
    for (const std::string& path : test::all_policies()) {
        const std::string whole = test::read_file(path);
        for (int round = 0; round < 3; ++round) {
            // A part of it: what breaks is seen sooner, and more of them can be looked at.
            const std::size_t from = whole.empty() ? 0 : random() % whole.size();
            const std::string text = test::mutate(whole.substr(from, 600) + " ", random);
            if (!text.starts_with("\xEF\xBB\xBF")) {
                CAPTURE(path);
                REQUIRE(agrees(text));
                ++cut;
            }
        }
    }
    CHECK(cut >= 500);
}

TEST_CASE("our lexer and the grammar's cut arbitrary bytes alike") {
    // Those that mean something to a lexer come often, and often side by side.
    constexpr std::string_view telling = "azAZ_09.-/:%!=\"\\{}(),;#'@ \t\r\n";
    std::mt19937 random(20261125);
    for (int round = 0; round < 4000; ++round) {
        std::string text(random() % 60, ' ');
        for (char& byte : text) {
            byte = random() % 8 == 0 ? static_cast<char>(random() % 256)
                                     : telling[random() % telling.size()];
        }
        if (!text.starts_with("\xEF\xBB\xBF")) {
            REQUIRE(agrees(text));
        }
    }
}

TEST_CASE("the comparison of the lexers can fail") {
    const std::vector<Token> ours = in_order(tokenize("a b"));
    const test::GrammarCut theirs = test::cut_by_grammar("a \"b\"");
    CHECK_FALSE(std::ranges::equal(ours, theirs.tokens, same));
}

TEST_CASE("the kinds of tokens are those of the grammar") {
    REQUIRE(test::grammar_kind_count() == kind_count);
    std::size_t spelt = 0;
    for (std::size_t kind = 1; kind < kind_count; ++kind) {
        const std::string_view ours = spelling(static_cast<Kind>(kind));
        const std::string quoted = ours.empty() ? "" : "'" + std::string(ours) + "'";
        CHECK(test::grammar_spelling(kind) == quoted);
        spelt += ours.empty() ? 0 : 1;
        if (is_keyword(static_cast<Kind>(kind))) {
            CHECK(keyword_or_name(ours) == static_cast<Kind>(kind));
        }
    }
    CHECK(spelt > 80);
    CHECK(keyword_or_name("nothing") == Kind::name);
}

TEST_CASE("a token knows whether it is the first on its line") {
    const Tokens cut = tokenize(
        "\xEF\xBB\xBF"
        "a b // c\r  d\r\n\te /// f\n/// g\nh");
    std::string first;
    for (const Token& token : cut.tokens) {
        first += token.starts_line ? '1' : '0';
    }
    CHECK(first == "10111");
    REQUIRE(cut.comments.size() == 3);
    CHECK_FALSE(cut.comments[1].starts_line);
    CHECK(cut.comments[2].starts_line);
    CHECK(cut.comments[2].kind == Kind::doc_comment);
}

}  // namespace
}  // namespace latchkey::syntax
