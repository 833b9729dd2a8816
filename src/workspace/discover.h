#pragma once

#include <cstdint>
#include <filesystem>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace latchkey::workspace {

/// The path as seen from `here`, without `.`, `..` or a slash at its end.
[[nodiscard]] std::filesystem::path absolute_path(const std::filesystem::path& here,
                                                  const std::filesystem::path& path);

/// `latchkey.toml` of the path's directory or the nearest one above it; empty where there is none.
[[nodiscard]] std::filesystem::path nearest_config(const std::filesystem::path& path);

/// `here` when everything is below it, else the deepest directory that holds all of it.
[[nodiscard]] std::filesystem::path common_directory(const std::filesystem::path& here,
                                                     std::span<const std::filesystem::path> inputs);

/// Whether `path` is `directory` or below it.
[[nodiscard]] bool is_within(const std::filesystem::path& path,
                             const std::filesystem::path& directory);

/// Whether a path relative to the root is one that policies are looked for at, by its name and the
/// patterns. Hidden directories and `node_modules` are passed over.
[[nodiscard]] bool is_policy_path(const std::string& path, std::span<const std::string> include,
                                  std::span<const std::string> exclude);

/// Finds policies below directories. Hidden directories and `node_modules` are passed over; links
/// are followed as long as they stay within the root, and no directory is visited twice.
class Discovery {
public:
    Discovery(std::filesystem::path root, std::span<const std::string> include,
              std::span<const std::string> exclude);

    /// Adds the policies at or below `input` as paths relative to the root. A file that is named is
    /// taken whatever the patterns say.
    void below(const std::filesystem::path& input, std::set<std::string>& found);

    /// What could not be read, as whole messages.
    [[nodiscard]] const std::vector<std::string>& problems() const { return problems_; }

private:
    void visit(const std::filesystem::path& directory, std::set<std::string>& found);
    void take(const std::filesystem::directory_entry& entry, std::set<std::string>& found);

    std::filesystem::path root_;
    std::filesystem::path real_root_;
    std::span<const std::string> include_;
    std::span<const std::string> exclude_;
    /// Device and number of each directory that was visited.
    std::set<std::pair<std::uint64_t, std::uint64_t>> visited_;
    std::vector<std::string> problems_;
};

}  // namespace latchkey::workspace
