#include "latchkey/explain.h"

#include "cli/commands.h"

namespace latchkey::cli {
namespace {

/// Facts can be asked for where there is no workspace at all.
std::shared_ptr<const Analysis> analysis_around(const Common& common) {
    const LoadOutcome outcome = load_workspace({.paths = common.paths, .config = common.config, .standard_input = std::nullopt, .standard_input_name = {}});
    Workspace workspace(outcome.workspace ? outcome.workspace->options : Options{});
    if (outcome.workspace) {
        for (const PolicyFile& file : outcome.workspace->files) {
            workspace.set(file.path, file.text);
        }
    } else if (!common.paths.empty()) {
        for (const LoadError& error : outcome.errors) {
            complain(error.message);
        }
    }
    return workspace.analyse();
}

}  // namespace

ExitCode run_explain(const Common& common, const std::vector<std::string>& words) {
    // `explain POST /contacts/` without quotes is what people type.
    std::string id;
    for (const std::string& word : words) {
        id += (id.empty() ? "" : " ") + word;
    }
    const auto analysis = analysis_around(common);
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
    print(list_catalogs(*analysis_around(common)));
    return nothing_found;
}

ExitCode run_catalog_show(const Common& common, const std::string& provider) {
    const std::string text = show_catalog(*analysis_around(common), provider);
    if (text.empty()) {
        complain("there is no catalogue of a provider `" + provider + "`; see latchkey catalog list");
        return wrong_usage;
    }
    print(text);
    return nothing_found;
}

}  // namespace latchkey::cli
