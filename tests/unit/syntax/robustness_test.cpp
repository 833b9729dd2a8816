#include "parsed.h"
#include "samples.h"
#include "syntax/token.h"

#include <doctest/doctest.h>

#include <string>

namespace latchkey::syntax {
namespace {

using test::Parsed;

bool inside(const Parsed& parsed, Span span) {
    return span.begin <= span.end && span.end <= parsed.file.text().size();
}

/// Every place of every finding and declaration is one of the file.
bool all_inside(const Parsed& parsed) {
    bool good = true;
    for (const Diagnostic& finding : parsed.findings) {
        good = good && inside(parsed, finding.where.span);
        for (const Label& label : finding.labels) {
            good = good && inside(parsed, label.where.span);
        }
        for (const Fix& fix : finding.fixes) {
            for (const Edit& edit : fix.edits) {
                good = good && inside(parsed, edit.where.span);
            }
        }
    }
    for (const Declaration& declaration : parsed.tree.declarations) {
        good = good && inside(parsed, declaration.span);
        if (const auto* const block = std::get_if<Block>(&declaration.value)) {
            good = good && inside(parsed, block->body) && !block->name.text.empty();
            for (const Statement& statement : block->statements) {
                good = good && inside(parsed, statement.span) && statement.value.index() != 0;
            }
        }
    }
    return good;
}

TEST_CASE("broken texts never break the parser") {
    std::mt19937 random(7);
    std::size_t with_errors = 0;
    for (int round = 0; round < 6000; ++round) {
        const Parsed parsed(test::mutate(test::full_example(), random));
        REQUIRE(all_inside(parsed));
        REQUIRE(parsed.tree.has_errors == !parsed.findings.empty());
        REQUIRE(parsed.findings.size() <= 100);
        with_errors += parsed.tree.has_errors ? 1 : 0;
    }
    CHECK(with_errors > 4000);
}

TEST_CASE("noise never breaks the parser") {
    std::mt19937 random(8);
    for (int round = 0; round < 500; ++round) {
        std::string text(random() % 400, ' ');
        for (char& byte : text) {
            byte = static_cast<char>(1 + random() % 126);
        }
        REQUIRE(all_inside(Parsed(text)));
    }
}

TEST_CASE("every beginning of a file can be read") {
    const std::string& text = test::full_example();
    for (std::size_t length = 0; length < text.size(); length += 3) {
        const Parsed parsed(text.substr(0, length));
        REQUIRE(all_inside(parsed));
        // Where the text was cut off is one mistake, two at most: in the statement and for the
        // brace.
        CHECK(parsed.findings.size() <= 2);
    }
}

TEST_CASE("what is huge stays cheap") {
    const std::string many_braces(200'000, '{');
    for (const std::string& text :
         {"integration a " + many_braces, many_braces,
          "integration a {" + std::string(200'000, '}'), std::string(10'000, 'a'),
          "team " + std::string(10'000, 'a') + " {}",
          "team a { contact " + std::string(3'000'000, 'a') + " }",
          "team a { contact \"" + std::string(3'000'000, '"') + " }",
          "role a { deny delete on " + std::string(300'000, ',') + " }"}) {
        const Parsed parsed(text);
        CHECK(all_inside(parsed));
        CHECK(parsed.findings.size() <= 100);
    }
}

TEST_CASE("a declaration of more than a million tokens is refused, not read") {
    std::string text = "role a { deny delete on x";
    while (text.size() < 2'200'000) {
        text += ",y";
    }
    const Parsed parsed(text + " }\nteam b { contact \"c\" }\n");
    REQUIRE(parsed.findings.size() == 1);
    CHECK(parsed.findings[0].message.find("more than a million") != std::string::npos);
    CHECK(parsed.tree.declarations.size() == 1);
}

TEST_CASE("a file of more than sixteen million tokens is refused, not cut") {
    const std::string text(most_tokens + 1000, '{');
    CHECK(tokenize(text).tokens.size() == most_tokens + 1);
    const Parsed parsed(text);
    REQUIRE(parsed.findings.size() == 1);
    CHECK(parsed.findings[0].message.find("more than 16 million") != std::string::npos);
    CHECK(parsed.tree.has_errors);
    CHECK(parsed.tree.declarations.empty());
}

TEST_CASE("blocks in blocks end") {
    std::string open;
    std::string close;
    for (int depth = 0; depth < 300; ++depth) {
        open += "\n" + std::string(static_cast<std::size_t>(depth), ' ') + "team t {";
        close += "}";
    }
    for (const std::string& text : {open, open + close}) {
        const Parsed parsed(text);
        CHECK(all_inside(parsed));
        CHECK(!parsed.findings.empty());
        CHECK(parsed.findings.size() <= 100);
    }
}

TEST_CASE("after a hundred messages the rest is a note") {
    std::string text;
    for (int line = 0; line < 150; ++line) {
        text += "use highlevel;\n";
    }
    const Parsed parsed(text);
    REQUIRE(parsed.findings.size() == 100);
    REQUIRE(parsed.findings.back().notes.size() == 1);
    CHECK(parsed.findings.back().notes[0].starts_with("… and more"));
    CHECK(parsed.findings.front().notes.empty());
}

}  // namespace
}  // namespace latchkey::syntax
