#include "latchkey/explain.h"

#include "cli/commands.h"

#include <algorithm>

namespace latchkey::cli {
namespace {

/// What is known around the paths, or the code of what stood in the way.
struct Known {
    std::shared_ptr<const Analysis> analysis;
    ExitCode code = nothing_found;
};

Known known_around(const Common& common) {
    const LoadOutcome outcome = load_workspace({.paths = common.paths,
                                                .config = common.config,
                                                .standard_input = std::nullopt,
                                                .standard_input_name = {}});
    // Facts can be asked for where there is no workspace at all.
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
    return known;
}

}  // namespace

ExitCode run_explain(const Common& common, const std::vector<std::string>& words) {
    // `explain POST /contacts/` without quotes is what people type.
    std::string id;
    for (const std::string& word : words) {
        id += (id.empty() ? "" : " ") + word;
    }
    const auto [analysis, code] = known_around(common);
    if (analysis == nullptr) {
        return code;
    }
    const std::string text = explain(*analysis, id);
    if (!text.empty()) {
        print(text);
        return nothing_found;
    }
    std::string message = "nothing is called `" + id + "`";
    std::string_view before = "; like it are ";
    for (const std::string& name : similar_ids(*analysis, id)) {
        message += std::string(before) + "`" + name + "`";
        before = ", ";
    }
    complain(message);
    return wrong_usage;
}

ExitCode run_catalog_list(const Common& common) {
    const auto [analysis, code] = known_around(common);
    if (analysis != nullptr) {
        print(list_catalogs(*analysis));
    }
    return code;
}

ExitCode run_catalog_show(const Common& common, const std::string& provider) {
    const auto [analysis, code] = known_around(common);
    if (analysis == nullptr) {
        return code;
    }
    const std::string text = show_catalog(*analysis, provider);
    if (text.empty()) {
        complain("there is no catalogue of a provider `" + provider +
                 "`; see latchkey catalog list");
        return wrong_usage;
    }
    print(text);
    return nothing_found;
}

}  // namespace latchkey::cli
