#pragma once

#include "latchkey/diagnostic.h"
#include "latchkey/rule_info.h"

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
/// A test that was run: an assertion. It failed where an error of the language stands at exactly
/// its place.
struct TestCase {
    Location where;
    std::string name;
};

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
    /// Those that may be reported, sorted by id: SARIF lists them all, found or not.
    std::span<const RuleInfo> rules{};
    /// For JUnit: those that hold are told too.
    std::span<const TestCase> tests{};
};

struct Summary {
    std::size_t errors = 0;
    std::size_t warnings = 0;
    std::size_t infos = 0;
    std::size_t waived = 0;
    std::size_t baselined = 0;
    /// Reported findings that have a safe fix.
    std::size_t fixable = 0;
    std::size_t files_with_findings = 0;
    std::size_t files_checked = 0;
};

/// Whether a finding is to be put right: neither waived nor in the baseline.
[[nodiscard]] inline bool is_reported(const Diagnostic& diagnostic) {
    return !diagnostic.waived && !diagnostic.baselined;
}

/// Waived findings count as waived only, and others of the baseline as baselined only.
[[nodiscard]] Summary summarise(const Findings& findings);

struct RenderOptions {
    bool colour = false;
    /// Columns of the terminal; 0 where output has no width. Lines of source are cut to fit.
    std::size_t width = 0;
    /// The text format says its summary even when nothing was found.
    bool always_summary = false;
    /// Absolute path of the workspace, where the terminal follows links; empty = no links.
    std::string_view link_root{};
    /// From which level on a finding makes a JUnit test fail; `off` = none does. An error of the
    /// language is above every level.
    Level fail_on = Level::warning;
};

/// The findings in that format, with its final newline. Those that are waived or in a baseline are
/// told only by formats that can say so: JSON, SARIF and JUnit. Text with nothing to say is empty.
///
/// Columns: characters, but in SARIF UTF-16 code units, which is what its viewers count in.
[[nodiscard]] std::string render(const Findings& findings, Format format,
                                 const RenderOptions& options);

}  // namespace latchkey
