#include "cli/known.h"

#include <algorithm>
#include <utility>

namespace latchkey::cli {

std::string line_of(const CatalogProblem& problem, std::string_view prefix) {
    return std::string(prefix) + problem.path + ": " +
           (problem.pointer.empty() ? "" : problem.pointer + ": ") + problem.message;
}

Known known_around(const Common& common) {
    LoadOutcome outcome = load_workspace({.paths = common.paths,
                                          .config = common.config,
                                          .standard_input = std::nullopt,
                                          .standard_input_name = {},
                                          .jobs = jobs_of(common)});
    const bool asked = !common.paths.empty() || !common.config.empty();
    Known known;
    for (const LoadError& error : outcome.errors) {
        if (asked || error.kind != LoadError::Kind::nothing) {
            complain(error.message);
            known.code = std::max(known.code,
                                  error.kind == LoadError::Kind::io ? not_readable : wrong_usage);
        }
    }
    if (known.code != nothing_found) {
        return known;
    }
    Options options = outcome.workspace ? outcome.workspace->options : Options{};
    options.jobs = jobs_of(common);
    Workspace workspace(std::move(options));
    if (outcome.workspace) {
        workspace.set(std::move(outcome.workspace->files));
    }
    known.analysis = workspace.analyse();
    for (const CatalogProblem& problem : known.analysis->catalog_problems()) {
        complain(line_of(problem, outcome.workspace->prefix));
        known.code = wrong_usage;
    }
    if (known.code != nothing_found) {
        known.analysis = nullptr;
    }
    return known;
}

}  // namespace latchkey::cli
