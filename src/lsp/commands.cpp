#include "latchkey/explain.h"

#include "lsp/server.h"

namespace latchkey::lsp {
namespace {

Json row_of(const Writer& writer, const editor::AccessRow& row) {
    Json cells = Json::array();
    for (const editor::Access& one : row.access) {
        cells.push_back(
            {{"entity", one.entity},
             {"strongest", one.strongest},
             {"actions", one.actions},
             {"place", writer.is_own(one.grant) ? writer.location(one.grant) : Json(nullptr)}});
    }
    return {{"integration", row.integration},
            {"title", row.title},
            {"residual", row.residual},
            {"cells", std::move(cells)}};
}

}  // namespace

Answer Server::command(const Json& params) {
    const auto name = params.at("command").get<std::string>();
    const Json arguments = params.contains("arguments") ? params["arguments"] : Json::array();
    if (name == "latchkey.manifest") {
        return show_manifest(arguments);
    }
    if (name == "latchkey.matrix") {
        return show_matrix();
    }
    if (name == "latchkey.page") {
        return show_page(arguments);
    }
    return {nullptr, Failure{invalid_params, "there is no command `" + name + "`"}};
}

Answer Server::show_manifest(const Json& arguments) {
    const auto found = asked(arguments.at(0));
    if (!found) {
        return {};
    }
    return {editor::manifest_at(*found->opened.analysis, found->opened.file, found->offset),
            std::nullopt};
}

Answer Server::show_matrix() {
    folders_.bring_up_to_date();
    Json rows = Json::array();
    for (const std::unique_ptr<Folder>& folder : folders_.all()) {
        const Writer writer{folders_, *folder, *folder->analysis, encoding_};
        for (const editor::AccessRow& row : editor::access_matrix(*folder->analysis)) {
            rows.push_back(row_of(writer, row));
        }
    }
    return {std::move(rows), std::nullopt};
}

Answer Server::show_page(const Json& arguments) {
    const auto id = arguments.at(0).at("id").get<std::string>();
    folders_.bring_up_to_date();
    for (const std::unique_ptr<Folder>& folder : folders_.all()) {
        if (std::string text = explain(*folder->analysis, id); !text.empty()) {
            return {std::move(text), std::nullopt};
        }
    }
    return {};
}

}  // namespace latchkey::lsp
