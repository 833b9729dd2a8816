#pragma once

#include "latchkey/workspace.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace latchkey {

/// The text with the edits made; none when two of them meet: overlap, or insert where another
/// inserts or removes. All edits are of this text; their `file` is not looked at.
///
/// The edits' line ends become those of the text, and comments that an edit would take away stay
/// (a doc comment as a plain one, because what it described is gone).
[[nodiscard]] std::optional<std::string> apply_edits(std::string_view text,
                                                     std::span<const Edit> edits);

/// Which fixes are applied. A stub never is: it is for a person to complete.
enum class FixMode : std::uint8_t { safe, all };

struct FixedFile {
    std::string path;
    std::string before;
    std::string text;
    /// From `before` to `text`, as a unified diff with three lines around each change;
    /// secrets are masked in it.
    std::string diff;
};

struct FixResult {
    /// Those that changed, sorted by path.
    std::vector<FixedFile> files;
    /// How many fixes were applied.
    std::size_t applied = 0;
    /// Fixes that were not: they would have brought an error of the language, or, being safe, a new
    /// finding or more power.
    std::size_t refused = 0;
    /// Of the fixed texts.
    std::shared_ptr<const Analysis> analysis;
};

/// Applies the fixes of the reported findings to the files of these paths, again and again until
/// none is left; of two fixes that meet, the second waits for the next time. A fix that would also
/// change other files is left alone. The workspace holds the fixed texts afterwards; no file is
/// written.
[[nodiscard]] FixResult apply_fixes(Workspace& workspace, std::span<const std::string> paths,
                                    FixMode mode);

/// `--- a/PATH`, `+++ b/PATH` and the lines that differ; empty when none does.
[[nodiscard]] std::string unified_diff(std::string_view path, std::string_view before,
                                       std::string_view after);

}  // namespace latchkey
