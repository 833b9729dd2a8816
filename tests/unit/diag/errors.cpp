#include "latchkey/rule_info.h"

#include "diag/report.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace latchkey {
namespace {

/// The text of the first fenced block below the heading; empty where there is none.
std::string_view example(std::string_view page, std::string_view heading) {
    const std::size_t section = page.find(heading);
    const std::size_t fence = page.find("```", section);
    const std::size_t begin = page.find('\n', fence) + 1;
    const std::size_t end = page.find("\n```\n", begin);
    const bool complete = section != page.npos && fence != page.npos && end != page.npos;
    return complete ? page.substr(begin, end + 1 - begin) : std::string_view();
}

TEST_CASE("every error has a summary and a complete page") {
    REQUIRE(errors().size() == 28);
    for (const ErrorInfo& error : errors()) {
        CAPTURE(error.id);
        CHECK(error.summary.ends_with('.'));
        CHECK(error.page.starts_with("# " + std::string(error.id) + "\n\n"));
        CHECK(error.page.ends_with('\n'));
        CHECK(error.page.find("\n## Reported\n") < error.page.find("\n## Accepted\n"));
        CHECK(error.page.find("\n## Accepted\n") < error.page.find("\n## Repair\n"));
        CHECK(error.page.find("\n## Repair\n") != error.page.npos);
        CHECK(error.page.find(error.summary) == error.page.npos);
        CHECK_FALSE(example(error.page, "## Reported").empty());
        CHECK_FALSE(example(error.page, "## Accepted").empty());
        const auto lines = std::ranges::count(error.page, '\n');
        CHECK(lines >= 20);
        CHECK(lines <= 60);
    }
}

TEST_CASE("errors are found by their id") {
    REQUIRE(find_error("unknown-scope") != nullptr);
    CHECK(find_error("unknown-scope")->id == diag::to_string(diag::ErrorId::unknown_scope));
    CHECK(find_error("unknown-scop") == nullptr);
    CHECK(find_error("") == nullptr);
    CHECK(find_error("zzz") == nullptr);
}

}  // namespace
}  // namespace latchkey
