#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace latchkey {

/// One file of a compiled set, not written yet.
struct OutputFile {
    /// Relative to the output directory: `lead-form.json`, `index.json`.
    std::string name;
    std::string text;

    friend bool operator==(const OutputFile&, const OutputFile&) = default;
};

/// What writing a set did, or what `--check` found.
struct SetResult {
    /// Why nothing was written: the file and the system's reason. Empty = all went well.
    std::string error;
    /// Sorted names: new or changed, and removed because no integration has them any more.
    std::vector<std::string> changed;
    std::vector<std::string> removed;
    std::size_t unchanged = 0;
};

/// Replaces the set in `directory` as a whole: every file is written beside the old ones and
/// flushed, then all are renamed; on any failure before the renames the old set stays untouched.
/// Only files that the old index.json lists are ever removed. Files that are already equal are not
/// touched.
[[nodiscard]] SetResult write_set(const std::string& directory,
                                  const std::vector<OutputFile>& files);

/// What `write_set` would change, without writing.
[[nodiscard]] SetResult compare_set(const std::string& directory,
                                    const std::vector<OutputFile>& files);

}  // namespace latchkey
