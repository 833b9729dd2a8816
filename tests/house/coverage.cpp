#include "latchkey/rule_info.h"

#include "house/house.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace latchkey::house {
namespace {

namespace fs = std::filesystem;

/// Whether a golden expects a finding of that id: `//  ^^^ error[ID]: …`.
bool expects(std::string_view golden, std::string_view id) {
    for (const std::string_view level : {"error", "warning", "info"}) {
        const std::string mark = " " + std::string(level) + "[" + std::string(id) + "]";
        for (std::size_t at = golden.find(mark); at != std::string_view::npos;
             at = golden.find(mark, at + 1)) {
            const std::size_t line = golden.rfind('\n', at);
            const std::string_view before = golden.substr(line + 1, at - line - 1);
            if (before.starts_with("//") && before.find_first_of("^<") != std::string_view::npos) {
                return true;
            }
        }
    }
    return false;
}

}  // namespace

Problems find_uncovered(const std::vector<std::string_view>& ids,
                        const std::vector<std::string>& goldens) {
    Problems problems;
    for (const std::string_view id : ids) {
        if (std::ranges::none_of(goldens,
                                 [&](const std::string& golden) { return expects(golden, id); })) {
            problems.push_back(std::string(id) + ": no golden expects it");
        }
    }
    return problems;
}

Problems check_coverage(const std::vector<std::string>& folders) {
    std::vector<std::string> goldens;
    for (const std::string& folder : folders) {
        const std::size_t before = goldens.size();
        for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
            if (entry.path().extension() == ".latch") {
                std::ifstream file(entry.path(), std::ios::binary);
                goldens.emplace_back(std::istreambuf_iterator<char>(file),
                                     std::istreambuf_iterator<char>());
            }
        }
        if (goldens.size() == before) {
            return {folder + ": no goldens"};
        }
    }
    std::vector<std::string_view> ids;
    std::ranges::transform(rules(), std::back_inserter(ids), &RuleInfo::id);
    std::ranges::transform(errors(), std::back_inserter(ids), &ErrorInfo::id);
    if (rules().empty() || errors().empty() || folders.empty()) {
        return {"there is nothing to look for, or nowhere"};
    }
    return find_uncovered(ids, goldens);
}

}  // namespace latchkey::house
