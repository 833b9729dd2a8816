#pragma once

#include "latchkey/workspace.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What an editor asks about a policy file. Every question is about one `Analysis`, which the
/// answers' locations belong to; offsets and spans are bytes. A file or offset that is not there
/// gets an empty answer. No answer shows a secret.
namespace latchkey::editor {

/// The file of that path, if the analysis has it and it is the workspace's own.
[[nodiscard]] std::optional<FileId> find_file(const Analysis& analysis, std::string_view path);

struct Hover {
    Span span;
    std::string markdown;
};
[[nodiscard]] std::optional<Hover> hover(const Analysis& analysis, FileId file,
                                         std::uint32_t offset);

/// Where the name at a place is declared: its name alone.
[[nodiscard]] std::vector<Location> definition(const Analysis& analysis, FileId file,
                                               std::uint32_t offset);
/// Every place that means what the name at a place means, sorted. Of names of a catalogue those of
/// the same provider.
[[nodiscard]] std::vector<Location> references(const Analysis& analysis, FileId file,
                                               std::uint32_t offset, bool with_declaration);

struct Rename {
    std::vector<Edit> edits;
    /// Why it cannot be done; empty when it can.
    std::string refusal;
};
/// The span of what would be renamed; none where nothing that a policy declares stands.
[[nodiscard]] std::optional<Span> renameable(const Analysis& analysis, FileId file,
                                             std::uint32_t offset);
[[nodiscard]] Rename rename(const Analysis& analysis, FileId file, std::uint32_t offset,
                            std::string_view new_name);

/// A declaration, as an outline shows it.
struct Symbol {
    enum class Kind : std::uint8_t {
        team,
        credential,
        integration,
        purpose,
        role,
        waiver,
        assertion,
        acceptance
    };

    Kind kind = Kind::team;
    std::string name;
    std::string detail;
    Location where;
    Location name_where;
};
/// Of one file, in its order.
[[nodiscard]] std::vector<Symbol> symbols(const Analysis& analysis, FileId file);
/// Of the workspace, those whose name holds the letters of `query` in that order; sorted by place.
[[nodiscard]] std::vector<Symbol> find_symbols(const Analysis& analysis, std::string_view query);

struct Fold {
    Span span;
    bool comment = false;
};
[[nodiscard]] std::vector<Fold> folds(const Analysis& analysis, FileId file);
/// What holds a place, from the narrowest to the file.
[[nodiscard]] std::vector<Span> selections(const Analysis& analysis, FileId file,
                                           std::uint32_t offset);

/// A string that may be the path of a file, relative to the workspace: a runbook.
struct PathText {
    Span span;
    std::string path;
};
[[nodiscard]] std::vector<PathText> path_texts(const Analysis& analysis, FileId file);

/// What stands at a place, for colouring.
enum class TokenKind : std::uint8_t {
    keyword,
    comment,
    string,
    number,
    /// An entity or an event.
    type,
    /// An action or an operation.
    function,
    /// A field of an entity, or a parameter.
    property,
    scope,
    /// A word of a fixed list: a level, an environment, a data class, a rule.
    enumeration,
    team,
    credential,
    integration,
    purpose,
    role,
    provider,
};
struct Token {
    Span span;
    TokenKind kind = TokenKind::keyword;
    bool declares = false;
};
/// Sorted; they do not overlap, and none goes over a line's end.
[[nodiscard]] std::vector<Token> tokens(const Analysis& analysis, FileId file);

/// A few words shown behind a place, that are not in the text.
struct Hint {
    std::uint32_t offset = 0;
    std::string text;
    std::string tooltip;
};
[[nodiscard]] std::vector<Hint> hints(const Analysis& analysis, FileId file);

/// A line shown above a declaration, with the places that it speaks of.
struct Lens {
    Span span;
    std::string title;
    std::vector<Location> places;
};
[[nodiscard]] std::vector<Lens> lenses(const Analysis& analysis, FileId file);

struct Completion {
    enum class Kind : std::uint8_t {
        keyword,
        snippet,
        declared,
        entity,
        action,
        field,
        scope,
        operation,
        event,
        value
    };

    Kind kind = Kind::keyword;
    std::string label;
    std::string detail;
    std::string documentation;
    /// What takes the place of `replaces`; with `snippet` in the editors' syntax (`${1:name}`).
    std::string text;
    bool snippet = false;
    Span replaces;
};
/// What may stand at a place, most likely first. `today` is put where a date belongs.
[[nodiscard]] std::vector<Completion> complete(const Analysis& analysis, FileId file,
                                               std::uint32_t offset, std::string_view today);

/// What the one style changes in a file, or in the lines that a range touches. Nothing in a file
/// that does not parse.
[[nodiscard]] std::vector<Edit> layout(const Analysis& analysis, FileId file,
                                       std::optional<Span> range);

/// A change that is offered for a range.
struct Action {
    enum class Kind : std::uint8_t { fix, refactor };

    Kind kind = Kind::fix;
    std::string title;
    std::vector<Edit> edits;
    /// The finding that it puts right, by its place in `Analysis::diagnostics(file)`.
    std::optional<std::size_t> diagnostic;
    /// The one that a person most likely wants.
    bool preferred = false;
};
/// `today` begins the waivers that are offered.
[[nodiscard]] std::vector<Action> actions(const Analysis& analysis, FileId file, Span range,
                                          std::string_view today);

/// What an integration may do with one entity.
struct Access {
    std::string entity;
    /// `read`, `create`, `update`, `effect` or `delete`, in this order the strongest last.
    std::string_view strongest;
    /// The verbs of the allowed operations, sorted.
    std::vector<std::string> actions;
    /// The first grant that allows the strongest.
    Location grant;
};
struct AccessRow {
    std::string integration;
    std::string title;
    Location where;
    /// How many operations its keys open besides.
    std::size_t residual = 0;
    /// Sorted by entity.
    std::vector<Access> access;
};
/// Every integration that is not retired, in the order of the files.
[[nodiscard]] std::vector<AccessRow> access_matrix(const Analysis& analysis);

/// The manifest of the integration at a place, else of the file's first one, as `compile` would
/// write it; empty where there is none or where something in it is an error.
[[nodiscard]] std::string manifest_at(const Analysis& analysis, FileId file, std::uint32_t offset);

}  // namespace latchkey::editor
