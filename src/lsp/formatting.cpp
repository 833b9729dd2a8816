#include "lsp/server.h"

namespace latchkey::lsp {

Json Server::edits_of(const Asked& found, std::optional<Span> range) const {
    Json list = Json::array();
    for (const Edit& edit : editor::layout(*found.opened.analysis, found.opened.file, range)) {
        list.push_back({{"range", found.writer.range(edit.where)}, {"newText", edit.text}});
    }
    return list;
}

Answer Server::formatting(const Json& params) {
    const auto found = asked(params);
    return found ? Answer{edits_of(*found, std::nullopt), std::nullopt} : Answer{};
}

Answer Server::range_formatting(const Json& params) {
    const auto found = asked(params);
    if (!found) {
        return {};
    }
    return {edits_of(*found, span_of(*found, params)), std::nullopt};
}

/// A block that has just been closed is laid out from its first line on.
Answer Server::type_formatting(const Json& params) {
    const auto found = asked(params);
    if (!found) {
        return {};
    }
    for (const editor::Fold& fold : editor::folds(*found->opened.analysis, found->opened.file)) {
        if (!fold.comment && fold.span.end == found->offset) {
            return {edits_of(*found, fold.span), std::nullopt};
        }
    }
    return {Json::array(), std::nullopt};
}

}  // namespace latchkey::lsp
