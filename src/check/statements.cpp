#include "check/statements.h"

#include "check/vocabulary.h"

#include <algorithm>

namespace latchkey::check {
namespace {

using std::string_view;
using syntax::Word;

constexpr Message<string_view> stands_twice{"`{}` may stand once"};
constexpr Message<> first_here{"first here"};
constexpr Message<string_view, string_view, std::string> lacks{"the {} `{}` has no {}"};

constexpr bool may_repeat(Word word) {
    switch (word) {
        case Word::allow:
        case Word::deny:
        case Word::limit:
        case Word::alert:
        case Word::recipient:
        case Word::include:
        case Word::uses:
        case Word::waive:
        case Word::permits: return true;
        default: return false;
    }
}

}  // namespace

bool Once::allows(Context& context, const syntax::Statement& statement) {
    std::optional<Span>& first = first_[static_cast<std::size_t>(statement.word)];
    if (!first.has_value()) {
        first = statement.word_span;
        return true;
    }
    if (may_repeat(statement.word)) {
        return true;
    }
    context
        .error(ErrorId::duplicate_statement, statement.word_span,
               stands_twice(to_string(statement.word)))
        .label(context.at(*first), first_here());
    return false;
}

bool Once::has(Word word) const {
    return first_[static_cast<std::size_t>(word)].has_value();
}

void report_missing(Context& context, const syntax::Block& block,
                    std::span<const string_view> missing) {
    if (missing.empty() || block.has_errors) {
        return;
    }
    std::string words;
    for (std::size_t at = 0; at < missing.size(); ++at) {
        words += at == 0 ? "" : at + 1 == missing.size() ? " and no " : ", no ";
        words += missing[at];
    }
    context.error(ErrorId::missing_statement, block.name.span,
                  lacks(to_string(block.kind), block.name.text, words));
}

void read_declared(Context& context, const syntax::Declaration& declaration,
                   const syntax::Block& block, model::Declared& into) {
    into.name = context.word(block.name);
    if (block.title.has_value()) {
        into.title = context.text(*block.title);
    }
    if (declaration.doc.has_value()) {
        into.description = declaration.doc->text;
    }
    into.where = context.at(declaration.span);
    into.body = context.at(block.body);
    into.complete = !block.has_errors;
}

string_view to_string(syntax::Block::Kind kind) {
    constexpr std::array<string_view, 5> names{"team", "credential", "integration", "purpose",
                                               "role"};
    return names.at(static_cast<std::size_t>(kind));
}

const syntax::Name& name_of(const syntax::Statement& statement) {
    return std::get<syntax::NameStatement>(statement.value).name;
}

model::Text read_text(Context& context, const syntax::Statement& statement) {
    const syntax::String& text = std::get<syntax::StringStatement>(statement.value).text;
    check_text(context, text, to_string(statement.word));
    return context.text(text);
}

}  // namespace latchkey::check
