// house rule-pages | error-pages | diagnostic-coverage FOLDER…
// Each first shows itself mistakes that it must report: a test that cannot fail shows nothing.

#include "latchkey/rule_info.h"

#include "house/house.h"

#include <iostream>

namespace latchkey::house {
namespace {

std::string error_page(std::string_view reported, std::string_view accepted) {
    return "# duplicate-declaration\n\n## Reported\n\n```latch\n" + std::string(reported) +
           "```\n\n## Accepted\n\n```latch\n" + std::string(accepted) + "```\n";
}

/// A rule's page with its two examples in each other's place.
std::string swapped(std::string page) {
    constexpr std::string_view reported = "## Reported";
    constexpr std::string_view accepted = "## Accepted";
    const std::size_t first = page.find(reported);
    const std::size_t second = page.find(accepted);
    if (first != std::string::npos && second != std::string::npos) {
        page.replace(second, accepted.size(), reported);
        page.replace(first, reported.size(), accepted);
    }
    return page;
}

/// Each of these must be reported, or be accepted; what is wrong with the test itself.
Problems test_pages() {
    const std::string twice =
        "team a { contact \"c@x.example\" }\nteam a { contact \"c@x.example\" }\n";
    const std::string once = "team a { contact \"c@x.example\" }\n";
    const auto count = [](std::string_view id, const std::string& page) {
        return check_page(id, page, false).size();
    };
    Problems problems;
    const auto demand = [&](bool condition, std::string_view what) {
        if (!condition) {
            problems.push_back("self-test: " + std::string(what));
        }
    };
    demand(count("duplicate-declaration", error_page(twice, once)) == 0, "a good page is reported");
    demand(count("duplicate-declaration", error_page(once, once)) == 1,
           "a Reported example without a finding passes");
    demand(count("duplicate-declaration", error_page(twice, twice)) == 1,
           "an Accepted example with a finding passes");
    demand(count("duplicate-declaration", error_page(twice + twice, once)) == 1,
           "a Reported example with three findings passes");
    demand(count("unknown-name", error_page(twice, once)) == 2, "a page under another id passes");
    demand(count("duplicate-declaration", "# duplicate-declaration\n") == 1,
           "a page without examples passes");
    for (const RuleInfo& rule : rules()) {
        demand(check_page(rule.id, swapped(std::string(rule.page)), true).size() == 2,
               std::string(rule.id) + ": swapped examples pass");
    }
    return problems;
}

Problems test_coverage() {
    const std::vector<std::string> goldens{
        "team a {}\n// ^^ error[one-id]: x\n//<1-2 warning[other-id]: y\n"};
    Problems problems = find_uncovered({"one-id", "other-id"}, goldens);
    if (find_uncovered({"one-id", "id", "third-id"}, goldens).size() != 2) {
        problems.emplace_back("self-test: an id that no golden expects passes");
    }
    if (find_uncovered({"one-id"}, {"// a word on error[one-id]\n"}).size() != 1) {
        problems.emplace_back("self-test: a comment passes for an expectation");
    }
    return problems;
}

Problems run(std::string_view what, const std::vector<std::string>& folders) {
    if (what == "diagnostic-coverage") {
        const Problems wrong = test_coverage();
        return wrong.empty() ? check_coverage(folders) : wrong;
    }
    if (const Problems wrong = test_pages(); !wrong.empty()) {
        return wrong;
    }
    if (what == "rule-pages") {
        return check_rule_pages();
    }
    return what == "error-pages" ? check_error_pages() : Problems{"there is no such test"};
}

}  // namespace
}  // namespace latchkey::house

int main(int count, char** words) {
    const std::vector<std::string> arguments(words + 1, words + count);
    const auto problems =
        arguments.empty()
            ? latchkey::house::Problems{"which test?"}
            : latchkey::house::run(arguments.front(), {arguments.begin() + 1, arguments.end()});
    for (const std::string& problem : problems) {
        std::cout << problem << "\n";
    }
    std::cout << problems.size() << " problems\n";
    return problems.empty() ? 0 : 1;
}
