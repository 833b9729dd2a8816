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

/// More than these are no help to anybody, and sending thousands takes longer than typing a letter.
constexpr std::size_t most_items = 1000;

char lower(char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

/// Whether the letters that were typed stand in a name, in their order, as editors match them.
bool matches(std::string_view typed, std::string_view name) {
    std::size_t at = 0;
    for (const char letter : name) {
        at += at < typed.size() && lower(typed[at]) == lower(letter) ? 1U : 0U;
    }
    return at == typed.size();
}

/// Of very many those that fit what was typed; false when there are more than are told.
bool narrow(std::string_view text, std::uint32_t offset,
            std::vector<editor::Completion>& completions) {
    if (completions.size() <= most_items) {
        return true;
    }
    std::erase_if(completions, [&](const editor::Completion& one) {
        const std::uint32_t begin = std::min(one.replaces.begin, offset);
        return !matches(text.substr(begin, offset - begin), one.label);
    });
    completions.resize(std::min(completions.size(), most_items));
    return false;
}

}  // namespace

Answer Server::completion(const Json& params) {
    const auto found = asked(params);
    if (!found) {
        return {};
    }
    Json list = Json::array();
    std::size_t place = 0;
    std::vector<editor::Completion> completions = editor::complete(
        *found->opened.analysis, found->opened.file, found->offset, folders_.today());
    const bool complete = narrow(found->opened.source->text(), found->offset, completions);
    for (const editor::Completion& one : completions) {
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
    return {{{"isIncomplete", !complete}, {"items", std::move(list)}}, std::nullopt};
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
            action["diagnostics"] = Json::array({found->writer.diagnostic(
                found->opened.analysis->diagnostics(found->opened.file)[*one.diagnostic])});
        }
        list.push_back(std::move(action));
    }
    return {std::move(list), std::nullopt};
}

}  // namespace latchkey::lsp
