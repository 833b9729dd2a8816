#include "golden/sides.h"

#include "latchkey/diff.h"

#include <algorithm>
#include <iterator>

namespace latchkey::golden {
namespace {

constexpr std::string_view old_files = "before/";

bool is_old(const std::string& path) {
    return path.starts_with(old_files);
}

/// One side: its options with its catalogues, and its policies.
struct Side {
    Options options;
    std::shared_ptr<const Analysis> analysis;
};

Side analyse_side(const Golden& golden, Options options, bool old) {
    std::vector<std::pair<std::string, std::string>> policies;
    for (const auto& [path, text] : golden.files) {
        if (is_old(path) != old) {
            continue;
        }
        if (path.ends_with(".json")) {
            options.catalogs.push_back({path, text});
        } else {
            policies.emplace_back(path, text);
        }
    }
    Workspace workspace(options);
    for (auto& [path, text] : policies) {
        workspace.set(std::move(path), std::move(text));
    }
    return {std::move(options), workspace.analyse()};
}

}  // namespace

Outcome analyse(const Golden& golden, const Options& options) {
    const Side after = analyse_side(golden, options, false);
    const auto files = after.analysis->files();
    const auto diagnostics = after.analysis->diagnostics();
    Outcome outcome{{files.begin(), files.end()}, {diagnostics.begin(), diagnostics.end()}};
    const bool compares =
        std::ranges::any_of(golden.files, [](const auto& file) { return is_old(file.first); });
    if (!compares) {
        return outcome;
    }
    const Side before = analyse_side(golden, options, true);
    const DiffOutcome compared = compare_policies({.name = "before", .analysis = before.analysis},
                                                  {.name = "after", .analysis = after.analysis},
                                                  after.options, before.options);
    outcome.files = compared.diff->files;
    std::ranges::copy_if(compared.diff->findings, std::back_inserter(outcome.found),
                         [](const Diagnostic& one) { return !one.language_error; });
    return outcome;
}

}  // namespace latchkey::golden
