#include "workspace/config.h"

#include <doctest/doctest.h>

using latchkey::Level;
using latchkey::Profile;
using latchkey::workspace::Config;
using latchkey::workspace::parse_config;

TEST_CASE("an empty configuration includes every policy") {
    const Config config = parse_config("");
    CHECK(config.problems.empty());
    CHECK(config.include == std::vector<std::string>{"**/*.latch"});
    CHECK(config.profile == Profile::recommended);
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
    CHECK(config.profile == Profile::strict);
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
