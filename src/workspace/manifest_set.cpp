#include "latchkey/manifest.h"

#include "workspace/manifest_index.h"
#include "workspace/read_file.h"
#include "workspace/write_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <set>
#include <string_view>
#include <system_error>
#include <utility>

namespace latchkey {
namespace {

namespace fs = std::filesystem;
using workspace::failure;
using workspace::index_name;
using workspace::is_plain_name;
using workspace::write_new_file;

constexpr std::string_view temporary_suffix = ".latchkey-tmp";

/// What stands at a path, links not followed: its mode, or 0 for nothing.
struct Existing {
    mode_t mode = 0;
    int error = 0;
};

Existing look_at(const fs::path& path) {
    struct stat status {};
    if (lstat(path.c_str(), &status) == 0) {
        return {status.st_mode, 0};
    }
    return {0, errno == ENOENT ? 0 : errno};
}

/// What turns the set in a directory into the new one.
struct Plan {
    std::string error;
    /// Sorted by name, with the index last: who reads it finds the files that it speaks of.
    std::vector<const OutputFile*> changed;
    std::vector<std::string> stale;
    std::size_t unchanged = 0;
};

/// The files that the old index lists and the new set has not.
void plan_removals(Plan& plan, const fs::path& directory, const std::vector<OutputFile>& files) {
    const fs::path path = directory / index_name;
    if (!S_ISREG(look_at(path).mode)) {
        return;
    }
    const workspace::FileText old = workspace::read_file(path);
    if (!old.text.has_value()) {
        plan.error = failure("read", path, old.reason);
        return;
    }
    // Whatever is not an index as we write it lists none, so that nothing is removed on its word.
    std::set<std::string> stale =
        workspace::listed_manifests(*old.text).value_or(std::set<std::string>{});
    for (const OutputFile& file : files) {
        stale.erase(file.name);
    }
    for (const std::string& name : stale) {
        const mode_t mode = look_at(directory / name).mode;
        if (S_ISREG(mode) || S_ISLNK(mode)) {
            plan.stale.push_back(name);
        }
    }
}

/// Adds a file to the plan unless it is there already, byte for byte. A link counts as a change,
/// whatever it points to: it is replaced, and what it points to is left alone.
void plan_file(Plan& plan, const fs::path& directory, const OutputFile& file) {
    const fs::path path = directory / file.name;
    const Existing existing = look_at(path);
    if (!is_plain_name(file.name)) {
        plan.error = failure("write", path, "not the name of a file in this directory");
    } else if (existing.error != 0) {
        plan.error = failure("read", path, existing.error);
    } else if (S_ISDIR(existing.mode)) {
        plan.error = failure("write", path, EISDIR);
    } else if (!S_ISREG(existing.mode)) {
        plan.changed.push_back(&file);
    } else {
        const workspace::FileText old = workspace::read_file(path);
        if (!old.text.has_value()) {
            plan.error = failure("read", path, old.reason);
        } else if (*old.text == file.text) {
            ++plan.unchanged;
        } else {
            plan.changed.push_back(&file);
        }
    }
}

Plan make_plan(const fs::path& directory, const std::vector<OutputFile>& files) {
    Plan plan;
    struct stat status {};
    if (stat(directory.c_str(), &status) != 0 && errno != ENOENT) {
        plan.error = failure("read", directory, errno);
    } else if (status.st_mode != 0 && !S_ISDIR(status.st_mode)) {
        plan.error = failure("read", directory, ENOTDIR);
    } else {
        plan_removals(plan, directory, files);
    }
    for (const OutputFile& file : files) {
        if (!plan.error.empty()) {
            return plan;
        }
        plan_file(plan, directory, file);
    }
    std::ranges::sort(plan.changed, {}, [](const OutputFile* file) {
        return std::pair(file->name == index_name, std::string_view{file->name});
    });
    return plan;
}

SetResult result_of(Plan plan) {
    SetResult result;
    result.error = std::move(plan.error);
    if (!result.error.empty()) {
        return result;
    }
    for (const OutputFile* const file : plan.changed) {
        result.changed.push_back(file->name);
    }
    std::ranges::sort(result.changed);
    result.removed = std::move(plan.stale);
    result.unchanged = plan.unchanged;
    return result;
}

/// The output directory while it is being written: held against a second run, and with the files
/// that are written but not yet part of the set. Those are removed at the end, if any is left.
class Staging {
public:
    explicit Staging(const fs::path& directory)
        : directory_(directory),
          descriptor_(open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
        if (descriptor_ >= 0) {
            // A file system without locks is no reason to write nothing.
            static_cast<void>(flock(descriptor_, LOCK_EX));
        }
    }
    Staging(const Staging&) = delete;
    Staging& operator=(const Staging&) = delete;
    ~Staging() {
        for (const std::string& name : waiting_) {
            unlink(temporary(name).c_str());
        }
        if (descriptor_ >= 0) {
            close(descriptor_);
        }
    }

