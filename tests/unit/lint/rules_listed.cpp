#include "latchkey/rule_info.h"

#include "lint/rule.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

// The tests run in the project's root.
using namespace latchkey;

namespace {

using Names = std::set<std::string>;

Names stems_in(const std::string& directory, const std::string& extension) {
    Names stems;
    for (const auto& entry : std::filesystem::directory_iterator(directory)) {
        if (entry.path().extension() == extension) {
            stems.insert(entry.path().stem().string());
        }
    }
    return stems;
}

Names listed() {
    std::ifstream file("src/lint/rules.def");
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    const std::string mark = "\nLATCHKEY_RULE(";
    Names names;
    for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + 1)) {
        const std::size_t begin = at + mark.size();
        names.insert(text.substr(begin, text.find(')', begin) - begin));
    }
    return names;
}

std::string stem_of(std::string_view id) {
    std::string stem(id);
    std::ranges::replace(stem, '-', '_');
    return stem;
}

}  // namespace

TEST_CASE("every line of rules.def is a rule with its three files, and there are no others") {
    const Names names = listed();
    REQUIRE(!names.empty());
    CHECK(names.size() == lint::all_rules().size());
    CHECK(stems_in("src/lint/rules", ".cpp") == names);
    CHECK(stems_in("src/lint/rules", ".md") == names);
    CHECK(stems_in("tests/rules", ".latch") == names);
    // Seen failing: a missing file is a difference.
    Names fewer = names;
    fewer.erase(fewer.begin());
    CHECK(fewer != names);
}

TEST_CASE("ids are unique, in kebab case, and named like their file") {
    const Names names = listed();
    Names seen;
    REQUIRE(!lint::all_rules().empty());
    for (const lint::Rule* rule : lint::all_rules()) {
        CAPTURE(rule->id);
        CHECK(seen.insert(std::string(rule->id)).second);
        CHECK(rule->id.find_first_not_of("abcdefghijklmnopqrstuvwxyz-") == std::string_view::npos);
        CHECK(names.contains(stem_of(rule->id)));
    }
}

TEST_CASE("a rule is called by something, says what it is, and has a page") {
    REQUIRE(rules().size() == lint::all_rules().size());
    CHECK(std::ranges::is_sorted(rules(), {}, &RuleInfo::id));
    for (const lint::Rule* rule : lint::all_rules()) {
        CAPTURE(rule->id);
        const bool called = rule->on_integration != nullptr || rule->on_credential != nullptr ||
                            rule->on_team != nullptr || rule->on_grant != nullptr ||
                            rule->on_workspace != nullptr || rule->on_waiver != nullptr ||
                            rule->on_file != nullptr || rule->on_changes != nullptr;
        CHECK(called);
        CHECK(rule->summary.ends_with('.'));
        const RuleInfo* info = find_rule(rule->id);
        REQUIRE(info != nullptr);
        CHECK(info->level == rule->level);
        CHECK(info->page.starts_with("# " + std::string(rule->id) + "\n"));
        for (const RuleOption& option : rule->options) {
            CHECK(info->page.find("`" + std::string(option.name) + "` (" +
                                  std::to_string(option.value) + ")") != std::string_view::npos);
        }
    }
    CHECK(find_rule("no-such-rule") == nullptr);
    CHECK(find_rule("") == nullptr);
}
