#pragma once

#include "latchkey/workspace.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace latchkey {

/// What there is to say of an id, in Markdown fit for a terminal: a rule or error (its page), a
/// scope, an operation (`POST /contacts/upsert`), an event, an entity, an integration or a
/// credential of the workspace. Where the id names several of these, all are told.
/// Empty when nothing has that id.
[[nodiscard]] std::string explain(const Analysis& analysis, std::string_view id);

/// Ids like one that was not found, best first.
[[nodiscard]] std::vector<std::string> similar_ids(const Analysis& analysis, std::string_view id);

/// The catalogues in force, as a table.
[[nodiscard]] std::string list_catalogs(const Analysis& analysis);
/// One provider: its kinds, scopes with what they open, entities with their verbs. Empty when
/// there is no such provider.
[[nodiscard]] std::string show_catalog(const Analysis& analysis, std::string_view provider);
struct CatalogVerdict {
    /// What is wrong with it, form and sense.
    std::vector<CatalogProblem> problems;
    /// Why it could not be looked at; empty when it was.
    std::string unreadable;
    /// What was not looked at, and why; empty when everything was.
    std::string note = {};
};
/// Looks at a catalogue: that of a provider which ships with Latchkey, or a file; or at an overlay,
/// which is held against the catalogue made of it: `acme.json` beside `acme.overlay.json`, else the
/// one that ships with Latchkey.
[[nodiscard]] CatalogVerdict verify_catalog(const std::string& provider_or_path);

/// The rules as a table in Markdown, sorted by category and id.
[[nodiscard]] std::string rules_table();

/// The JSON Schema of that name (`manifest index config catalog findings`); empty when there is
/// none.
[[nodiscard]] std::string schema(std::string_view name);
/// Their names, sorted.
[[nodiscard]] std::vector<std::string_view> schema_names();

}  // namespace latchkey
