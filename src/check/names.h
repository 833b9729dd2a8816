#pragma once

#include "check/check.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

/// What a workspace declares, by name. Two names that differ only in letter case are one, so that a
/// name can be looked up in one table whichever way it is written.
namespace latchkey::check {

class Context;

/// The same for names that differ only in the case of ASCII letters.
struct CaselessHash {
    [[nodiscard]] std::size_t operator()(std::string_view name) const;
};
struct CaselessEqual {
    [[nodiscard]] bool operator()(std::string_view left, std::string_view right) const;
};

/// A thing that has a name, and where its declaration gives it.
template <typename T>
struct NameEntry {
    model::Word word;
    T id;
};

template <typename T>
class NameTable {
public:
    /// The entry of that name, in whatever case it is written.
    [[nodiscard]] const NameEntry<T>* find_caseless(std::string_view name) const {
        const auto found = entries_.find(name);
        return found == entries_.end() ? nullptr : &found->second;
    }
    [[nodiscard]] const NameEntry<T>* find(std::string_view name) const {
        const NameEntry<T>* const found = find_caseless(name);
        return found != nullptr && found->word.text == name ? found : nullptr;
    }
    void erase(std::string_view name) { entries_.erase(name); }
    void clear() { entries_.clear(); }
    void add(model::Word word, T id) { entries_.emplace(word.text, NameEntry<T>{word, id}); }
    void reserve(std::size_t size) { entries_.reserve(size); }

    [[nodiscard]] auto begin() const { return entries_.begin(); }
    [[nodiscard]] auto end() const { return entries_.end(); }

private:
    std::unordered_map<std::string_view, NameEntry<T>, CaselessHash, CaselessEqual> entries_;
};

/// A declaration with a block, and its place in the model: none for a second one of a name, which
/// is looked through but left out.
template <typename T>
struct BlockOf {
    const ParsedFile* file = nullptr;
    const syntax::Declaration* declaration = nullptr;
    const syntax::Block* block = nullptr;
    std::optional<model::Id<T>> id;
};

/// Integrations and credentials share one space of names.
using Holder = std::variant<model::Id<model::Integration>, model::Id<model::Credential>>;

/// The blocks of a file in their order.
struct FileBlocks {
    std::vector<BlockOf<model::Team>> teams;
    std::vector<BlockOf<model::Credential>> credentials;
    std::vector<BlockOf<model::Integration>> integrations;
    std::vector<BlockOf<model::Purpose>> purposes;
    std::vector<BlockOf<model::Role>> roles;
};

/// The blocks of the workspace file by file, and the tables of their names.
struct Declarations {
    std::vector<FileBlocks> files;

    NameTable<model::Id<model::Team>> team_names;
    NameTable<Holder> holder_names;
    NameTable<model::Id<model::Purpose>> purpose_names;
    NameTable<model::Id<model::Role>> role_names;
};

/// What a name is looked up as; `waived` is a name that a waiver at top level is about.
enum class Space : std::uint8_t { team, holder, purpose, role, waived };

/// Stands for a name, in whatever case it is written. Two names may have one key: what is told
/// apart by keys is looked at once too often, never once too little.
[[nodiscard]] std::uint64_t name_key(Space space, std::string_view name);
/// Stands for all names together, and for what could not be read.
inline constexpr std::uint64_t every_name = 1;

/// Gives the declarations of one file their places in the model and their names in the tables;
/// reports `duplicate-declaration`. Reads the `use` statements too. False where a name was taken.
bool declare(Context& context, std::size_t file);
/// Takes the names of a file out of the tables; none of them may be declared twice.
void forget_names(Declarations& declarations, std::size_t file);

/// Look up a name; what is not declared is reported as `unknown-name` and gives nothing.
[[nodiscard]] std::optional<model::Id<model::Team>> find_team(Context& context,
                                                              const syntax::Name& name);
[[nodiscard]] std::optional<model::Id<model::Purpose>> find_purpose(Context& context,
                                                                    const syntax::Name& name);
[[nodiscard]] std::optional<model::Id<model::Role>> find_role(Context& context,
                                                              const syntax::Name& name);
[[nodiscard]] std::optional<model::Id<model::Credential>> find_credential(Context& context,
                                                                          const syntax::Name& name);
/// An integration or a credential.
[[nodiscard]] std::optional<Holder> find_holder(Context& context, const syntax::Name& name);

}  // namespace latchkey::check
