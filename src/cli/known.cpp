#include "cli/known.h"

#include <algorithm>

namespace latchkey::cli {

std::string line_of(const CatalogProblem& problem, std::string_view prefix) {
    return std::string(prefix) + problem.path + ": " +
           (problem.pointer.empty() ? "" : problem.pointer + ": ") + problem.message;
}

Known known_around(const Common& common) {
    const LoadOutcome outcome = load_workspace({.paths = common.paths,
                                                .config = common.config,
                                                .standard_input = std::nullopt,
                                                .standard_input_name = {}});
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
    Workspace workspace(outcome.workspace ? outcome.workspace->options : Options{});
    if (outcome.workspace) {
        for (const PolicyFile& file : outcome.workspace->files) {
            workspace.set(file.path, file.text);
        }
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
