#pragma once

#include "latchkey/diagnostic.h"
#include "latchkey/files.h"
#include "latchkey/workspace.h"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace latchkey {

/// What formatting made of some files.
struct Formatting {
    /// The files as they were, in the order given; indexed by `FileId`.
    std::vector<std::shared_ptr<const SourceFile>> files;
    /// For each file its text in the one style; none for a file that does not parse.
    std::vector<std::optional<std::string>> texts;
    /// Why: the errors of syntax, sorted by place.
    std::vector<Diagnostic> errors;
    /// Where secrets stand in the files, sorted.
    std::vector<Location> secrets;

    /// Whether the file has another text in the one style.
    [[nodiscard]] bool changes(FileId file) const;
};

/// Brings policies into the one style, `jobs` at a time. Whether their names and types mean
/// anything does not matter. `catalogs` say what the workspace's own providers' secrets look like.
[[nodiscard]] Formatting format_files(std::span<const PolicyFile> files,
                                      std::span<const CatalogText> catalogs, unsigned jobs = 1);

/// What formatting changes in a file that parses, as a unified diff with three lines around each
/// change; empty where it changes nothing. `path` is how the diff names the file. Of a secret only
/// the first four characters are shown.
[[nodiscard]] std::string format_diff(const Formatting& formatting, FileId file,
                                      std::string_view path);

}  // namespace latchkey
