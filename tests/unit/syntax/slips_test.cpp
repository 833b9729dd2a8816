#include "parsed.h"

#include <doctest/doctest.h>

#include <array>
#include <string>
#include <string_view>

namespace latchkey::syntax {
namespace {

using test::Parsed;

/// One slip: what is written, the text that the message marks, what the message says in it, and
/// whether its fix alone makes the file right.
struct Slip {
    std::string_view text;
    std::string_view marked;
    std::string_view says;
    bool fixed = false;
};

std::string in_integration(std::string_view line) {
    return "integration lead-form \"Website\" {\n  purpose lead-capture\n" + std::string(line) +
           "\n  owner growth\n}\n";
}

std::string in_credential(std::string_view line) {
    return "credential tok {\n  provider highlevel\n" + std::string(line) + "\n  owner growth\n}\n";
}

void check_slip(const Slip& slip, std::string text) {
    const Parsed parsed(std::move(text));
    CAPTURE(slip.text);
    CAPTURE(parsed.messages());
    REQUIRE(parsed.findings.size() == 1);
    const Diagnostic& finding = parsed.findings[0];
    CHECK(parsed.marked(finding) == slip.marked);
    CHECK(finding.message.find(slip.says) != std::string::npos);
    CHECK(finding.message.back() != '.');
    CHECK(parsed.tree.has_errors);
    if (slip.fixed) {
        REQUIRE(finding.fixes.size() == 1);
        CHECK(Parsed(test::fixed(parsed, finding)).messages() == "");
    }
}

constexpr std::array integration_slips{
    Slip{"  uses tok;", ";", "no statement ends in one", true},
    Slip{"  uses: tok", ":", "a `:` after `uses`", true},
    Slip{"  status = active", "=", "a `=` after `status`", true},
    Slip{"  allow read update on contact", "read update", "no `,` between `read` and `update`",
         true},
    Slip{"  scopes a.b c.d", "a.b c.d", "no `,`", true},
    Slip{"  allow read on contact (email phone)", "email phone", "no `,`", true},
    Slip{"  allow read and update on contact", "and", "`,` between", true},
    Slip{"  allow read contact", "contact", "`on` is missing before `contact`", true},
    Slip{"  allow read on contact (a, b because \"x\"", "b", "`)` is missing", true},
    Slip{"  allow read ON contact", "ON", "did you mean `on`?", true},
    Slip{"  allow contact note", "note", "`on` is missing before `note`"},
    Slip{"  allow on contact", "allow", "an action is missing after `allow`"},
    Slip{"  allow contact read", "contact read", "the action comes first", true},
    Slip{"  allow read on contact email", "email", "fields stand in `( )`"},
    Slip{"  allow read on contact note (a)", "contact note", "no `,`", true},
    Slip{"  allow read on contact [email, phone]", "[", "stands in `( )`", true},
    Slip{"  allow read on contact {email}", "{", "stands in `( )`", true},
    Slip{"  allow read on contact where a in [1, 2]", "[", "stands in `( )`", true},
    Slip{"  allow read on contact because the desk needs it // so", "the desk needs it",
         "belongs in quotes", true},
    Slip{"  waive r until 2026-01-01 because it is so by t", "it is so", "belongs in quotes", true},
    Slip{"  permit read on contact", "permit", "did you mean `allow`?", true},
    Slip{"  assert x cannot delete contact", "assert", "outside of blocks"},
    Slip{"  limit 5,000 requests per day", "5,000", "`5_000`", true},
    Slip{"  limit 5,000,000 requests per day", "5,000,000", "`5_000_000`", true},
    Slip{"  retain 1y", "1y", "`1 year`", true},
    Slip{"  alert on errors above 5 % to \"x\"", "5 %", "blank before the `%`", true},
    Slip{"  gateway \"edge”", "”", "the text ends with", true},
    Slip{"  gateway \"edge” x", "\"edge” x", "not closed"},
    Slip{"  uses tok -- why", "--", "`//` does", true},
    Slip{"  scopes a, b,", ",", "nothing follows", true},
    Slip{"  scopes [a, b]", "[", "no brackets", true},
    Slip{"  from 203.0.113.0/24, \"x\"", "203.0.113.0/24",
         "network or an address: it belongs in quotes", true},
    Slip{"  from 2001:db8::/32", "2001:db8::/32", "belongs in quotes", true},
    Slip{"  from ::1/128", "::1/128", "belongs in quotes", true},
    Slip{"  allow allow read on contact", "allow", "stands twice", true},
    Slip{"  allow read on on contact", "on", "stands twice", true},
    Slip{"  retain 90days", "90days", "no blank between number and unit: `90 days`", true},
    Slip{"  retain 90d", "90d", "`90 days`", true},
    Slip{"  limit 60/minute", "60/minute", "`60 requests per minute`", true},
    Slip{"  scopes https://x.y/auth/z", "https://x.y/auth/z", "belongs in quotes", true},
    Slip{"  gateway https://x.y/auth/z", "https://x.y/auth/z", "belongs in quotes", true},
    Slip{"  gateway \"edge-proxy", "\"edge-proxy", "not closed", true},
    Slip{"  gateway \"edge\n  proxy\"", "\"edge\n  proxy\"", "several lines"},
    Slip{"  gateway \"a\\qb\"", "\\q", "no escape"},
    Slip{"  gateway \"a\\u{110000}b\"", "\\u{110000}", "names no character"},
    Slip{"  gateway 'edge'", "'edge'", "a text stands in `\"`", true},
    Slip{"  gateway “edge proxy”", "“edge proxy”", "a text stands in `\"`", true},
    Slip{"  # one\n  # two\n  uses tok", "#", "`//` does", true},
    Slip{"  uses tok # why", "#", "`//` does", true},
    Slip{"  /* one\n  two */\n  uses tok", "/*", "`//` does"},
    Slip{"  gateway edge", "edge", "belongs in quotes", true},
    Slip{"  uses \"tok\"", "\"tok\"", "a name has none", true},
    Slip{"  uses a, b", ",", "`uses` takes one value"},
    Slip{"  uses a b", "b", "no place after this `uses`"},
    Slip{"  status\n  uses tok", "status", "a name is missing after `status`"},
    Slip{"  allow read on\n  uses tok", "on", "an entity is missing after `on`"},
    Slip{"  scope contacts.write", "scope", "did you mean `scopes`?", true},
    Slip{"  permissions read on x", "permissions", "did you mean `allow`?", true},
    Slip{"  allows read on x", "allows", "did you mean `allow`?", true},
    Slip{"  ovner growth", "ovner", "did you mean `owner`?", true},
    Slip{"  permits read on x", "permits", "belongs in a purpose, not in an integration"},
    Slip{"  review within 5 days", "review within 5 days", "`review every"},
    Slip{"  waive r for y until 2026-01-01 because \"x\" by t", "y", "has no `for`", true},
    Slip{"  waive r until \"2026-01-01\" because \"x\" by t", "\"2026-01-01\"", "a date has none",
         true},
    Slip{"  allow read on contact\n    becuase \"x\"", "becuase", "did you mean `because`?", true},
    Slip{"  allow read on contact because \"x\" where a = 1", "where", "comes before it"},
    Slip{"  allow read on contact where a == 1", "==", "`==` compares nothing", true},
    Slip{"  allow call GET /contacts/{id}", "GET /contacts/{id}", "is an operation", true},
    Slip{"  deny read on contact because \"x\"", "because", "goes with `allow`"},
    Slip{"  deny read on contact except (a)", "except", "goes with `allow`"},
    Slip{"  scopes keap : contact", ":", "no blanks", true},
    Slip{"  alert on errors above 5 to \"x\"", "5", "no `%`", true},
    Slip{"  limit 60 per minute", "per", "`requests` is expected"},
    Slip{"  audit { to \"x\" }", "{", "no statement has a block of its own"},
    Slip{"  owner café", "café", "U+00E9"},
    Slip{"  uses\xC2\xA0tok", "\xC2\xA0", "U+00A0", true},
};

TEST_CASE("each slip in an integration is named") {
    for (const Slip& slip : integration_slips) {
        check_slip(slip, in_integration(slip.text));
    }
}

constexpr std::array credential_slips{
    Slip{"  issued \"2026-09-01\"", "\"2026-09-01\"", "a date has none", true},
    Slip{"  issued 2026-9-1", "2026-9-1", "is no date", true},
    Slip{"  issued 01.09.2026", "01.09.2026", "is no date"},
    Slip{"  key env \"X\"", "key", "did you mean `store`?", true},
    Slip{"  store \"FORM_KEY\"", "\"FORM_KEY\"", "the kind of store is missing"},
    Slip{"  rotate evry 90 days", "evry", "did you mean `every`?", true},
    Slip{"  store {\n    kind env\n  }", "{", "no statement has a block of its own"},
    Slip{"  level agency location", "agency location", "no `,`", true},
};

TEST_CASE("each slip in a credential is named") {
    for (const Slip& slip : credential_slips) {
        check_slip(slip, in_credential(slip.text));
    }
}

constexpr std::array file_slips{
    Slip{"integration {\n  uses x\n}", "integration", "a name is missing after `integration`"},
    Slip{"integration a \"x\"\n  uses tok\n}\nteam b { }", "\"x\"", "`{` is missing", true},
    Slip{"integration a {\n  uses tok\n\nteam b { }", "tok", "not closed", true},
    Slip{"integration a {\n  uses tok\n", "tok", "not closed", true},
    Slip{"integration a {\n}\n}\nteam b { }", "}", "closes nothing", true},
    Slip{"integration a {{\n  uses tok\n}\n", "{", "a `{` inside a block"},
    Slip{"integrations a {\n  uses tok\n}\n", "integrations", "did you mean `integration`?", true},
    Slip{"integratoin a {\n  uses tok\n}\n", "integratoin", "did you mean `integration`?", true},
    Slip{"integration \"lead-form\" {\n  uses tok\n}\n", "\"lead-form\"", "a name has none", true},
    Slip{"integration lead form {\n  uses tok\n}\n", "lead form", "`lead-form`", true},
    Slip{"integration lead Website lead form {\n}\n", "Website lead form", "the title", true},
    Slip{"integration lead: {\n}\n", ":", "a `:` after `lead`", true},
    Slip{"integration lead.form {\n}\n", "lead.form", "has a `.`"},
    Slip{"team a { }\nfoo bar\n", "foo", "begins no declaration"},
    Slip{"integration a {\n}\n  owner growth\n  status x\n}\nteam b { }\n", "owner",
         "stands outside of a block"},
    Slip{"team a {\n  contact growth@acme.example\n}", "growth@acme.example", "e-mail address",
         true},
    Slip{"team a {\n  contact slack:#x\n}", "slack:#x", "belongs in quotes", true},
    Slip{"team a \"Growth {\n  contact \"x\"\n}\nteam b { }\n", "\"Growth {", "not closed"},
    Slip{"use highlevel;\n", ";", "no statement ends in one", true},
    Slip{"use a, b\n", ",", "`use` takes one value"},
    Slip{"use\nteam a { }\n", "use", "a name is missing after `use`"},
    Slip{"assert x cannot delete on contact\n", "on", "an assertion has no `on`", true},
    Slip{"assert x can not delete contact\n", "can not", "one word: `cannot`", true},
    Slip{"assert x cannot cannot delete contact\n", "cannot", "stands twice", true},
    Slip{"assert every credential except cannot delete contact\n", "except",
         "a name is missing after `except`"},
    Slip{"assert x cannot delete contact because \"y\"\n", "because", "has no reason"},
    Slip{"assert x cannot delete contact\n  because \"y\"\n", "because", "has no reason"},
    Slip{"assert all integrations cannot delete contact\n", "all integrations",
         "`every integration`", true},
    Slip{"assert x cannot\n", "cannot", "an action is missing after `cannot`"},
    Slip{"assert x cannot delete\n", "delete", "an entity is missing after `delete`"},
    Slip{"team team growth { }\n", "team", "stands twice", true},
    Slip{"integration a {\n  uses tok\n  team b { contact \"c\" }\n  owner b\n}\n", "team",
         "inside an integration"},
    Slip{"assert x cannt delete contact\n", "cannt", "did you mean `cannot`?", true},
    Slip{"waive r until 2026-01-01 because \"x\" by t\n", "r", "`for NAME`"},
    Slip{"accept\n", "accept", "`weakening` or `widening` is missing after `accept`"},
    Slip{"accept x for delete on contact because \"y\" by t\n", "x",
         "`x` stands where `weakening` or `widening` is expected"},
    Slip{"accept widening x for delete on contact because \"y\" by t\n", "x", "`of`"},
    Slip{"accept widening of\n", "of", "an integration or a credential is missing after `of`"},
    Slip{"accept widening of x\n", "x", "`for` is missing after `x`"},
    Slip{"accept widening of x for\n", "for", "an action is missing after `for`"},
    Slip{"accept weakening of x for\n", "for", "a control such as `limit` is missing after `for`"},
    Slip{"accept widening of x for delete contact because \"y\" by t\n", "contact",
         "`on` is missing before `contact`", true},
    Slip{"accept widening of x for on contact because \"y\" by t\n", "for",
         "an action is missing after `for`"},
    Slip{"accept widening of x for contact delete because \"y\" by t\n", "contact delete",
         "the action comes first", true},
    Slip{"accept widening of x for update on contact email because \"y\" by t\n", "email",
         "fields stand in `( )`"},
    Slip{"accept widening of x for update on contact [email] because \"y\" by t\n", "[",
         "stands in `( )`", true},
    Slip{"accept widening of x for delete on\n", "on", "an entity is missing after `on`"},
    Slip{"accept widening of x for call\n", "call", "an operation such as"},
    Slip{"accept widening of x for scopes a b because \"y\" by t\n", "a b", "no `,`", true},
    Slip{"accept widening of x for account loc because \"y\" by t\n", "loc", "belongs in quotes",
         true},
    Slip{"accept widening of x for delete on contact\n", "contact", "`because`"},
    Slip{"accept widening of x for delete on contact because \"y\"\n", "\"y\"",
         "`by` is missing after `\"y\"`"},
    Slip{"accept widening of x for delete on contact by t\n", "by", "`because`"},
    Slip{"accept widening of x for delete on contact because it is so by t\n", "it is so",
         "belongs in quotes", true},
    Slip{"accept widening of x for delete on contact because \"y\" by \"t\"\n", "\"t\"",
         "a name has none", true},
    Slip{"accept widening of x for update on contact except (email) because \"y\" by t\n", "except",
         "an acceptance lists the fields it means"},
    Slip{"accept widenning of x for delete on contact because \"y\" by t\n", "widenning",
         "did you mean `widening`?", true},
    Slip{"approve widening of x for delete on contact because \"y\" by t\n", "approve",
         "did you mean `accept`?", true},
    Slip{"integration a {\n  uses tok\n  accept widening of a for delete on contact because \"y\" "
         "by t\n  owner b\n}\n",
         "accept", "outside of blocks"},
    Slip{"purpose x {\n  review every 90 days last 2026-01-01\n}\n",
         "review every 90 days last 2026-01-01", "`review within"},
    Slip{"team t {\n  scopes a.b\n}\n", "scopes",
         "`scopes` belongs in an integration, not in a team"},
};

TEST_CASE("each slip around blocks is named") {
    for (const Slip& slip : file_slips) {
        check_slip(slip, std::string(slip.text));
    }
}

/// The statements of the first block that are left.
std::size_t statements_left(std::string_view line) {
    const Parsed parsed(in_integration(line));
    REQUIRE(parsed.findings.size() == 1);
    return std::get<Block>(parsed.tree.declarations.at(0).value).statements.size();
}

TEST_CASE("what was not understood does not reach the tree") {
    CHECK(statements_left("  uses tok;") == 3);
    CHECK(statements_left("  uses a b") == 3);
    CHECK(statements_left("  allow read on contact # so") == 3);
    CHECK(statements_left("  allow call GET /contacts/") == 2);
    CHECK(statements_left("  allow read on contact [email]") == 2);
    CHECK(statements_left("  scopes a b") == 2);
    CHECK(Parsed("use use keap\n").tree.declarations.empty());
    CHECK(Parsed("use highlevel;\n").tree.declarations.size() == 1);
    CHECK(Parsed("assert x can not delete contact\n").tree.declarations.empty());
}

TEST_CASE("a header declares no part of a name") {
    CHECK(Parsed("team sales--eu { }\n").tree.declarations.empty());
    CHECK(Parsed("team growth team { }\n").tree.declarations.empty());
    for (const char* const text : {"team growth Growth marketing { }\n", "team team growth { }\n",
                                   "team growth: { }\n", "team growth\n  contact \"x\"\n}\n"}) {
        const Parsed parsed(text);
        REQUIRE(parsed.findings.size() == 1);
        REQUIRE(parsed.tree.declarations.size() == 1);
        CHECK(std::get<Block>(parsed.tree.declarations[0].value).name.text == "growth");
    }
}

TEST_CASE("a fix that guesses is not safe") {
    for (const char* const line : {"  allow contact read", "  allow contact note"}) {
        const Parsed parsed(in_integration(line));
        REQUIRE(parsed.findings.size() == 1);
        REQUIRE(parsed.findings[0].fixes.size() == 1);
        CHECK(parsed.findings[0].fixes[0].safety == Fix::Safety::unsafe);
    }
    CHECK(Parsed("assert x cannot update contact email\n").findings.at(0).fixes.at(0).safety ==
          Fix::Safety::unsafe);
    CHECK(Parsed(in_integration("  allow read on contact because it is so where a = 1"))
              .findings.at(0)
              .fixes.empty());
    CHECK(Parsed(in_integration("  allow on contact")).findings.at(0).fixes.empty());
    CHECK(Parsed(in_integration("  gateway \"edge” x")).findings.at(0).fixes.empty());
}

TEST_CASE("a block inside another is read too") {
    const Parsed parsed(
        "integration a {\n  uses tok\n  team b { contact \"c\" }\n  owner b\n}\nteam d { }\n");
    CHECK(parsed.findings.size() == 1);
    CHECK(parsed.tree.declarations.size() == 3);
}

TEST_CASE("what is not closed is pointed at") {
    const Parsed parsed("integration a {\n  uses tok\n\nteam b { }\n");
    REQUIRE(parsed.findings.size() == 1);
    REQUIRE(parsed.findings[0].labels.size() == 1);
    CHECK(parsed.findings[0].labels[0].where.span == Span{14, 15});
    CHECK(parsed.tree.declarations.size() == 2);
}

TEST_CASE("five mistakes give five messages") {
    const Parsed parsed(
        "use highlevel;\n"
        "team growth {\n  contact growth@acme.example\n}\n"
        "credential tok {\n  provider: highlevel\n  kind private-integration\n  issued "
        "\"2026-09-01\"\n}\n"
        "integration x {\n  allow read update on contact\n  uses tok\n  purpose sync\n}\n");
    CAPTURE(parsed.messages());
    REQUIRE(parsed.findings.size() == 5);
    CHECK(parsed.marked(parsed.findings[0]) == ";");
    CHECK(parsed.marked(parsed.findings[4]) == "read update");
    REQUIRE(parsed.tree.declarations.size() == 4);
    const auto& integration = std::get<Block>(parsed.tree.declarations[3].value);
    CHECK(integration.has_errors);
    CHECK(integration.statements.size() == 2);
    CHECK(parsed.tree.has_errors);
}

TEST_CASE("a file that is no text has one message and no tree") {
    for (const std::string& text :
         {std::string("team a\0 { uses", 14), std::string("team a \"caf\xE9\" {"),
          std::string("\xFF\xFEt\0", 4)}) {
        const Parsed parsed(text);
        REQUIRE(parsed.findings.size() == 1);
        CHECK(parsed.findings[0].id == "invalid-encoding");
        CHECK(parsed.tree.has_errors);
        CHECK(parsed.tree.declarations.empty());
    }
    CHECK(Parsed("a\xFF").findings[0].message == "byte 0xFF at offset 1 is not UTF-8");
    CHECK(Parsed(std::string("\xFF\xFEt\0", 4)).findings[0].notes.at(0).find("UTF-16") !=
          std::string::npos);
}

TEST_CASE("text that reads other than it is") {
    const Parsed cyrillic(in_integration("  allow read on c\xD0\xBEntact"));
    REQUIRE(cyrillic.findings.size() == 1);
    CHECK(cyrillic.findings[0].id == "confusable-text");
    CHECK(cyrillic.findings[0].message.find("U+043E, a Cyrillic letter") != std::string::npos);
    CHECK(Parsed(test::fixed(cyrillic, cyrillic.findings[0])).messages() == "");
    const Parsed controls(
        in_integration("  uses tok // \xE2\x80\xAE x\n  gateway \"a\xE2\x81\xA6"
                       "b\xE2\x81\xA9\""));
    REQUIRE(controls.findings.size() == 2);
    CHECK(controls.findings[0].id == "confusable-text");
    CHECK(controls.findings[1].fixes.at(0).edits.size() == 2);
    CHECK(Parsed(in_integration("  uses\xE2\x80\x8Etok")).findings.size() == 1);
    CHECK(Parsed("// \xD0\xBE \xC3\xA9 in a comment\nteam a \"caf\xC3\xA9\" { }\n").messages() ==
          "");
}

}  // namespace
}  // namespace latchkey::syntax
