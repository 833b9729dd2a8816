#pragma once

#include "latchkey/workspace.h"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Goldens hold what they expect as comments below the line that it is about:
///
///     scopes   contacts.readonly, contacts.write
///     //       ^^^^^^^^^^^^^^^^^ error[excess-scope]: `contacts.readonly` opens …
///     //       ^^^^^^^^^^^^^^^^^ no grant needs it
///     //       = fix (safe): remove it
///
/// A place that begins under the two slashes is told by its columns: `//<1-4 error[…]: …`.
namespace latchkey::golden {

struct Golden {
    /// Settings of the first lines: `// as-of: 2026-11-23`, `// profile: strict, gdpr`,
    /// `// rule: missing-review=off`, `// only: excess-scope` (other rules are not looked at),
    /// `// scope-search: 1` (the bound of the search for the least scopes).
    std::vector<std::pair<std::string, std::string>> settings;
    /// Path and text without expectations; the first is `policy.latch`, each further one begins
    /// with a line `// --- file: PATH`. A path that ends in .json is a catalogue; what stands below
    /// `before/` is what the rest is compared with.
    std::vector<std::pair<std::string, std::string>> files;
};

[[nodiscard]] Golden read(std::string_view text);

/// The golden again, with what was found in these files below each line.
[[nodiscard]] std::string write(const Golden& golden,
                                std::span<const std::shared_ptr<const SourceFile>> files,
                                std::span<const Diagnostic> found);

}  // namespace latchkey::golden
