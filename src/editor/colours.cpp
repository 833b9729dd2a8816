#include "latchkey/editor.h"

#include "editor/occurrences.h"
#include "syntax/token.h"

#include <algorithm>
#include <map>

namespace latchkey::editor {
namespace {

std::optional<TokenKind> kind_of(syntax::Kind kind) {
    if (syntax::is_keyword(kind)) {
        return TokenKind::keyword;
    }
    switch (kind) {
        case syntax::Kind::string:
        case syntax::Kind::open_string: return TokenKind::string;
        case syntax::Kind::date:
        case syntax::Kind::integer:
        case syntax::Kind::percent: return TokenKind::number;
        default: return std::nullopt;
    }
}

TokenKind kind_of(Meaning meaning, const Analysis::Data& data, std::string_view name) {
    switch (meaning) {
        case Meaning::team: return TokenKind::team;
        case Meaning::credential: return TokenKind::credential;
        case Meaning::integration: return TokenKind::integration;
        case Meaning::purpose: return TokenKind::purpose;
        case Meaning::role: return TokenKind::role;
        case Meaning::holder:
            return find_declared(data.model.credentials, name) != nullptr ? TokenKind::credential
                                                                          : TokenKind::integration;
        case Meaning::provider: return TokenKind::provider;
        case Meaning::entity:
        case Meaning::event: return TokenKind::type;
        case Meaning::action:
        case Meaning::operation: return TokenKind::function;
        case Meaning::field: return TokenKind::property;
        case Meaning::scope: return TokenKind::scope;
        case Meaning::keyword: return TokenKind::keyword;
        default: return TokenKind::enumeration;
    }
}

}  // namespace

std::vector<Token> tokens(const Analysis& analysis, FileId file) {
    const syntax::Tree* tree = tree_of(analysis.data(), file);
    if (tree == nullptr) {
        return {};
    }
    const SourceFile& source = *analysis.files()[static_cast<std::size_t>(file)];
    // Keywords are names where a name is expected, so the tree has the last word.
    std::map<Span, Token> found;
    const syntax::Tokens cut = syntax::tokenize(source.text());
    for (const syntax::Token& token : cut.tokens) {
        if (const auto kind = kind_of(token.kind)) {
            found[token.span] = {token.span, *kind, false};
        }
    }
    for (const syntax::Token& comment : cut.comments) {
        found[comment.span] = {comment.span, TokenKind::comment, false};
    }
    for (const Occurrence& one : occurrences(*tree)) {
        const TokenKind kind = kind_of(one.meaning, analysis.data(), one.text);
        // What stands in quotes is coloured as a whole.
        const bool quoted = one.span.begin > 0 && source.text()[one.span.begin - 1] == '"';
        const Span span = quoted ? Span{one.span.begin - 1, one.span.end + 1} : one.span;
        found[span] = {span, kind, one.declares};
    }
    std::vector<Token> list;
    for (const auto& [span, token] : found) {
        if (list.empty() || list.back().span.end <= span.begin) {
            list.push_back(token);
        }
    }
    return list;
}

}  // namespace latchkey::editor
