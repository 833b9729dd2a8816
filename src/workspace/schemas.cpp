#include "latchkey/explain.h"

#include "catalog/load.h"
#include "emit/emit.h"
#include "source/embedded.h"

#include <algorithm>
#include <array>
#include <span>

namespace latchkey::embedded {
extern const std::span<const EmbeddedText> workspace_schemas;
}  // namespace latchkey::embedded

namespace latchkey {
namespace {

using std::string;
using std::string_view;

string_view embedded_schema(string_view name) {
    const auto found =
        std::ranges::find(embedded::workspace_schemas, name, &embedded::EmbeddedText::stem);
    return found == embedded::workspace_schemas.end() ? string_view{} : found->text;
}

string rule_options(const RuleInfo& rule) {
    string text;
    for (const RuleOption& option : rule.options) {
        text += ",\n              \"" + string(option.name) +
                "\": {\"type\": \"integer\", \"minimum\": 0, \"default\": " +
                std::to_string(option.value) + ", \"description\": \"" + string(option.summary) +
                "\"}";
    }
    return text;
}

/// A rule takes a level, or a table of a level and its options.
string rule_schema(const RuleInfo& rule) {
    return "        \"" + string(rule.id) + "\": {\n          \"description\": \"" +
           string(rule.summary) +
           "\",\n          \"anyOf\": [\n            {\"$ref\": \"#/$defs/level\"},\n            "
           "{\n              \"type\": \"object\",\n" +
           "              \"additionalProperties\": false,\n              \"properties\": {\n      "
           "        \"level\": {\"$ref\": \"#/$defs/level\"}" +
           rule_options(rule) + "\n              }\n            }\n          ]\n        }";
}

/// The fixed part is a file; where it says `"@rules"`, the rules stand.
string config_schema() {
    string text(embedded_schema("config"));
    string rows;
    for (const RuleInfo& rule : rules()) {
        rows += (rows.empty() ? "" : ",\n") + rule_schema(rule);
    }
    constexpr string_view place = "        \"@rules\": {}";
    const std::size_t at = text.find(place);
    return at == string::npos ? text : text.replace(at, place.size(), rows);
}

constexpr std::array<Category, 7> categories{Category::least_privilege, Category::credentials,
                                             Category::lifecycle,       Category::data_protection,
                                             Category::operations,      Category::hygiene,
                                             Category::evolution};

string table_row(const RuleInfo& rule) {
    return "| `" + string(rule.id) + "` | " + string(to_string(rule.level)) + " | " +
           string(to_string(rule.profile)) + " | " + string(to_string(rule.fix)) + " | " +
           string(rule.summary) + " |\n";
}

}  // namespace

string rules_table() {
    string text;
    for (const Category category : categories) {
        string rows;
        for (const RuleInfo& rule : rules()) {
            rows += rule.category == category ? table_row(rule) : "";
        }
        if (!rows.empty()) {
            text += (text.empty() ? "" : "\n") + string("### ") + string(to_string(category)) +
                    "\n\n| rule | level | profile | fix | reports |\n|---|---|---|---|---|\n" +
                    rows;
        }
    }
    return text;
}

string schema(string_view name) {
    if (name == "manifest") {
        return string(emit::manifest_schema());
    }
    if (name == "index") {
        return string(emit::index_schema());
    }
    if (name == "catalog") {
        return string(catalog::schema());
    }
    if (name == "config") {
        return config_schema();
    }
    return name == "findings" || name == "diff" ? string(embedded_schema(name)) : string{};
}

std::vector<string_view> schema_names() {
    return {"catalog", "config", "diff", "findings", "index", "manifest"};
}

}  // namespace latchkey
