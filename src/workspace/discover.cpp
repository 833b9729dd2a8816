#include "workspace/discover.h"

#include "latchkey/files.h"

#include "diag/message.h"

#include <sys/stat.h>

#include <algorithm>
#include <system_error>

namespace latchkey::workspace {
namespace {

namespace fs = std::filesystem;

constexpr diag::Message<std::string_view, std::string_view> unreadable{"{}: cannot be read: {}"};

bool is_passed_over(const fs::path& directory) {
    const std::string name = directory.filename().string();
    return name.starts_with('.') || name == "node_modules";
}

bool is_included(const std::string& path, std::span<const std::string> include,
                 std::span<const std::string> exclude) {
    const auto matches = [&](const std::string& pattern) { return matches_glob(pattern, path); };
    return std::ranges::any_of(include, matches) && std::ranges::none_of(exclude, matches);
}

}  // namespace

fs::path absolute_path(const fs::path& here, const fs::path& path) {
    fs::path normal = (here / path).lexically_normal();
    return normal.has_filename() ? normal : normal.parent_path();
}

fs::path nearest_config(const fs::path& path) {
    std::error_code error;
    fs::path directory = fs::is_directory(path, error) ? path : path.parent_path();
    while (true) {
        const fs::path config = directory / "latchkey.toml";
        if (fs::is_regular_file(config, error)) {
            return config;
        }
        if (directory == directory.parent_path()) {
            return {};
        }
        directory = directory.parent_path();
    }
}

bool is_within(const fs::path& path, const fs::path& directory) {
    const fs::path relative = path.lexically_relative(directory);
    return !relative.empty() && *relative.begin() != "..";
}

fs::path common_directory(const fs::path& here, std::span<const fs::path> inputs) {
    const auto holds_all = [&](const fs::path& directory) {
        return std::ranges::all_of(
            inputs, [&](const fs::path& input) { return is_within(input, directory); });
    };
    if (holds_all(here)) {
        return here;
    }
    std::error_code error;
    fs::path directory =
        fs::is_directory(inputs.front(), error) ? inputs.front() : inputs.front().parent_path();
    while (!holds_all(directory) && directory != directory.parent_path()) {
        directory = directory.parent_path();
    }
    return directory;
}

Discovery::Discovery(fs::path root, std::span<const std::string> include,
                     std::span<const std::string> exclude)
    : root_(std::move(root)), include_(include), exclude_(exclude) {
    std::error_code error;
    real_root_ = fs::canonical(root_, error);
}

bool is_policy_path(const std::string& path, std::span<const std::string> include,
                    std::span<const std::string> exclude) {
    const fs::path whole(path);
    return whole.extension() == ".latch" &&
           std::ranges::none_of(whole.parent_path(), is_passed_over) &&
           is_included(path, include, exclude);
}

void Discovery::below(const fs::path& input, std::set<std::string>& found) {
    std::error_code error;
    if (fs::is_directory(input, error)) {
        visit(input, found);
    } else if (fs::exists(input, error)) {
        found.insert(input.lexically_relative(root_).generic_string());
    }
}

void Discovery::visit(const fs::path& directory, std::set<std::string>& found) {
    struct stat status {};
    if (stat(directory.c_str(), &status) != 0 ||
        !visited_.emplace(status.st_dev, status.st_ino).second) {
        return;
    }
    std::error_code error;
    fs::directory_iterator entries(directory, error);
    // Directories after files, so that a chain of them does not hold a chain of open handles.
    std::vector<fs::path> directories;
    for (; !error && entries != fs::directory_iterator(); entries.increment(error)) {
        std::error_code ignored;
        if (entries->is_directory(ignored)) {
            directories.push_back(entries->path());
        } else {
            take(*entries, found);
        }
    }
    if (error) {
        problems_.push_back(
            unreadable(directory.lexically_relative(root_).generic_string(), error.message()));
    }
    entries = {};
    std::ranges::sort(directories);
    for (const fs::path& next : directories) {
        const bool outside =
            fs::is_symlink(next, error) && !is_within(fs::canonical(next, error), real_root_);
        if (!is_passed_over(next) && !outside) {
            visit(next, found);
        }
    }
}

void Discovery::take(const fs::directory_entry& entry, std::set<std::string>& found) {
    std::error_code error;
    // A pipe or device with such a name is no policy; reading it could wait for ever.
    if (entry.path().extension() != ".latch" || !entry.is_regular_file(error)) {
        return;
    }
    if (entry.is_symlink(error) && !is_within(fs::canonical(entry.path(), error), real_root_)) {
        return;
    }
    const std::string path = entry.path().lexically_relative(root_).generic_string();
    if (is_included(path, include_, exclude_)) {
        found.insert(path);
    }
}

}  // namespace latchkey::workspace
