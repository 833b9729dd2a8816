#include "lint/secrets.h"

#include "lint/run.h"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

using namespace latchkey;
using namespace latchkey::lint;

// Every token here is put together when the test runs: none stands in this file, and none opens
// anything.
namespace {

using std::string;

string repeat(std::string_view pattern, std::size_t size) {
    string text;
    while (text.size() < size) {
        text += pattern;
    }
    text.resize(size);
    return text;
}

string uuid() {
    return string("7f3a91c2-58de-4b06") + "-9a17-c4e2d80b6f35";
}
string pit() {
    return string("pit") + "-" + uuid();
}
string jwt() {
    return string("eyJ") + "hbGciOiJIUzI1NiJ9." + "eyJ" + "sb2NhdGlvbiI6InRlc3QifQ." +
           "Xk2vP9sQ7rT4uW1yZ3aB";
}
string hex(std::size_t size) {
    return repeat("7f3a91c2d80b6f35c4e2e61d", size);
}
string base62(std::size_t size) {
    return repeat("q7Rk2Xv9Lm4Tz8Wc3Ypb6Nhs1Djf5Gae0Uo", size);
}

std::vector<const catalog::Catalog*> catalogs() {
    std::vector<const catalog::Catalog*> all;
    for (const catalog::Catalog& catalog : catalog::shipped()) {
        all.push_back(&catalog);
    }
    return all;
}

std::vector<FoundSecret> scan(const string& text) {
    return scan_secrets(text, catalogs());
}

/// Whether one secret is found, of that value.
void check_found(const string& text, const string& value) {
    CAPTURE(text);
    const auto found = scan(text);
    REQUIRE(found.size() == 1);
    CHECK(found.front().value == value);
    CHECK(!found.front().title.empty());
}

}  // namespace

TEST_CASE("tokens are known by their shape") {
    const std::vector<string> tokens{
        pit(),
        jwt(),
        string("Keap") + "AK-" + hex(50),
        string("pat") + "-eu1-" + uuid(),
        string("AK") + "IAQ7RX2LMZ8W3KD5TN",
        string("AS") + "IAQ7RX2LMZ8W3KD5TN",
        string("sk") + "_live_" + base62(24),
        string("rk") + "_test_" + base62(24),
        string("whsec") + "_" + base62(32),
        string("gh") + "p_" + base62(36),
        string("github") + "_pat_" + base62(22) + "_" + base62(59),
        string("glpat") + "-" + base62(20),
        string("xox") + "b-" + "1234567890-" + base62(24),
        string("AIza") + base62(35),
        string("GOCSPX") + "-" + base62(28),
        string("SG") + "." + base62(22) + "." + base62(43),
        string("npm") + "_" + base62(36),
        string("shp") + "at_" + hex(32),
        string("dop") + "_v1_" + hex(64),
        string("key") + "-" + hex(32),
        hex(32) + "-us12",
        string("SK") + hex(32),
    };
    for (const string& token : tokens) {
        check_found("  store env \"" + token + "\"\n", token);
    }
    CHECK(tokens.size() == 22);
}

TEST_CASE("a token is found wherever it hides") {
    const string token = pit();
    check_found("// " + token + "\n", token);
    check_found("/// Until May the key was " + token + ".\n", token);
    check_found("credential " + token + " {\n", token);
    check_found("  store vault \"crm/" + token + "\"\n", token);
    check_found("  because \"see " + token + ", which is old\"", token);
    check_found("// https://acme.example/docs/" + token + "/x\n", token);
    check_found("\xEF\xBB\xBF// \xFF\xFE " + token, token);
    check_found("(" + token + ")", token);
    check_found("// t\xC3\xB6ken=" + token + ";\n", token);
    check_found("  account \"" + token + "\"\n", token);
}

