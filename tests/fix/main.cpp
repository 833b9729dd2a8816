// fix_properties FILE.latch…
// Applies the fixes to every golden, example and workspace of the corpus, as it is and spoilt in
// ways that are the same each time, and holds the outcome against what a fix may do: it parses, the
// findings are gone, nothing new is found, every comment is there, the line ends are as before, and
// no integration may do or hold more.

#include "latchkey/fix.h"
#include "latchkey/rule_info.h"

#include "fix/properties.h"
#include "golden/expectations.h"
#include "golden/placeholders.h"
#include "house/house.h"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

namespace latchkey::fix {
namespace {

std::string read_text(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// Numbers that are the same in every run and on every machine.
class Dice {
public:
    explicit Dice(std::uint64_t seed) : state_(seed * 2862933555777941757U + 3037000493U) {}
    std::size_t below(std::size_t count) {
        state_ = state_ * 6364136223846793005U + 1442695040888963407U;
        return static_cast<std::size_t>((state_ >> 33U) % count);
    }

private:
    std::uint64_t state_;
};

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
        lines.push_back(text.substr(at, end - at));
        at = end;
    }
    return lines;
}

/// A scope more than is needed, a grant twice, comments at the ends of lines and between them.
std::string spoil(const std::string& text, Dice& dice) {
    const std::vector<std::string> scopes{"contacts.readonly", "locations.readonly",
                                          "calendars.readonly", "workflows.readonly"};
    std::string out;
    int comments = 0;
    for (std::string line : lines_of(text)) {
        const std::size_t first = line.find_first_not_of(' ');
        const std::string_view words =
            std::string_view(line).substr(std::min(first, line.size() - 1));
        const bool whole = line.ends_with("\n") && line.find("//") == std::string::npos;
        if (words.starts_with("scopes ") && dice.below(2) == 0) {
            const std::string more = scopes[dice.below(scopes.size())];
            const std::string comma = dice.below(2) == 0 ? ", " : ", // why\n      ";
            line.insert(line.find_first_not_of(' ', line.find("scopes") + 6), more + comma);
        }
        if (words.starts_with("allow ") && whole && dice.below(2) == 0 &&
            std::ranges::count(line, '{') == 0) {
            out += "  /// Twice " + std::to_string(++comments) + ".\n" + line;
        }
        if (whole && words.size() > 2 && dice.below(4) == 0) {
            line.insert(line.size() - 1, "  // comment \"" + std::to_string(++comments) + "\"");
        }
        out += line;
    }
    return out;
}

std::string with_crlf(const std::string& text) {
    std::string out;
    for (const char byte : text) {
        out += byte == '\n' ? "\r\n" : std::string(1, byte);
    }
    return out;
}

Case case_of(std::string name, const std::string& raw) {
    const golden::Golden golden = golden::read(golden::expand_placeholders(raw));
    Case made{.name = std::move(name), .options = {}, .files = {}};
    made.options.as_of = "2026-11-23";
    made.options.profile = Profile::all;
    for (const auto& [path, text] : golden.files) {
        if (path.ends_with(".json")) {
            made.options.catalogs.push_back({path, text});
        } else {
            made.files.emplace_back(path, text);
        }
    }
    return made;
}

/// The case as it is, and spoilt by two seeds, by one of them with other line ends.
std::vector<Case> variants(const Case& one) {
    std::vector<Case> all{one};
    for (std::uint64_t seed = 1; seed <= 2; ++seed) {
        Dice dice(seed);
        Case& spoilt = all.emplace_back(one);
        spoilt.name += " (seed " + std::to_string(seed) + ")";
        for (auto& [path, text] : spoilt.files) {
            text = spoil(text, dice);
            text = seed % 2 == 0 ? with_crlf(text) : text;
        }
    }
    return all;
}

std::vector<Case> collect(const std::vector<std::string>& paths) {
    std::vector<Case> cases;
    std::map<std::string, Case> workspaces;
    for (const std::string& path : paths) {
        // A workspace is all that stands below one `policies`.
        const std::size_t root = path.rfind("/policies/");
        if (root == std::string::npos) {
            cases.push_back(case_of(path, read_text(path)));
            continue;
        }
        Case& workspace = workspaces[path.substr(0, root)];
        workspace.name = path.substr(0, root);
        workspace.options.as_of = "2026-11-23";
        workspace.files.emplace_back(path.substr(root + 1), read_text(path));
    }
    for (auto& [root, workspace] : workspaces) {
        cases.push_back(std::move(workspace));
    }
    for (const RuleInfo& rule : rules()) {
        for (const std::string& example : house::examples(rule.page, "Reported")) {
            cases.push_back(case_of(std::string(rule.id) + ".md", example));
        }
    }
    for (const ErrorInfo& error : errors()) {
        for (const std::string& example : house::examples(error.page, "Reported")) {
            cases.push_back(case_of(std::string(error.id) + ".md", example));
        }
    }
    return cases;
}

}  // namespace
}  // namespace latchkey::fix

int main(int count, char** words) {
    using namespace latchkey::fix;
    const std::vector<Case> cases = collect({words + 1, words + count});
    Tally tally;
    std::vector<std::string> problems = self_test();
    for (const Case& one : cases) {
        for (const Case& variant : variants(one)) {
            for (const std::string& problem : check(variant, tally)) {
                problems.push_back(variant.name + ": " + problem);
            }
        }
    }
    for (const std::string& problem : problems) {
        std::puts(problem.c_str());
    }
    std::printf(
        "%zu cases, %zu safe fixes and %zu of any kind applied, %zu refused, %zu problems\n",
        tally.cases, tally.safe, tally.all, tally.refused, problems.size());
    // A test that fixed nothing has shown nothing.
    return problems.empty() && cases.size() > 20 && tally.safe > 100 ? 0 : 1;
}
