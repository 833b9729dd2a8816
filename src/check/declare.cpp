#include "check/context.h"

#include <algorithm>
#include <string>
#include <type_traits>
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

/// Adds one block to the table of its names, unless the name is taken.
template <typename T, typename Key>
void add(Context& context, BlockOf<T> block, std::vector<BlockOf<T>>& blocks,
         const model::Store<T>& store, NameTable<Key>& names) {
    const model::Word word = context.word(block.block->name);
    if (const NameEntry<Key>* const first = names.find_caseless(word.text)) {
        const Block::Kind kind =
            std::is_same_v<Key, Holder> ? kind_of(first->id) : block.block->kind;
        const auto of_first = static_cast<std::size_t>(first->word.where.file);
        report_taken(context, *block.block, first->word, context.files()[of_first].standard, kind);
        context.leave_out();
    } else {
        const std::size_t file = context.place_of(context.file());
        const auto before =
            std::ranges::count_if(blocks, [](const BlockOf<T>& one) { return one.id.has_value(); });
        block.id = Id<T>{store.room(file).begin + static_cast<std::uint32_t>(before)};
        names.add(word, *block.id);
    }
    blocks.push_back(block);
}

/// False where its name is taken.
bool add_block(Context& context, const syntax::Declaration& declaration, const Block& block,
               FileBlocks& blocks) {
    Declarations& all = context.declarations;
    const model::Model& model = context.model;
    const ParsedFile* const file = &context.file();
    switch (block.kind) {
        case Block::Kind::team:
            add(context, {file, &declaration, &block, {}}, blocks.teams, model.teams,
                all.team_names);
            return blocks.teams.back().id.has_value();
        case Block::Kind::credential:
            add(context, {file, &declaration, &block, {}}, blocks.credentials, model.credentials,
                all.holder_names);
            return blocks.credentials.back().id.has_value();
        case Block::Kind::integration:
            if (CaselessEqual{}(block.name.text, "index")) {
                context.error(ErrorId::duplicate_declaration, block.name.span,
                              index_name(block.name.text));
            }
            add(context, {file, &declaration, &block, {}}, blocks.integrations, model.integrations,
                all.holder_names);
            return blocks.integrations.back().id.has_value();
        case Block::Kind::purpose:
            add(context, {file, &declaration, &block, {}}, blocks.purposes, model.purposes,
                all.purpose_names);
            return blocks.purposes.back().id.has_value();
        case Block::Kind::role:
            add(context, {file, &declaration, &block, {}}, blocks.roles, model.roles,
                all.role_names);
            return blocks.roles.back().id.has_value();
    }
    return true;
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

template <typename T, typename Key>
void forget(const std::vector<BlockOf<T>>& blocks, NameTable<Key>& names) {
    for (const BlockOf<T>& block : blocks) {
        names.erase(block.block->name.text);
    }
}

}  // namespace

bool declare(Context& context, std::size_t at) {
    const ParsedFile& file = context.files()[at];
    Providers& used = context.used[at] = {};
    FileBlocks& blocks = context.declarations.files[at] = {};
    context.enter(file);
    context.units[at].declared = {};
    context.begin(context.units[at].declared);
    std::vector<Span> places;
    bool free = true;
    for (const syntax::Declaration& declaration : file.tree->declarations) {
        if (const auto* const block = std::get_if<Block>(&declaration.value)) {
            free = add_block(context, declaration, *block, blocks) && free;
        } else if (const auto* const use = std::get_if<syntax::Use>(&declaration.value)) {
            add_use(context, *use, used, places);
        }
    }
    std::ranges::sort(used.ids);
    // The mistake in the file may have been its `use`.
    used.open = used.open || (used.ids.empty() && file.tree->has_errors);
    if (file.tree->has_errors) {
        context.leave_out();
    }
    return free;
}

void forget_names(Declarations& declarations, std::size_t file) {
    const FileBlocks& blocks = declarations.files[file];
    forget(blocks.teams, declarations.team_names);
    forget(blocks.credentials, declarations.holder_names);
    forget(blocks.integrations, declarations.holder_names);
    forget(blocks.purposes, declarations.purpose_names);
    forget(blocks.roles, declarations.role_names);
}

}  // namespace latchkey::check
