#pragma once

#include "latchkey/diagnostic.h"
#include "latchkey/source.h"

#include "lsp/folders.h"
#include "lsp/places.h"

#include <nlohmann/json.hpp>

#include <string>

/// Answers as the protocol has them.
namespace latchkey::lsp {

using Json = nlohmann::json;

/// What is needed to write a place of an analysis for the client.
struct Writer {
    const Folders& folders;
    const Folder& folder;
    const Analysis& analysis;
    Encoding encoding = Encoding::utf16;

    [[nodiscard]] const SourceFile& file(FileId id) const {
        return *analysis.files()[static_cast<std::size_t>(id)];
    }
    [[nodiscard]] std::string uri(FileId id) const {
        return folders.uri_of_file(folder, file(id).path());
    }
    [[nodiscard]] Json range(FileId id, Span span) const;
    [[nodiscard]] Json range(Location where) const { return range(where.file, where.span); }
    [[nodiscard]] Json location(Location where) const;
    /// Whether a place is in a file that the client can open.
    [[nodiscard]] bool is_own(Location where) const {
        return static_cast<std::size_t>(where.file) < analysis.file_count();
    }
    [[nodiscard]] Json diagnostic(const Diagnostic& one) const;
    /// Versioned where the client has the file open.
    [[nodiscard]] Json workspace_edit(const std::vector<Edit>& edits) const;
};

[[nodiscard]] Json to_json(const SourceFile& file, Span span, Encoding encoding);
[[nodiscard]] ClientPosition position_from(const Json& json);

}  // namespace latchkey::lsp