TEST_CASE("a token that is wrapped is found whole") {
    const string token = pit();
    const string first = token.substr(0, 17);
    const string rest = token.substr(17);
    check_found("  from \"" + first + "\", \"" + rest + "\"\n", token);
    check_found("  from \"" + first + "\",\n       \"" + rest + "\"\n", token);
    check_found("// key: " + first + "\n//      " + rest + "\n", token);
    check_found("  /// " + first + "\n  /// " + rest + "\n", token);
    check_found("  because \"" + first + "\" + \"" + rest + "\"\n", token);
    check_found("// " + first + "\\\n" + rest + "\n", token);
}

TEST_CASE("what needs a word beside it is found beside it only") {
    check_found("// client_secret: " + uuid() + "\n", uuid());
    check_found("// CLIENT_SECRET=" + uuid() + "\n", uuid());
    check_found("// MAKE_API_KEY " + uuid() + "\n", uuid());
    CHECK(scan("// client_secret is kept in vault\n// run " + uuid() + "\n").empty());
}

TEST_CASE("private keys are found to their end") {
    const string key = string("-----BEGIN ") + "OPENSSH PRIVATE KEY-----\n// " + base62(64) +
                       "\n// " + base62(64) + "\n// -----END OPENSSH " + "PRIVATE KEY-----";
    check_found("// " + key + "\n", key);
    const string header = string("-----BEGIN ") + "PRIVATE KEY-----";
    check_found("because \"" + header + "\"", header);
}

TEST_CASE("passwords and tokens in addresses are found") {
    check_found("gateway \"https://edge:hunter2@proxy.acme.example/\"", "hunter2");
    check_found("// postgres://app:s3cr3t-and-long@db.acme.example:5432/crm", "s3cr3t-and-long");
    check_found("audit to \"https://siem.acme.example/in?source=crm&token=c0ffee47\"", "c0ffee47");
    check_found("// https://acme.example/hook?API_KEY=abcdef123456#top", "abcdef123456");
    const auto found = scan("// https://edge:hunter2@proxy.acme.example/");
    REQUIRE(found.size() == 1);
    // The four characters that may be shown are none of the password's.
    CHECK(found.front().span.begin == 8);
}

TEST_CASE("random-looking strings are found") {
    check_found("  store env \"" + base62(40) + "\"\n", base62(40));
    check_found("// old key " + base62(20) + "\n", base62(20));
    check_found("// token: " + hex(32) + "\n", hex(32));
    check_found("// " + hex(64) + "\n", hex(64));
    check_found("// password=" + base62(24) + "\n", base62(24));
    const string base64 = base62(20) + "+" + base62(19).substr(3) + "/" + base62(6);
    check_found("// " + base64 + "==\n", base64 + "==");
    check_found("// accountId x, secret " + base62(24) + "\n", base62(24));
}

