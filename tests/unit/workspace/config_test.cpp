#include "workspace/config.h"

#include <doctest/doctest.h>

using latchkey::Level;
using latchkey::Profile;
using latchkey::Regulation;
using latchkey::workspace::Config;
using latchkey::workspace::parse_config;

TEST_CASE("an empty configuration includes every policy") {
    const Config config = parse_config("");
    CHECK(config.problems.empty());
    CHECK(config.include == std::vector<std::string>{"**/*.latch"});
    CHECK(config.profile == latchkey::Profiles{});
}

TEST_CASE("everything that can be configured") {
    const Config config = parse_config(R"(
[workspace]
include = ["policies/**/*.latch"]
exclude = ["policies/drafts/**"]
[rules]
profile = ["strict", "gdpr"]
excess-scope = "warning"
review-overdue = { level = "info", warn-days = 30 }
[providers]
hubspot = "catalogs/hubspot.json"
[compile]
out = "build/manifests"
)");
    CHECK(config.problems.empty());
    CHECK(config.include.front() == "policies/**/*.latch");
    CHECK(config.exclude.front() == "policies/drafts/**");
    CHECK(config.profile.strictness == Profile::strict);
    CHECK(config.profile.contains(Regulation::gdpr));
    CHECK(!config.profile.contains(Regulation::ccpa));
    REQUIRE(config.rules.size() == 2);
    CHECK(config.rules[0].id == "excess-scope");
    CHECK(config.rules[0].level == Level::warning);
    CHECK(config.rules[1].options.front().first == "warn-days");
    CHECK(config.rules[1].options.front().second == 30);
    CHECK(config.providers.front().second == "catalogs/hubspot.json");
    CHECK(config.out == "build/manifests");
}

TEST_CASE("what is unknown is named with what is near, in the order of the file") {
    const Config config = parse_config(R"([rules]
exces-scope = "error"
excess-scope = "eror"
[worksapce]
include = []
)");
    REQUIRE(config.problems.size() == 3);
    CHECK(config.problems[0] == "2:1: unknown rule `exces-scope`; did you mean `excess-scope`?");
    CHECK(config.problems[1] ==
          "3:16: `eror` is no level: off, info, warning or error; did you mean `error`?");
    CHECK(config.problems[2] ==
          "4:2: unknown key `worksapce` in the file; did you mean `workspace`?");
}

TEST_CASE("wrong types and bytes that are no TOML") {
    CHECK(parse_config("[workspace]\ninclude = 3\n").problems.front() ==
          "2:11: `include` must be a list of strings");
    CHECK(parse_config("[rules]\nreview-overdue = { warn-days = -1 }\n").problems.size() == 1);
    CHECK(parse_config("[rules]\nreview-overdue = { wran-days = 1 }\n")
              .problems.front()
              .find("did you mean `warn-days`?") != std::string::npos);
    CHECK(parse_config("[rules\n").problems.size() == 1);
    CHECK(parse_config(std::string_view("\xff\x00", 2)).problems.size() == 1);
}

TEST_CASE("of several profiles the strictest counts, in whatever order") {
    const auto profiles = [](const char* list) {
        const Config config = parse_config("[rules]\nprofile = " + std::string(list) + "\n");
        CHECK(config.problems.empty());
        return config.profile;
    };
    CHECK(profiles("[]") == latchkey::Profiles{});
    CHECK(profiles("[\"all\", \"recommended\"]").strictness == Profile::all);
    CHECK(profiles("[\"ccpa\", \"gdpr\"]").strictness == Profile::recommended);
    CHECK(profiles("[\"ccpa\"]").contains(Regulation::ccpa));
    CHECK(parse_config("[rules]\nprofile = \"strict\"\n").problems.front() ==
          "2:11: `profile` must be a list of strings");
    CHECK(parse_config("[rules]\nprofile = [\"gdrp\"]\n")
              .problems.front()
              .find("did you mean `gdpr`?") != std::string::npos);
}

TEST_CASE("an option is a whole number that 32 bits hold") {
    for (const char* value : {"\"90\"", "90.5", "true", "[90]", "-1", "4294967296", "2026-11-23"}) {
        CAPTURE(value);
        const std::string text = "[rules]\nmissing-audit = { days = " + std::string(value) + " }\n";
        REQUIRE(parse_config(text).problems.size() == 1);
        CHECK(parse_config(text).problems.front() == "2:26: `days` must be a whole number from 0");
    }
    CHECK(parse_config("[rules]\nmissing-audit = { days = 4294967295 }\n").problems.empty());
    CHECK(parse_config("[rules]\nmissing-audit = { level = 3 }\n").problems.size() == 1);
    CHECK(parse_config("[rules]\nmissing-audit = \"always\"\n").problems.size() == 1);
    // Of another rule.
    CHECK(parse_config("[rules]\nmissing-audit = { warn-days = 3 }\n").problems.front() ==
          "2:19: rule `missing-audit` has no option `warn-days`");
}