    /// Removes what a run that was killed left behind.
    void clean() const {
        std::error_code error;
        for (fs::directory_iterator at(directory_, error), end; !error && at != end;
             at.increment(error)) {
            const std::string name = at->path().filename().native();
            if (name.starts_with('.') && name.ends_with(temporary_suffix)) {
                unlink(at->path().c_str());
            }
        }
    }

    [[nodiscard]] std::string write(const OutputFile& file) {
        waiting_.insert(file.name);
        const int error = write_new_file(temporary(file.name), file.text);
        return error == 0 ? std::string() : failure("write", directory_ / file.name, error);
    }

    /// Brings all that was written to the disk before any of it takes an old file's place: one call
    /// for the file system, because one for each of ten thousand files takes a minute.
    [[nodiscard]] std::string settle() const {
        const bool done = descriptor_ < 0 || waiting_.empty() || syncfs(descriptor_) == 0;
        return done ? std::string() : failure("write", directory_, errno);
    }

    [[nodiscard]] std::string rename_to(const std::string& name) {
        if (rename(temporary(name).c_str(), (directory_ / name).c_str()) != 0) {
            return failure("write", directory_ / name, errno);
        }
        waiting_.erase(name);
        return {};
    }

    [[nodiscard]] std::string remove(const std::string& name) const {
        if (unlink((directory_ / name).c_str()) != 0 && errno != ENOENT) {
            return failure("remove", directory_ / name, errno);
        }
        return {};
    }

    /// Makes the renames last. Not every file system can, and none says so late.
    void flush() const {
        if (descriptor_ >= 0) {
            static_cast<void>(fsync(descriptor_));
        }
    }

private:
    [[nodiscard]] fs::path temporary(const std::string& name) const {
        std::string hidden = "." + name;
        hidden += temporary_suffix;
        return directory_ / hidden;
    }

    fs::path directory_;
    int descriptor_;
    std::set<std::string> waiting_;
};

/// Carries a plan out; returns what went wrong.
std::string carry_out(const Plan& plan, Staging& staging) {
    std::string error;
    for (const OutputFile* const file : plan.changed) {
        if (error = staging.write(*file); !error.empty()) {
            return error;
        }
    }
    if (error = staging.settle(); !error.empty()) {
        return error;
    }
    // Before the new index is in place: a run that is cut off here must leave an index that still
    // lists the stale files, or no later run would remove them.
    for (const std::string& name : plan.stale) {
        if (error = staging.remove(name); !error.empty()) {
            return error;
        }
    }
    for (const OutputFile* const file : plan.changed) {
        if (error = staging.rename_to(file->name); !error.empty()) {
            return error;
        }
    }
    staging.flush();
    return error;
}

fs::path directory_of(const std::string& text) {
    return text.empty() ? fs::path(".") : fs::path(text);
}

}  // namespace

SetResult write_set(const std::string& directory, const std::vector<OutputFile>& files) {
    const fs::path path = directory_of(directory);
    std::error_code error;
    fs::create_directories(path, error);
    if (error) {
        return {.error = failure("create directory", path, error.message()),
                .changed = {},
                .removed = {}};
    }
    Staging staging(path);
    staging.clean();
    Plan plan = make_plan(path, files);
    if (plan.error.empty()) {
        plan.error = carry_out(plan, staging);
    }
    return result_of(std::move(plan));
}

SetResult compare_set(const std::string& directory, const std::vector<OutputFile>& files) {
    return result_of(make_plan(directory_of(directory), files));
}

}  // namespace latchkey
