#include "lsp/server.h"
#include "lsp/token_types.h"

#include <algorithm>

namespace latchkey::lsp {
namespace {

/// The data of a file's tokens: five numbers each, relative to the one before.
std::vector<std::uint32_t> encode(const SourceFile& file, const std::vector<editor::Token>& tokens,
                                  Encoding encoding) {
    std::vector<std::uint32_t> data;
    data.reserve(tokens.size() * 5);
    ClientPosition last;
    for (const editor::Token& token : tokens) {
        const ClientPosition place = position_of(file, token.span.begin, encoding);
        const bool same_line = place.line == last.line;
        data.insert(data.end(), {place.line - last.line,
                                 same_line ? place.character - last.character : place.character,
                                 length_of(file.text(token.span), encoding),
                                 static_cast<std::uint32_t>(token.kind), token.declares ? 1U : 0U});
        last = place;
    }
    return data;
}

}  // namespace

Json token_legend() {
    // In the order of `editor::TokenKind`; the protocol's own names where they fit, so that every
    // theme has a colour for them.
    return {{"tokenTypes", Json::array({"keyword", "comment", "string", "number", "type",
                                        "function", "property", "enumMember", "enum", "namespace",
                                        "variable", "class", "interface", "struct", "macro"})},
            {"tokenModifiers", Json::array({"declaration"})}};
}

Answer Server::tokens_full(const Json& params) {
    const auto found = asked(params);
    if (!found) {
        return {};
    }
    const auto uri = params.at("textDocument").at("uri").get<std::string>();
    std::vector<std::uint32_t> data =
        encode(*found->opened.source, editor::tokens(*found->opened.analysis, found->opened.file),
               encoding_);
    const std::string id = std::to_string(next_result_++);
    Json result{{"resultId", id}, {"data", data}};
    sent_tokens_[uri] = {id, std::move(data)};
    return {std::move(result), std::nullopt};
}

Answer Server::tokens_delta(const Json& params) {
    const auto uri = params.at("textDocument").at("uri").get<std::string>();
    const auto before = sent_tokens_.find(uri);
    if (before == sent_tokens_.end() ||
        before->second.first != params.value("previousResultId", "")) {
        return tokens_full(params);
    }
    const auto found = asked(params);
    if (!found) {
        return {};
    }
    const std::vector<std::uint32_t>& old_data = before->second.second;
    std::vector<std::uint32_t> data =
        encode(*found->opened.source, editor::tokens(*found->opened.analysis, found->opened.file),
               encoding_);
    const auto [old_at, new_at] = std::ranges::mismatch(old_data, data);
    const auto start = static_cast<std::size_t>(old_at - old_data.begin());
    std::size_t same = 0;
    while (same < std::min(old_data.size(), data.size()) - start &&
           old_data[old_data.size() - 1 - same] == data[data.size() - 1 - same]) {
        ++same;
    }
    Json edits = Json::array();
    if (old_data != data) {
        const std::vector<std::uint32_t> inserted(data.begin() + static_cast<std::ptrdiff_t>(start),
                                                  data.end() - static_cast<std::ptrdiff_t>(same));
        edits.push_back({{"start", start},
                         {"deleteCount", old_data.size() - same - start},
                         {"data", inserted}});
    }
    const std::string id = std::to_string(next_result_++);
    sent_tokens_[uri] = {id, std::move(data)};
    return {{{"resultId", id}, {"edits", std::move(edits)}}, std::nullopt};
}

}  // namespace latchkey::lsp
