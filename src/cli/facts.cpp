#include "latchkey/explain.h"
#include "latchkey/rule_info.h"

#include "cli/commands.h"
#include "cli/known.h"

#include <algorithm>

namespace latchkey::cli {
namespace {

std::string json_rules() {
    std::string text = "[\n";
    for (const RuleInfo& rule : rules()) {
        text += std::string(&rule == rules().data() ? "" : ",\n") + "  {\"id\": \"" +
                std::string(rule.id) + "\", \"category\": \"" +
                std::string(to_string(rule.category)) + "\", \"level\": \"" +
                std::string(to_string(rule.level)) + "\", \"profile\": \"" +
                std::string(to_string(rule.profile)) + "\", \"fix\": \"" +
                std::string(to_string(rule.fix)) +
                "\", \"waivable\": " + (rule.waivable ? "true" : "false") +
                ", \"depends_on_date\": " + (rule.depends_on_date ? "true" : "false") +
                ", \"whole_workspace\": " + (rule.whole_workspace ? "true" : "false") +
                ", \"summary\": \"" + std::string(rule.summary) + "\"}";
    }
    return text + "\n]\n";
}

/// Prints the problems of one catalogue.
ExitCode verify(const std::string& what) {
    const CatalogVerdict verdict = verify_catalog(what);
    if (!verdict.unreadable.empty()) {
        complain(verdict.unreadable);
        return not_readable;
    }
    if (!verdict.note.empty()) {
        complain(verdict.note);
    }
    for (const CatalogProblem& problem : verdict.problems) {
        print(line_of(problem) + "\n");
    }
    return verdict.problems.empty() ? nothing_found : findings;
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
