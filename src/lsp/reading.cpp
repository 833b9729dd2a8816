#include "lsp/server.h"

#include <filesystem>

namespace latchkey::lsp {

Answer Server::hover(const Json& params) {
    const auto found = asked(params);
    const auto text =
        found ? editor::hover(*found->opened.analysis, found->opened.file, found->offset)
              : std::nullopt;
    if (!text) {
        return {};
    }
    return {{{"contents", {{"kind", "markdown"}, {"value", text->markdown}}},
             {"range", found->writer.range(found->opened.file, text->span)}},
            std::nullopt};
}

Answer Server::folding(const Json& params) {
    const auto found = asked(params);
    if (!found) {
        return {};
    }
    Json list = Json::array();
    for (const editor::Fold& fold : editor::folds(*found->opened.analysis, found->opened.file)) {
        const ClientPosition begin = position_of(*found->opened.source, fold.span.begin, encoding_);
        const ClientPosition end = position_of(*found->opened.source, fold.span.end, encoding_);
        if (begin.line < end.line) {
            Json one{{"startLine", begin.line},
                     {"endLine", fold.comment ? end.line : end.line - 1}};
            if (fold.comment) {
                one["kind"] = "comment";
            }
            list.push_back(std::move(one));
        }
    }
    return {std::move(list), std::nullopt};
}

Answer Server::selection(const Json& params) {
    const auto found = asked(params);
    if (!found) {
        return {};
    }
    Json list = Json::array();
    for (const Json& position : params.at("positions")) {
        const std::uint32_t offset =
            offset_of(*found->opened.source, position_from(position), encoding_);
        const auto spans = editor::selections(*found->opened.analysis, found->opened.file, offset);
        Json chain;
        for (auto span = spans.rbegin(); span != spans.rend(); ++span) {
            Json one{{"range", found->writer.range(found->opened.file, *span)}};
            if (!chain.is_null()) {
                one["parent"] = std::move(chain);
            }
            chain = std::move(one);
        }
        list.push_back(std::move(chain));
    }
    return {std::move(list), std::nullopt};
}

Answer Server::links(const Json& params) {
    const auto found = asked(params);
    if (!found) {
        return {};
    }
    Json list = Json::array();
    for (const editor::PathText& one :
         editor::path_texts(*found->opened.analysis, found->opened.file)) {
        // Only what lies in the workspace is looked for.
        const std::filesystem::path relative = std::filesystem::path(one.path).lexically_normal();
        const bool outside =
            relative.is_absolute() || relative.empty() || *relative.begin() == "..";
        const std::string path = found->opened.folder->root + "/" + relative.generic_string();
        std::error_code error;
        if (!outside && std::filesystem::is_regular_file(path, error)) {
            list.push_back({{"range", found->writer.range(found->opened.file, one.span)},
                            {"target", uri_of(path)}});
        }
    }
    return {std::move(list), std::nullopt};
}

Answer Server::inlay_hints(const Json& params) {
    const auto found = asked(params);
    if (!found) {
        return {};
    }
    const auto [begin, end] = span_of(*found, params);
    Json list = Json::array();
    for (const editor::Hint& hint : editor::hints(*found->opened.analysis, found->opened.file)) {
        if (begin <= hint.offset && hint.offset <= end) {
            const Span here{hint.offset, hint.offset};
            list.push_back({{"position", found->writer.range(found->opened.file, here)["start"]},
                            {"label", hint.text},
                            {"tooltip", hint.tooltip},
                            {"paddingLeft", true}});
        }
    }
    return {std::move(list), std::nullopt};
}

Answer Server::code_lenses(const Json& params) {
    const auto found = asked(params);
    if (!found) {
        return {};
    }
    Json list = Json::array();
    for (const editor::Lens& lens : editor::lenses(*found->opened.analysis, found->opened.file)) {
        const Json range = found->writer.range(found->opened.file, lens.span);
        Json command{{"title", lens.title}, {"command", ""}};
        if (!lens.places.empty()) {
            Json places = Json::array();
            for (const Location& place : lens.places) {
                places.push_back(found->writer.location(place));
            }
            command["command"] = "latchkey.showPlaces";
            command["arguments"] =
                Json::array({found->writer.uri(found->opened.file), range["start"], places});
        }
        list.push_back({{"range", range}, {"command", std::move(command)}});
    }
    return {std::move(list), std::nullopt};
}

}  // namespace latchkey::lsp
