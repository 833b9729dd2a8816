#pragma once

#include "latchkey/files.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace latchkey::workspace {

/// What stands at a path of a commit or of the index.
struct GitEntry {
    enum class Kind : std::uint8_t { file, link, submodule, conflict };

    Kind kind = Kind::file;
    /// Relative to the repository's top, with `/`; any bytes but NUL.
    std::string path;
    /// The name of its content.
    std::string object;
};

/// A commit, and what people call it.
struct GitCommit {
    std::string name;
    std::string id;
};

/// A git repository, read through the program `git`. Nothing in it is changed, but that a partial
/// clone keeps the objects that git had to fetch. Whatever fails is told in `why`, as a message
/// without the name of what was asked for.
class GitRepository {
public:
    /// The repository that a directory is part of.
    [[nodiscard]] static std::optional<GitRepository> open(const std::filesystem::path& directory,
                                                           LoadError& why);

    /// Where paths begin: the top of the work tree; of a bare repository its own directory.
    [[nodiscard]] const std::filesystem::path& top() const { return top_; }
    /// The directory it was opened for, relative to the top; empty for the top itself.
    [[nodiscard]] const std::string& below() const { return below_; }
    [[nodiscard]] bool is_bare() const { return bare_; }

    /// The commit of a name, taken first as a branch, then as git takes it, then as a branch of the
    /// remote `origin`.
    [[nodiscard]] std::optional<GitCommit> find(const std::string& name, LoadError& why) const;

    /// Tells all that stands at or below a path, in git's order. An empty commit is the index, an
    /// empty path the top.
    [[nodiscard]] bool list(const std::string& commit, const std::string& path,
                            const std::function<void(GitEntry)>& take, LoadError& why) const;
    /// Fetches in one go those objects of a commit, at or below a path, that a partial clone lacks.
    void fetch_missing(const std::string& commit, const std::string& path,
                       std::span<const std::string> objects) const;
    /// The contents of those names, in their order.
    [[nodiscard]] bool read(std::span<const std::string> objects, std::vector<std::string>& texts,
                            LoadError& why) const;

private:
    struct Answer {
        bool worked = false;
        std::string text;
        std::string complaint;
        /// git could not be started.
        int error = 0;
    };

    [[nodiscard]] Answer ask(std::span<const std::string> arguments,
                             std::string_view input = {}) const;
    [[nodiscard]] bool find_top(const std::filesystem::path& directory, LoadError& why);
    [[nodiscard]] std::string commit_of(const std::string& name) const;
    /// What a person can do about a name that was not found.
    [[nodiscard]] LoadError explain_unknown(const std::string& name) const;
    [[nodiscard]] std::vector<std::string> known_names() const;

    std::filesystem::path top_;
    std::string below_;
    bool bare_ = false;
    std::vector<std::string> environment_;
};

}  // namespace latchkey::workspace
