// golden_runner [--update] FILE.latch…
// Checks each golden against what the analysis says of it, or rewrites it.

#include "golden/expectations.h"
#include "golden/placeholders.h"
#include "golden/sides.h"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace latchkey::golden {
namespace {

std::string read_text(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::optional<Level> level_of(std::string_view word) {
    for (const Level level : {Level::off, Level::info, Level::warning, Level::error}) {
        if (to_string(level) == word) {
            return level;
        }
    }
    return std::nullopt;
}

/// What a golden's settings make of the options, and which rules it wants to see.
struct Run {
    Options options;
    std::set<std::string> only;
    /// False when a setting names no profile that there is.
    bool is_understood = true;
};

bool add_profiles(std::string_view list, Profiles& to) {
    bool known = true;
    for (std::size_t end = 0; end < list.size();
         list.remove_prefix(std::min(end + 2, list.size()))) {
        end = std::min(list.find(", "), list.size());
        known = add_profile(list.substr(0, end), to) && known;
        if (end == list.size()) {
            break;
        }
    }
    return known;
}

Run prepare(const Golden& golden) {
    Run run;
    run.options.as_of = "2026-11-23";
    for (const auto& [name, value] : golden.settings) {
        if (name == "as-of") {
            run.options.as_of = value;
        } else if (name == "profile") {
            run.is_understood = add_profiles(value, run.options.profile) && run.is_understood;
        } else if (name == "rule") {
            const std::size_t equals = value.find('=');
            run.options.rules.push_back(
                {value.substr(0, equals), level_of(value.substr(equals + 1)), {}});
        } else if (name == "scope-search") {
            run.options.scope_search = std::stoull(value);
        } else {
            run.only.insert(value);
        }
    }
    return run;
}

std::string annotate(const std::string& expected) {
    const Golden golden = read(expand_placeholders(expected));
    const Run run = prepare(golden);
    if (!run.is_understood) {
        return "// a profile that there is not\n";
    }
    const Outcome outcome = analyse(golden, run.options);
    std::vector<Diagnostic> found;
    std::ranges::copy_if(outcome.found, std::back_inserter(found), [&](const Diagnostic& one) {
        return run.only.empty() || one.language_error || run.only.contains(one.id);
    });
    return collapse_placeholders(write(golden, outcome.files, found));
}

/// The first line that differs, for a person to look at.
void show_difference(const std::string& path, const std::string& expected,
                     const std::string& actual) {
    std::size_t line = 1;
    std::size_t at = 0;
    while (at < std::min(expected.size(), actual.size()) && expected[at] == actual[at]) {
        line += expected[at++] == '\n' ? 1 : 0;
    }
    const auto rest = [](const std::string& text, std::size_t from) {
        const std::size_t begin = text.rfind('\n', from == 0 ? 0 : from - 1);
        const std::size_t start = begin == std::string::npos ? 0 : begin + 1;
        return text.substr(start, text.find('\n', from) - start);
    };
    std::cout << path << ":" << line << ": differs\n  expected: " << rest(expected, at)
              << "\n  found:    " << rest(actual, at) << "\n";
}

}  // namespace
}  // namespace latchkey::golden

int main(int count, char** words) {
    using namespace latchkey::golden;
    std::vector<std::string> paths(words + 1, words + count);
    const bool update = !paths.empty() && paths.front() == "--update";
    paths.erase(paths.begin(), paths.begin() + (update ? 1 : 0));
    std::size_t failed = 0;
    for (const std::string& path : paths) {
        const std::string expected = read_text(path);
        const std::string actual = annotate(expected);
        if (expected == actual) {
            continue;
        }
        ++failed;
        if (update) {
            std::ofstream(path, std::ios::binary) << actual;
            std::cout << "updated " << path << "\n";
        } else {
            show_difference(path, expected, actual);
        }
    }
    // A runner that looked at nothing has shown nothing.
    std::cout << paths.size() - failed << " passed, " << failed
              << (update ? " updated\n" : " failed\n");
    return paths.empty() || (failed != 0 && !update) ? 1 : 0;
}
