#include "latchkey/explain.h"
#include "latchkey/rule_info.h"

#include "cli/commands.h"

#include <fstream>
#include <iterator>

namespace latchkey::cli {
namespace {

std::string json_rules() {
    std::string text = "[\n";
    for (const RuleInfo& rule : rules()) {
        text += std::string(&rule == rules().data() ? "" : ",\n") + "  {\"id\": \"" + std::string(rule.id) + "\", \"category\": \"" +
                std::string(to_string(rule.category)) + "\", \"level\": \"" + std::string(to_string(rule.level)) + "\", \"profile\": \"" +
                std::string(to_string(rule.profile)) + "\", \"fix\": \"" + std::string(to_string(rule.fix)) + "\", \"waivable\": " +
                (rule.waivable ? "true" : "false") + ", \"depends_on_date\": " + (rule.depends_on_date ? "true" : "false") +
                ", \"whole_workspace\": " + (rule.whole_workspace ? "true" : "false") + ", \"summary\": \"" + std::string(rule.summary) + "\"}";
    }
    return text + "\n]\n";
}

/// The problems of one catalogue; the code says whether it could be looked at.
ExitCode verify(const std::string& what) {
    std::vector<CatalogProblem> problems;
    if (auto shipped = verify_shipped_catalog(what)) {
        problems = std::move(*shipped);
    } else {
        std::ifstream file(what, std::ios::binary);
        const std::string text{std::istreambuf_iterator<char>(file), {}};
        if (!file) {
            complain(what + ": is neither a provider that ships with latchkey nor a file that can be read");
            return not_readable;
        }
        problems = verify_catalog(what, text);
    }
    for (const CatalogProblem& problem : problems) {
        print(problem.path + ": " + problem.pointer + ": " + problem.message + "\n");
    }
    return problems.empty() ? nothing_found : findings;
}

}  // namespace

ExitCode run_rules(const std::string& format) {
    print(format == "json" ? json_rules() : rules_table());
    return nothing_found;
}

ExitCode run_catalog_verify(const std::vector<std::string>& what) {
    ExitCode worst = nothing_found;
    for (const std::string& one : what) {
        worst = std::max(worst, verify(one));
    }
    return worst;
}

ExitCode run_schema(const std::string& name) {
    const std::string text = schema(name);
    if (!text.empty()) {
        print(text);
        return nothing_found;
    }
    std::string known;
    for (const std::string_view one : schema_names()) {
        known += (known.empty() ? "" : ", ") + std::string(one);
    }
    complain("there is no schema `" + name + "`; there are " + known);
    return wrong_usage;
}

}  // namespace latchkey::cli
