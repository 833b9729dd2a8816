#pragma once

#include "latchkey/diagnostic.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace latchkey {

/// The forms in which findings are written; every one tells the same findings.
enum class Format : std::uint8_t { text, compact, json, sarif, junit, gitlab, github, markdown };

[[nodiscard]] std::string_view to_string(Format format);
/// The format of that name, if there is one.
[[nodiscard]] std::optional<Format> find_format(std::string_view name);
/// Whether `render` writes it in this version.
[[nodiscard]] bool is_supported(Format format);

/// What a renderer needs: findings sorted by place, and the files that they stand in.
struct Findings {
    std::span<const Diagnostic> list;
    /// Indexed by `FileId`.
    std::span<const std::shared_ptr<const SourceFile>> files;
    /// Where secrets stand, sorted: no snippet shows their text past the first four characters.
    std::span<const Location> secrets;
    /// How many files were looked at.
    std::size_t files_checked = 0;
    /// Stands before every path: what leads from where the reader is to the workspace.
    std::string_view path_prefix{};
};

struct Summary {
    std::size_t errors = 0;
    std::size_t warnings = 0;
    std::size_t infos = 0;
    std::size_t waived = 0;
    /// Findings (not waived) that have a safe fix.
    std::size_t fixable = 0;
    std::size_t files_with_findings = 0;
    std::size_t files_checked = 0;
};

/// Waived findings count as waived only.
[[nodiscard]] Summary summarise(const Findings& findings);

struct RenderOptions {
    bool colour = false;
    /// Columns of the terminal; 0 where output has no width. Lines of source are cut to fit.
    std::size_t width = 0;
    /// The text format says its summary even when nothing was found.
    bool always_summary = false;
};

/// The findings in that format, with its final newline; waived findings only in machine formats.
/// Text with nothing to say is empty.
[[nodiscard]] std::string render(const Findings& findings, Format format,
                                 const RenderOptions& options);

}  // namespace latchkey
