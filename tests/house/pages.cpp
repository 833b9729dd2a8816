#include "latchkey/rule_info.h"
#include "latchkey/workspace.h"

#include "golden/expectations.h"
#include "golden/placeholders.h"
#include "golden/sides.h"
#include "house/house.h"

#include <algorithm>
#include <array>

namespace latchkey::house {
namespace {

constexpr std::string_view fence = "```latch\n";

/// Bytes that are not UTF-8 cannot stand in a page, which is UTF-8; and no shipped catalogue asks
/// for a search that has no end.
constexpr std::array<std::string_view, 2> without_example{"invalid-encoding", "unproven-minimum"};

/// What an example gives, as `id: message`, without what it waives. A rule that the profile leaves
/// out is switched on.
Problems findings_of(const std::string& example, std::string_view id, bool is_rule) {
    Options options;
    options.as_of = "2026-11-23";
    if (const RuleInfo* rule = find_rule(id);
        rule != nullptr && rule->profile != Profile::recommended) {
        options.rules.push_back({std::string(id), rule->level, {}});
    }
    const golden::Golden read = golden::read(golden::expand_placeholders(example));
    for (const auto& [name, value] : read.settings) {
        // A catalogue that ships is not old on the day that the other examples are looked at.
        options.as_of = name == "as-of" ? value : options.as_of;
    }
    Problems found;
    for (const Diagnostic& one : golden::analyse(read, options).found) {
        if ((is_rule && !one.waived) || one.language_error) {
            found.push_back(one.id + ": " + one.message);
        }
    }
    return found;
}

std::string list(const Problems& found) {
    std::string text;
    for (const std::string& one : found) {
        text += "\n    " + one;
    }
    return found.empty() ? " nothing" : text;
}

}  // namespace

std::vector<std::string> examples(std::string_view page, std::string_view heading) {
    const std::string mark = "\n## " + std::string(heading) + "\n";
    const std::size_t begin = page.find(mark);
    if (begin == std::string_view::npos) {
        return {};
    }
    page.remove_prefix(begin + mark.size());
    page = page.substr(0, page.find("\n## "));
    std::vector<std::string> found;
    for (std::size_t at = page.find(fence); at != std::string_view::npos; at = page.find(fence)) {
        page.remove_prefix(at + fence.size());
        const std::size_t end = page.find("```");
        found.emplace_back(page.substr(0, end));
        page.remove_prefix(end == std::string_view::npos ? page.size() : end + 3);
    }
    return found;
}

Problems check_page(std::string_view id, std::string_view page, bool is_rule) {
    const std::string name(id);
    Problems problems;
    if (!page.starts_with("# " + name + "\n")) {
        problems.push_back(name + ": the page does not begin with its id");
    }
    const auto reported = examples(page, "Reported");
    const auto accepted = examples(page, "Accepted");
    if (reported.empty() || accepted.empty()) {
        problems.push_back(name +
                           ": the page lacks a latch example under `## Reported` or `## Accepted`");
    }
    for (const std::string& example : reported) {
        const Problems found = findings_of(example, id, is_rule);
        if (found.size() != 1 || !found.front().starts_with(name + ": ")) {
            problems.push_back(name + ": the Reported example gives" + list(found));
        }
    }
    for (const std::string& example : accepted) {
        if (const Problems found = findings_of(example, id, is_rule); !found.empty()) {
            problems.push_back(name + ": the Accepted example gives" + list(found));
        }
    }
    return problems;
}

Problems check_rule_pages() {
    Problems problems;
    for (const RuleInfo& rule : rules()) {
        std::ranges::move(check_page(rule.id, rule.page, true), std::back_inserter(problems));
    }
    return rules().empty() ? Problems{"there are no rules"} : problems;
}

Problems check_error_pages() {
    Problems problems;
    for (const ErrorInfo& error : errors()) {
        if (std::ranges::find(without_example, error.id) == without_example.end()) {
            std::ranges::move(check_page(error.id, error.page, false),
                              std::back_inserter(problems));
        }
    }
    for (const std::string_view id : without_example) {
        if (find_error(id) == nullptr) {
            problems.push_back("the exemption `" + std::string(id) +
                               "` is no error of the language");
        }
    }
    return errors().empty() ? Problems{"there are no errors of the language"} : problems;
}

}  // namespace latchkey::house
