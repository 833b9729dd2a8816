#include "lsp/json.h"

#include <map>

namespace latchkey::lsp {
namespace {

Json to_json(ClientPosition position) {
    return {{"line", position.line}, {"character", position.character}};
}

int severity(Level level) {
    return level == Level::error ? 1 : level == Level::warning ? 2 : 3;
}

}  // namespace

Json to_json(const SourceFile& file, Span span, Encoding encoding) {
    return {{"start", to_json(position_of(file, span.begin, encoding))},
            {"end", to_json(position_of(file, span.end, encoding))}};
}

ClientPosition position_from(const Json& json) {
    return {json.at("line").get<std::uint32_t>(), json.at("character").get<std::uint32_t>()};
}

Json Writer::range(FileId id, Span span) const {
    return to_json(file(id), span, encoding);
}

Json Writer::location(Location where) const {
    return {{"uri", uri(where.file)}, {"range", range(where)}};
}

Json Writer::diagnostic(const Diagnostic& one) const {
    std::string message = one.message;
    for (const std::string& note : one.notes) {
        message += "\n" + note;
    }
    Json json{{"range", range(one.where)},
              {"severity", severity(one.level)},
              {"code", one.id},
              {"source", "latchkey"},
              {"message", std::move(message)}};
    Json related = Json::array();
    for (const Label& label : one.labels) {
        if (is_own(label.where) && label.where != one.where) {
            related.push_back({{"location", location(label.where)}, {"message", label.text}});
        }
    }
    if (!related.empty()) {
        json["relatedInformation"] = std::move(related);
    }
    return json;
}

Json Writer::workspace_edit(const std::vector<Edit>& edits) const {
    std::map<std::string, Json> by_file;
    std::map<std::string, std::string> paths;
    for (const Edit& edit : edits) {
        const std::string target = uri(edit.where.file);
        paths[target] = file(edit.where.file).path();
        by_file[target].push_back({{"range", range(edit.where)}, {"newText", edit.text}});
    }
    Json changes = Json::array();
    for (auto& [target, list] : by_file) {
        const auto version = folders.version_of(folder, paths[target]);
        changes.push_back(
            {{"textDocument",
              {{"uri", target}, {"version", version ? Json(*version) : Json(nullptr)}}},
             {"edits", std::move(list)}});
    }
    return {{"documentChanges", std::move(changes)}};
}

}  // namespace latchkey::lsp