TEST_CASE("what is innocent is not reported") {
    const string id = "ve9EPM428h8vShlRW1KT";
    const std::vector<string> innocent{
        "  account \"" + id + "\"",
        "  account  \"" + base62(40) + "\"",
        "  account \"" + uuid() + "\"",
        "  where locationId = \"" + id + "\"",
        "  where pipelineId in (\"" + base62(26) + "\", \"" + base62(24) + "\")",
        "// location " + id,
        "// contact id: " + base62(30),
        "// " + uuid(),
        "// run 5d41402abc4b2a76b9719d91",
        "// client 64f0a1b2c3d4e5f6a7b8c9d0-lk3j4h5g",
        "// sha256:" + hex(64),
        "// commit " + hex(40),
        "// digest of the export: " + hex(64),
        "// integrity sha384-" + base62(64),
        "// uses: actions/checkout@" + hex(40),
        "// https://github.com/acme/crm/blob/" + hex(40) + "/src/main.cpp",
        "// https://acme.example/docs/" + base62(40),
        "// ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI" + base62(43) + " ops@acme.example",
        "  contact \"integrations-and-automation-team@customers.acme.example\"",
        "// 2f7d9a1b4c6e8035+crm-alerts-production@inbound.acme.example",
        "  gateway \"https://edge-proxy.acme.example:8443/v2/crm\"",
        "  gateway \"https://${EDGE_USER}:${EDGE_PASSWORD}@proxy.acme.example\"",
        "// https://user:<password>@proxy.acme.example, https://user:****@proxy.acme.example",
        "// https://acme.example/search?q=token&page=2&key=name",
        "// https://acme.example/hook?token={token}",
        "  allow call \"POST /conversations/messages/email/{emailMessageId}/schedule\"",
        "  allow call \"GET /contacts/ocQHyuzHvysMo5N5VsXc/appointments\"",
        "  scopes saas/location.complimentaryCredit.read, "
        "documents_contracts_template/sendLink.write",
        "  scopes marketplace-external-auth-migration.write, calendars/events.readonly",
        "  \"https://www.googleapis.com/auth/contacts.other.readonly\"",
        "  revoke \"runbooks/2026-11-revoke-lead-form-token-v2.md\"",
        "  store vault \"secret/data/crm/production/lead-form-token-2026-11-23\"",
        "  store aws-secrets-manager "
        "\"arn:aws:secretsmanager:eu-west-1:123456789012:secret:crm-lead-form-AbCdEf\"",
        "  store azure-key-vault \"https://acme.vault.azure.net/secrets/crm/" + hex(32) + "\"",
        "  store onepassword \"op://" + repeat("abcdefghijklmnop2345", 26) +
            "/lead-form/credential\"",
        "  store env \"LEAD_FORM_PRODUCTION_HIGHLEVEL_TOKEN_2026\"",
        "  store gcp-secret-manager \"projects/482910573648/secrets/lead-form-token/versions/12\"",
        "integration very-long-name-of-an-integration-with-many-words-2 {",
        "  limit 200_000_000_000_000_000_000 requests per day",
        "// call +4420794600001234567890 or 12345678901234567890123456789012",
        "// createContactV2WithOAuth2TokenAndRefresh3Times",
        "// export-2026-10-01T12-30-45Z-part-0001-of-0250.csv",
        "// ////////////////////////////////////////////////",
        "// ======================= secrets =======================",
        "// tokens begin with pit-, eyJ, sk_live_ or ghp_ and go on",
        "// the word is sk_live_\n// followed by letters and figures",
        "// \"pit-\", \"pat-\", \"xoxb-\", \"AKIA\", \"-----BEGIN CERTIFICATE-----\"",
        "  because \"donaudampfschifffahrtsgesellschaftskapitaen\"",
        "// ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
        "// 192.0.2.112/29, 2001:0db8:85a3:0000:0000:8a2e:0370:7334",
    };
    for (const string& text : innocent) {
        CAPTURE(text);
        CHECK(scan(text + "\n").empty());
    }
    CHECK(innocent.size() >= 40);
}

TEST_CASE("secrets do not overlap and are sorted") {
    const string text = "// " + pit() + " " + jwt() + " " + pit() + " https://a:" + pit() +
                        "@b.example/?token=" + jwt();
    const auto found = scan_secrets(text, catalogs());
    REQUIRE(found.size() == 5);
    for (std::size_t at = 1; at < found.size(); ++at) {
        CHECK(found[at - 1].span.end <= found[at].span.begin);
    }
}

TEST_CASE("many tokens in one run are all found") {
    string text = "// ";
    for (int at = 0; at < 40; ++at) {
        text += pit() + "/";
    }
    CHECK(scan(text).size() == 40);
}

TEST_CASE("any bytes are searched, short ones too") {
    CHECK(scan("").empty());
    CHECK(scan("p").empty());
    CHECK(scan("://").empty());
    CHECK(scan(string("://\0@:", 6)).empty());
    CHECK(scan(string(100'000, '"')).empty());
    CHECK(scan(string(100'000, 'e')).empty());
    CHECK(scan(repeat("eyJ-", 100'000)).empty());
    CHECK(scan(repeat("\"do\",", 100'000)).empty());
}

TEST_CASE("a fingerprint says which secret it is, not what") {
    CHECK(secret_fingerprint("abc") == "ba7816bf");
    CHECK(secret_fingerprint(pit()).size() == 8);
    CHECK(secret_fingerprint(pit()) != secret_fingerprint(jwt()));
}
