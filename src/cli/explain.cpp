#include "latchkey/explain.h"

#include "cli/commands.h"
#include "cli/known.h"

namespace latchkey::cli {
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
