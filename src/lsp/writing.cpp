#include "lsp/server.h"

#include <algorithm>

namespace latchkey::lsp {
namespace {

/// The numbers of the protocol's kinds.
int kind_of(editor::Completion::Kind kind) {
    // keyword, snippet, reference, class, method, field, constant, function, event, enum member
    constexpr std::array kinds{14, 15, 18, 7, 2, 5, 21, 3, 23, 20};
    return kinds.at(static_cast<std::size_t>(kind));
}

}  // namespace

Answer Server::completion(const Json& params) {
    const auto found = asked(params);
    if (!found) {
        return {};
    }
    Json list = Json::array();
    std::size_t place = 0;
    for (const editor::Completion& one : editor::complete(
             *found->opened.analysis, found->opened.file, found->offset, folders_.today())) {
        std::string order = std::to_string(place++);
        order.insert(0, 5 - std::min<std::size_t>(order.size(), 5), '0');
        Json item{{"label", one.label},
                  {"kind", kind_of(one.kind)},
                  {"sortText", order},
                  {"filterText", one.label},
                  {"insertTextFormat", one.snippet ? 2 : 1},
                  {"textEdit",
                   {{"range", found->writer.range(found->opened.file, one.replaces)},
                    {"newText", one.text}}}};
        if (!one.detail.empty()) {
            item["detail"] = one.detail;
        }
        list.push_back(std::move(item));
    }
    return {{{"isIncomplete", false}, {"items", std::move(list)}}, std::nullopt};
}

Answer Server::code_actions(const Json& params) {
    const auto found = asked(params);
    if (!found) {
        return {};
    }
    const Span span = span_of(*found, params);
    Json list = Json::array();
    for (const editor::Action& one :
         editor::actions(*found->opened.analysis, found->opened.file, span, folders_.today())) {
        Json action{{"title", one.title},
                    {"kind", one.kind == editor::Action::Kind::fix ? "quickfix" : "refactor"},
                    {"isPreferred", one.preferred},
                    {"edit", found->writer.workspace_edit(one.edits)}};
        if (one.diagnostic) {
            action["diagnostics"] = Json::array(
                {found->writer.diagnostic(found->opened.analysis->diagnostics()[*one.diagnostic])});
        }
        list.push_back(std::move(action));
    }
    return {std::move(list), std::nullopt};
}

}  // namespace latchkey::lsp
