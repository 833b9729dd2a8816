#include "latchkey/editor.h"

#include "editor/occurrences.h"

#include <algorithm>

/// The shape of a file: what it declares, what folds, what holds what.
namespace latchkey::editor {
namespace {

using std::string_view;

Symbol::Kind kind_of(syntax::Block::Kind kind) {
    constexpr std::array kinds{Symbol::Kind::team, Symbol::Kind::credential,
                               Symbol::Kind::integration, Symbol::Kind::purpose,
                               Symbol::Kind::role};
    return kinds.at(static_cast<std::size_t>(kind));
}

Symbol symbol_of(FileId file, const syntax::Declaration& declaration, const syntax::Block& block) {
    return {.kind = kind_of(block.kind),
            .name = std::string(block.name.text),
            .detail = block.title ? block.title->value : "",
            .where = {file, declaration.span},
            .name_where = {file, block.name.span}};
}

/// The declaration's first line, which says what an assertion, a waiver or an acceptance is about.
std::string first_line(const SourceFile& source, Span span) {
    string_view text = source.text(span);
    return std::string(text.substr(0, text.find_first_of("\r\n")));
}

std::optional<Symbol> symbol_of(const SourceFile& source, FileId file,
                                const syntax::Declaration& declaration) {
    if (const auto* block = std::get_if<syntax::Block>(&declaration.value)) {
        // Editors refuse a name that is empty, as a half-written declaration has it.
        return block->name.text.empty() ? std::nullopt
                                        : std::optional(symbol_of(file, declaration, *block));
    }
    if (std::holds_alternative<syntax::Use>(declaration.value)) {
        return std::nullopt;
    }
    const bool waives = std::holds_alternative<syntax::Waive>(declaration.value);
    const bool accepts = std::holds_alternative<syntax::Acceptance>(declaration.value);
    return Symbol{.kind = waives    ? Symbol::Kind::waiver
                          : accepts ? Symbol::Kind::acceptance
                                    : Symbol::Kind::assertion,
                  .name = first_line(source, declaration.span),
                  .detail = declaration.doc ? declaration.doc->text : "",
                  .where = {file, declaration.span},
                  .name_where = {file, declaration.span}};
}

bool holds_letters(string_view name, string_view query) {
    std::size_t at = 0;
    const auto lower = [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    };
    for (const char letter : query) {
        while (at < name.size() && lower(name[at]) != lower(letter)) {
            ++at;
        }
        if (at++ >= name.size()) {
            return false;
        }
    }
    return true;
}

void add_text(std::vector<PathText>& out, const syntax::String& text) {
    if (text.span.size() >= 2) {
        out.push_back({{text.span.begin + 1, text.span.end - 1}, text.value});
    }
}

/// Groups of comment lines that stand by themselves.
void add_comment_folds(const SourceFile& source, std::vector<Fold>& out) {
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    const auto flush = [&] {
        if (first != 0 && last > first) {
            const std::uint32_t begin = source.line_begin(first);
            const std::uint32_t end =
                source.line_begin(last) + static_cast<std::uint32_t>(source.line_text(last).size());
            out.push_back({{begin, end}, true});
        }
        first = 0;
    };
    for (std::uint32_t line = 1; line <= source.line_count(); ++line) {
        const string_view text = source.line_text(line);
        const std::size_t begin = text.find_first_not_of(" \t");
        if (begin != string_view::npos && text.substr(begin).starts_with("//")) {
            first = first == 0 ? line : first;
            last = line;
        } else {
            flush();
        }
    }
    flush();
}

}  // namespace

std::vector<Symbol> symbols(const Analysis& analysis, FileId file) {
    std::vector<Symbol> found;
    if (const syntax::Tree* tree = tree_of(analysis.data(), file)) {
        const SourceFile& source = *analysis.files()[static_cast<std::size_t>(file)];
        for (const syntax::Declaration& declaration : tree->declarations) {
            if (auto symbol = symbol_of(source, file, declaration)) {
                found.push_back(std::move(*symbol));
            }
        }
    }
    return found;
}

std::vector<Symbol> find_symbols(const Analysis& analysis, string_view query) {
    std::vector<Symbol> found;
    for (std::size_t file = 0; file < analysis.file_count(); ++file) {
        for (const auto& declaration : analysis.data().trees[file]->declarations) {
            const auto* block = std::get_if<syntax::Block>(&declaration.value);
            if (block != nullptr && !block->name.text.empty() &&
                holds_letters(block->name.text, query)) {
                found.push_back(symbol_of(static_cast<FileId>(file), declaration, *block));
            }
        }
    }
    return found;
}

std::vector<Fold> folds(const Analysis& analysis, FileId file) {
    std::vector<Fold> found;
    const syntax::Tree* tree = tree_of(analysis.data(), file);
    if (tree == nullptr) {
        return found;
    }
    for (const syntax::Declaration& declaration : tree->declarations) {
        if (const auto* block = std::get_if<syntax::Block>(&declaration.value)) {
            found.push_back({block->body, false});
        }
    }
    add_comment_folds(*analysis.files()[static_cast<std::size_t>(file)], found);
    std::ranges::sort(found, {}, &Fold::span);
    return found;
}

std::vector<Span> selections(const Analysis& analysis, FileId file, std::uint32_t offset) {
    const syntax::Tree* tree = tree_of(analysis.data(), file);
    if (tree == nullptr) {
        return {};
    }
    const SourceFile& source = *analysis.files()[static_cast<std::size_t>(file)];
    std::vector<Span> found{{0, static_cast<std::uint32_t>(source.text().size())}};
    const auto add = [&](Span span) {
        const bool holds = span.begin <= offset && offset <= span.end;
        if (holds && found.back().begin <= span.begin && span.end <= found.back().end &&
            found.back() != span) {
            found.push_back(span);
        }
    };
    for (const syntax::Declaration& declaration : tree->declarations) {
        add(declaration.span);
        if (const auto* block = std::get_if<syntax::Block>(&declaration.value)) {
            add(block->body);
            std::ranges::for_each(block->statements,
                                  [&](const syntax::Statement& one) { add(one.span); });
        }
    }
    const std::vector<Occurrence> all = occurrences(*tree);
    if (const Occurrence* here = at(all, offset)) {
        add(here->span);
    }
    std::ranges::reverse(found);
    return found;
}

std::vector<PathText> path_texts(const Analysis& analysis, FileId file) {
    std::vector<PathText> found;
    const syntax::Tree* tree = tree_of(analysis.data(), file);
    if (tree == nullptr) {
        return found;
    }
    for (const syntax::Declaration& declaration : tree->declarations) {
        const auto* block = std::get_if<syntax::Block>(&declaration.value);
        for (std::size_t at = 0; block != nullptr && at < block->statements.size(); ++at) {
            const syntax::Statement& statement = block->statements[at];
            if (const auto* revoke = std::get_if<syntax::Revoke>(&statement.value)) {
                add_text(found, revoke->runbook);
            } else if (statement.word == syntax::Word::erase) {
                if (const auto* text = std::get_if<syntax::StringStatement>(&statement.value)) {
                    add_text(found, text->text);
                }
            }
        }
    }
    return found;
}

}  // namespace latchkey::editor
