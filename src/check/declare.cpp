#include "check/context.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace latchkey::check {
namespace {

using std::string_view;
using syntax::Block;

constexpr Message<string_view> declared_twice{"`{}` is declared twice"};
constexpr Message<string_view, string_view, string_view> taken{
    "{} `{}` has the name of {}: the two share one space of names"};
constexpr Message<string_view, string_view> differs_in_case{
    "`{}` and `{}` differ only in letter case: they count as one name"};
constexpr Message<string_view> standard_purpose{
    "`{}` is a standard purpose and cannot be declared again: a purpose of another name can extend "
    "it"};
constexpr Message<string_view> index_name{
    "an integration cannot be called `{}`: `index` is the file that lists the manifests"};
constexpr Message<> first_here{"first declared here"};
constexpr Message<string_view> no_such_provider{"there is no catalogue of a provider `{}`"};
constexpr Message<string_view> used_twice{"`{}` is already in use in this file"};
constexpr Message<> first_use_here{"here"};

string_view with_article(Block::Kind kind) {
    return kind == Block::Kind::credential ? "a credential" : "an integration";
}

/// Reports that a name is taken by `first`.
void report_taken(Context& context, const Block& block, const model::Word& first, bool standard,
                  Block::Kind first_kind) {
    const string_view name = block.name.text;
    std::string message = declared_twice(name);
    if (standard && name == first.text) {
        message = standard_purpose(name);
    } else if (name != first.text) {
        message = differs_in_case(name, first.text);
    } else if (block.kind != first_kind) {
        const string_view kind =
            block.kind == Block::Kind::credential ? "the credential" : "the integration";
        message = taken(kind, name, with_article(first_kind));
    }
    context.error(ErrorId::duplicate_declaration, block.name.span, std::move(message))
        .label(first.where, first_here());
}

Block::Kind kind_of(const Holder& holder) {
    return std::holds_alternative<Id<model::Credential>>(holder) ? Block::Kind::credential
                                                                 : Block::Kind::integration;
}
template <typename T>
Block::Kind kind_of(Id<T>) {
    return Block::Kind::team;
}

bool is_standard(const Context& context, Id<model::Purpose> id) {
    return context.model.purposes[id].standard;
}
template <typename T>
bool is_standard(const Context&, const T&) {
    return false;
}

/// Adds one block to the model and to the table of its names, unless the name is taken.
template <typename T, typename Key>
void add(Context& context, BlockOf<T> block, std::vector<BlockOf<T>>& blocks,
         model::Store<T>& store, NameTable<Key>& names) {
    const model::Word word = context.word(block.block->name);
    if (const NameEntry<Key>* const first = names.find_caseless(word.text)) {
        const Block::Kind kind =
            std::is_same_v<Key, Holder> ? kind_of(first->id) : block.block->kind;
        report_taken(context, *block.block, first->word, is_standard(context, first->id), kind);
        context.model.whole = false;
    } else {
        T item;
        item.name = word;
        block.id = store.add(std::move(item));
        names.add(word, *block.id);
    }
    blocks.push_back(block);
}

void add_block(Context& context, const syntax::Declaration& declaration, const Block& block) {
    Declarations& all = context.declarations;
    model::Model& model = context.model;
    const ParsedFile* const file = &context.file();
    switch (block.kind) {
        case Block::Kind::team:
            return add(context, {file, &declaration, &block, {}}, all.teams, model.teams,
                       all.team_names);
        case Block::Kind::credential:
            return add(context, {file, &declaration, &block, {}}, all.credentials,
                       model.credentials, all.holder_names);
        case Block::Kind::integration:
            if (CaselessEqual{}(block.name.text, "index")) {
                context.error(ErrorId::duplicate_declaration, block.name.span,
                              index_name(block.name.text));
            }
            return add(context, {file, &declaration, &block, {}}, all.integrations,
                       model.integrations, all.holder_names);
        case Block::Kind::purpose:
            add(context, {file, &declaration, &block, {}}, all.purposes, model.purposes,
                all.purpose_names);
            if (const std::optional<Id<model::Purpose>> id = all.purposes.back().id) {
                model.purposes[*id].standard = file->standard;
            }
            return;
        case Block::Kind::role:
            return add(context, {file, &declaration, &block, {}}, all.roles, model.roles,
                       all.role_names);
    }
}

void add_use(Context& context, const syntax::Use& use, Providers& used, std::vector<Span>& places) {
    const std::optional<ProviderId> id = context.find_provider(use.provider.text);
    if (!id.has_value()) {
        used.open = true;
        report_unknown(context, ErrorId::unknown_provider, context.at(use.provider.span),
                       no_such_provider(use.provider.text), use.provider.text,
                       context.provider_names());
        return;
    }
    const auto before = std::ranges::find(used.ids, *id);
    if (before != used.ids.end()) {
        const Span first = places[static_cast<std::size_t>(before - used.ids.begin())];
        context
            .error(ErrorId::duplicate_statement, use.provider.span, used_twice(use.provider.text))
            .label(context.at(first), first_use_here());
        return;
    }
    used.ids.push_back(*id);
    places.push_back(use.provider.span);
}

void declare_file(Context& context, const ParsedFile& file, Providers& used) {
    context.enter(file);
    std::vector<Span> places;
    for (const syntax::Declaration& declaration : file.tree->declarations) {
        if (const auto* const block = std::get_if<Block>(&declaration.value)) {
            add_block(context, declaration, *block);
        } else if (const auto* const use = std::get_if<syntax::Use>(&declaration.value)) {
            add_use(context, *use, used, places);
        }
    }
    std::ranges::sort(used.ids);
    // The mistake in the file may have been its `use`.
    used.open = used.open || (used.ids.empty() && file.tree->has_errors);
    context.model.whole = context.model.whole && !file.tree->has_errors;
}

/// Makes room at once: growing step by step, a large workspace would be moved many times over.
void reserve(Context& context) {
    std::array<std::size_t, 5> counts{};
    for (const ParsedFile& file : context.files()) {
        for (const syntax::Declaration& declaration : file.tree->declarations) {
            if (const auto* const block = std::get_if<Block>(&declaration.value)) {
                ++counts.at(static_cast<std::size_t>(block->kind));
            }
        }
    }
    const auto count = [&](Block::Kind kind) { return counts.at(static_cast<std::size_t>(kind)); };
    context.model.credentials.reserve(count(Block::Kind::credential));
    context.model.integrations.reserve(count(Block::Kind::integration));
    context.declarations.credentials.reserve(count(Block::Kind::credential));
    context.declarations.integrations.reserve(count(Block::Kind::integration));
    context.declarations.holder_names.reserve(count(Block::Kind::credential) +
                                              count(Block::Kind::integration));
}

}  // namespace

void declare(Context& context) {
    reserve(context);
    // The model has the standard purposes first.
    for (const bool standard : {true, false}) {
        for (std::size_t at = 0; at < context.files().size(); ++at) {
            if (context.files()[at].standard == standard) {
                declare_file(context, context.files()[at], context.used[at]);
            }
        }
    }
}

}  // namespace latchkey::check
