#include "lsp/server.h"

#include <algorithm>

namespace latchkey::lsp {
namespace {

Json locations(const Writer& writer, const std::vector<Location>& places) {
    Json list = Json::array();
    for (const Location& place : places) {
        list.push_back(writer.location(place));
    }
    return list;
}

/// The numbers of the protocol's kinds: module, key, function, interface, struct, event, boolean.
int kind_of(editor::Symbol::Kind kind) {
    constexpr std::array kinds{2, 20, 12, 11, 23, 24, 17, 24};
    return kinds.at(static_cast<std::size_t>(kind));
}

}  // namespace

Answer Server::definition(const Json& params) {
    const auto found = asked(params);
    if (!found) {
        return {};
    }
    return {locations(found->writer, editor::definition(*found->opened.analysis, found->opened.file,
                                                        found->offset)),
            std::nullopt};
}

Answer Server::references(const Json& params) {
    const auto found = asked(params);
    if (!found) {
        return {};
    }
    const bool with_declaration =
        params.contains("context") && params["context"].value("includeDeclaration", false);
    return {locations(found->writer, editor::references(*found->opened.analysis, found->opened.file,
                                                        found->offset, with_declaration)),
            std::nullopt};
}

Answer Server::highlight(const Json& params) {
    const auto found = asked(params);
    if (!found) {
        return {};
    }
    Json list = Json::array();
    for (const Location& place :
         editor::references(*found->opened.analysis, found->opened.file, found->offset, true)) {
        if (place.file == found->opened.file) {
            list.push_back({{"range", found->writer.range(place)}, {"kind", 1}});
        }
    }
    return {std::move(list), std::nullopt};
}

Answer Server::prepare_rename(const Json& params) {
    const auto found = asked(params);
    if (!found) {
        return {};
    }
    const auto span =
        editor::renameable(*found->opened.analysis, found->opened.file, found->offset);
    if (!span) {
        return {nullptr, Failure{request_failed, "only what a policy declares can be renamed"}};
    }
    return {found->writer.range(found->opened.file, *span), std::nullopt};
}

Answer Server::rename(const Json& params) {
    const auto found = asked(params);
    if (!found) {
        return {};
    }
    const editor::Rename result =
        editor::rename(*found->opened.analysis, found->opened.file, found->offset,
                       params.at("newName").get<std::string>());
    if (!result.refusal.empty()) {
        return {nullptr, Failure{request_failed, result.refusal}};
    }
    return {found->writer.workspace_edit(result.edits), std::nullopt};
}

Answer Server::document_symbols(const Json& params) {
    const auto found = asked(params);
    if (!found) {
        return {};
    }
    Json list = Json::array();
    for (const editor::Symbol& one : editor::symbols(*found->opened.analysis, found->opened.file)) {
        list.push_back({{"name", one.name},
                        {"detail", one.detail},
                        {"kind", kind_of(one.kind)},
                        {"range", found->writer.range(one.where)},
                        {"selectionRange", found->writer.range(one.name_where)}});
    }
    return {std::move(list), std::nullopt};
}

Answer Server::workspace_symbols(const Json& params) {
    folders_.bring_up_to_date();
    const auto query = params.value("query", std::string());
    constexpr std::size_t most = 1000;
    Json list = Json::array();
    for (const std::unique_ptr<Folder>& folder : folders_.all()) {
        const Writer writer{folders_, *folder, *folder->analysis, encoding_};
        for (const editor::Symbol& one : editor::find_symbols(*folder->analysis, query)) {
            if (list.size() < most) {
                list.push_back({{"name", one.name},
                                {"kind", kind_of(one.kind)},
                                {"containerName", one.detail},
                                {"location", writer.location(one.name_where)}});
            }
        }
    }
    return {std::move(list), std::nullopt};
}

}  // namespace latchkey::lsp
