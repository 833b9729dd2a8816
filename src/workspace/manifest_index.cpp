#include "workspace/manifest_index.h"

#include "catalog/json_tree.h"

namespace latchkey::workspace {

bool is_plain_name(std::string_view name) {
    return name.ends_with(".json") && !name.starts_with('.') &&
           name.find('/') == std::string_view::npos && name.find('\0') == std::string_view::npos;
}

std::optional<std::set<std::string>> listed_manifests(std::string_view index) {
    using catalog::JsonTree;
    catalog::Arena texts;
    catalog::LoadProblem problem;
    const std::optional<JsonTree> tree = JsonTree::parse(index, texts, problem);
    if (!tree.has_value()) {
        return std::nullopt;
    }
    const JsonTree::Place list = tree->member(JsonTree::root(), "integrations");
    if (list == JsonTree::none || (*tree)[list].kind != JsonTree::Kind::list) {
        return std::nullopt;
    }
    std::set<std::string> files;
    for (JsonTree::Place at = (*tree)[list].first; at != JsonTree::none; at = (*tree)[at].next) {
        const JsonTree::Place file = tree->member(at, "file");
        if (file == JsonTree::none || (*tree)[file].kind != JsonTree::Kind::text) {
            continue;
        }
        const std::string_view name = (*tree)[file].text;
        if (is_plain_name(name) && name != index_name) {
            files.emplace(name);
        }
    }
    return files;
}

}  // namespace latchkey::workspace
