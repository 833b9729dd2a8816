#pragma once

#include "latchkey/source.h"

#include "syntax/tree.h"
#include "workspace/analysis.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Which word of a file means what.
namespace latchkey::editor {

enum class Meaning : std::uint8_t {
    // What a policy declares.
    team,
    credential,
    integration,
    purpose,
    role,
    /// An integration or a credential, whichever has the name.
    holder,
    // What a catalogue knows.
    provider,
    kind,
    level,
    entity,
    action,
    field,
    scope,
    operation,
    event,
    // Fixed lists of the language.
    data_class,
    word,
    rule,
    /// The word that opens a statement or a declaration.
    keyword,
};

struct Occurrence {
    Meaning meaning{};
    /// Without quotes.
    Span span;
    std::string text;
    /// The provider written before a `:`.
    std::string_view qualifier;
    /// It is the name of the declaration itself.
    bool declares = false;
    /// What it stands in; null outside of blocks and of statements.
    const syntax::Block* block = nullptr;
    const syntax::Statement* statement = nullptr;
};

/// Of one file, sorted by place.
[[nodiscard]] std::vector<Occurrence> occurrences(const syntax::Tree& tree);
/// The one that holds an offset; its end counts too, because that is where a cursor stands behind
/// a word.
[[nodiscard]] const Occurrence* at(const std::vector<Occurrence>& all, std::uint32_t offset);

/// What stands at a place of a file, with the tree that it points into.
struct Here {
    const syntax::Tree* tree = nullptr;
    Occurrence occurrence;
};
[[nodiscard]] std::optional<Here> find_at(const Analysis::Data& data, FileId file,
                                          std::uint32_t offset);

/// The tree of a file; null for one that is not there.
[[nodiscard]] const syntax::Tree* tree_of(const Analysis::Data& data, FileId file);

/// The providers whose names an occurrence may be: its qualifier's; those of the credentials of the
/// integration that it stands in; else those that its file uses. Empty where none is known.
[[nodiscard]] std::vector<model::ProviderId> providers_of(const Analysis::Data& data,
                                                          const syntax::Tree& tree,
                                                          const Occurrence& occurrence);
/// The same for a place in a block that may be broken, known by its header.
[[nodiscard]] std::vector<model::ProviderId> providers_around(const Analysis::Data& data,
                                                              const syntax::Tree& tree,
                                                              std::string_view integration);

/// The one with a name.
template <typename T>
[[nodiscard]] const T* find_declared(const model::Store<T>& store, std::string_view name) {
    for (const T& item : store) {
        if (item.name.text == name) {
            return &item;
        }
    }
    return nullptr;
}

}  // namespace latchkey::editor
