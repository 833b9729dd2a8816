#pragma once

#include "latchkey/files.h"
#include "latchkey/workspace.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace latchkey {

/// One of the two catalogues that are compared.
struct CatalogSide {
    /// `shipped`, or the path of the file.
    std::string from;
    std::string provider;
    std::string title;
    /// The date of the source.
    std::string version;
    std::string digest;
    std::size_t operations = 0;
    std::size_t scopes = 0;
    std::size_t entities = 0;
    std::size_t events = 0;
};

enum class Presence : std::uint8_t { gained, lost, changed };
[[nodiscard]] std::string_view to_string(Presence presence);

/// One thing that a catalogue says of a record, on both sides. Of what was gained there is no
/// before, and of what was lost no after.
struct FactChange {
    /// `requirement`, `levels`, `deprecated`, `entity`, `verb`, `actions`, `named`, `effects`,
    /// `kinds`, `versions`, `parameters`, `body`, `tier`, `status`, `user-role`, `implies`,
    /// `scope`, `access`, `fields`, …
    std::string fact;
    std::string before;
    std::string after;
    /// A key that nobody touched can do more by it.
    bool widens = false;
};

/// An operation, entity, event or credential kind that is not what it was.
struct RecordChange {
    /// `POST /contacts/`, or an id.
    std::string name;
    Presence presence = Presence::changed;
    std::vector<FactChange> facts;
    /// The integrations of the workspace that are granted it, sorted; operations and events alone.
    std::vector<std::string> used_by;
};

/// An operation or event that a scope opens on one side and not, or with other scopes, on the
/// other.
struct OpenedChange {
    enum class Why : std::uint8_t {
        /// The other side does not have it at all.
        absent,
        /// The other side does not know what it needs.
        unknown,
        /// On the other side it needs no scope.
        free,
        /// On the other side it needs other scopes.
        requirement,
        /// The scopes that the scope implies differ.
        implied,
        /// The other side does not have the scope.
        scope,
    };

    std::string name;
    bool is_event = false;
    Why why = Why::absent;
    /// The scopes that it takes besides, sorted.
    std::vector<std::string> with;
};
[[nodiscard]] std::string_view to_string(OpenedChange::Why why);

struct ScopeChange {
    std::string name;
    Presence presence = Presence::changed;
    std::vector<FactChange> facts;
    /// What the new side opens and the old does not, and the other way round. A scope opens what
    /// one of whose alternatives names it or a scope that it implies.
    std::vector<OpenedChange> opens_more;
    std::vector<OpenedChange> opens_less;
    /// The integrations of the workspace whose key holds it, sorted.
    std::vector<std::string> held_by;
};

/// What differs between two catalogues of one provider. Operations are the same when method and
/// normalised path are; every list is sorted by name, operations by path.
struct CatalogDiff {
    CatalogSide before;
    CatalogSide after;
    std::vector<ScopeChange> scopes;
    std::vector<RecordChange> operations;
    std::vector<RecordChange> entities;
    std::vector<RecordChange> events;
    std::vector<RecordChange> kinds;

    [[nodiscard]] bool empty() const;
    /// Whether keys that nobody touched can do more: a scope of both sides opens more, or a fact
    /// widens.
    [[nodiscard]] bool widened() const;
};

struct CatalogComparison {
    /// Empty when there are errors.
    std::optional<CatalogDiff> diff;
    std::vector<LoadError> errors;
};

/// Compares two catalogues: each the id of a provider that ships with Latchkey, the path of a
/// catalogue file, or a folder of OpenAPI files, of which a catalogue is made first; that needs the
/// path of an overlay.
[[nodiscard]] CatalogComparison compare_catalogs(const std::string& before,
                                                 const std::string& after,
                                                 const std::string& overlay = {});

/// Says of each change which integrations of a workspace it is about.
void add_holders(CatalogDiff& diff, const Analysis& analysis);

enum class CatalogDiffFormat : std::uint8_t { text, json, markdown };
/// With its final newline.
[[nodiscard]] std::string render(const CatalogDiff& diff, CatalogDiffFormat format);

}  // namespace latchkey
