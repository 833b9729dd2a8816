#include "workspace/revision.h"

#include "diag/message.h"
#include "workspace/config.h"
#include "workspace/discover.h"

#include <algorithm>
#include <filesystem>
#include <utility>

namespace latchkey::workspace {
namespace {

namespace fs = std::filesystem;
using diag::Message;
using std::string_view;

constexpr Message<string_view, string_view> bad_config{"{}:{}"};
constexpr Message<string_view> config_is_link{
    "{} is a symbolic link, which is not followed at a revision; commit the file itself"};
constexpr Message<string_view> in_conflict{"{} is in conflict; resolve it and `git add` it first"};
constexpr Message<string_view, string_view> provider_missing{
    "[providers] {} = {}: there is no such file"};
constexpr Message<string_view, string_view> provider_outside{
    "[providers] {} = {}: is outside of the repository"};
constexpr Message<string_view> link_passed_over{
    "{} is a symbolic link, and was not read: links are not followed at a revision"};
constexpr Message<string_view> submodule_passed_over{
    "{} is a submodule, and policies in it were not read: the revision holds only its commit"};

/// Collects a workspace from a commit step by step; the first step that fails ends it.
class RevisionReader {
public:
    RevisionReader(const GitRepository& repository, const std::string& commit,
                   const LoadedWorkspace& at)
        : repository_(&repository), commit_(&commit) {
        side_.workspace.root = at.root;
        side_.workspace.prefix = at.prefix;
        config_path_ = at.config_path;
        config_name_ =
            at.config_path.empty() ? "latchkey.toml" : fs::path(at.config_path).filename().string();
    }

    SideOutcome run() {
        if (!list() || !read_config() || !find_catalogs() || !read_files()) {
            return {std::nullopt, std::move(errors_)};
        }
        return {std::move(side_), {}};
    }

private:
    bool fail(LoadError::Kind kind, std::string message) {
        errors_.push_back({kind, std::move(message)});
        return false;
    }
    bool fail(LoadError error) {
        errors_.push_back(std::move(error));
        return false;
    }

    /// All that may be a policy, which the patterns of a configuration not read yet decide.
    bool list() {
        const std::string& below = repository_->below();
        const std::size_t start = below.empty() ? 0 : below.size() + 1;
        LoadError why;
        const bool listed = repository_->list(
            *commit_, below,
            [&](GitEntry entry) {
                if (entry.path.size() > start) {
                    entry.path.erase(0, start);
                    take(std::move(entry));
                }
            },
            why);
        return listed || fail(std::move(why));
    }

    void take(GitEntry entry) {
        if (entry.path == config_name_) {
            config_entry_ = std::move(entry);
        } else if (entry.kind == GitEntry::Kind::submodule ||
                   fs::path(entry.path).extension() == ".latch") {
            // A file in conflict is listed once for each side of it.
            if (entries_.empty() || entries_.back().path != entry.path) {
                entries_.push_back(std::move(entry));
            }
        }
    }

    bool read_config() {
        if (!config_entry_) {
            return true;
        }
        if (config_entry_->kind != GitEntry::Kind::file) {
            return fail(LoadError::Kind::usage, config_entry_->kind == GitEntry::Kind::conflict
                                                    ? in_conflict(config_name_)
                                                    : config_is_link(config_name_));
        }
        std::vector<std::string> texts;
        if (!read({config_entry_->object}, texts)) {
            return false;
        }
        side_.workspace.config_path = config_path_.empty() ? config_name_ : config_path_;
        config_ = parse_config(texts.front());
        for (const std::string& problem : config_.problems) {
            fail(LoadError::Kind::usage, bad_config(config_name_, problem));
        }
        apply(config_, side_.workspace);
        return errors_.empty();
    }

    bool find_catalogs() {
        for (const auto& [provider, path] : config_.providers) {
            const fs::path whole = (fs::path(repository_->below()) / path).lexically_normal();
            if (whole.is_absolute() || whole.begin() == whole.end() || *whole.begin() == "..") {
                fail(LoadError::Kind::usage, provider_outside(provider, path));
                continue;
            }
            LoadError why;
            std::optional<GitEntry> found;
            const auto take_file = [&](GitEntry entry) {
                if (entry.path == whole.generic_string()) {
                    found = std::move(entry);
                }
            };
            if (!repository_->list(*commit_, whole.generic_string(), take_file, why)) {
                return fail(std::move(why));
            }
            if (!found || found->kind != GitEntry::Kind::file) {
                fail(LoadError::Kind::io, found && found->kind == GitEntry::Kind::link
                                              ? config_is_link(path)
                                              : provider_missing(provider, path));
                continue;
            }
            catalogs_.push_back(found->object);
            side_.workspace.options.catalogs.push_back({path, {}, provider});
        }
        return errors_.empty();
    }

    bool read_files() {
        std::vector<std::string> objects;
        for (GitEntry& entry : entries_) {
            const bool wanted = is_policy_path(entry.path, config_.include, config_.exclude);
            if (entry.kind == GitEntry::Kind::submodule) {
                side_.notes.push_back(submodule_passed_over(entry.path));
            } else if (wanted && entry.kind == GitEntry::Kind::link) {
                side_.notes.push_back(link_passed_over(entry.path));
            } else if (wanted && entry.kind == GitEntry::Kind::conflict) {
                fail(LoadError::Kind::usage, in_conflict(entry.path));
            } else if (wanted) {
                objects.push_back(std::move(entry.object));
                side_.workspace.files.push_back({std::move(entry.path), {}});
            }
        }
        objects.insert(objects.end(), catalogs_.begin(), catalogs_.end());
        std::vector<std::string> texts;
        if (!errors_.empty() || !read(objects, texts)) {
            return false;
        }
        auto text = texts.begin();
        for (PolicyFile& file : side_.workspace.files) {
            file.text = std::move(*text++);
            side_.workspace.chosen.push_back(file.path);
        }
        for (CatalogText& catalog : side_.workspace.options.catalogs) {
            catalog.text = std::move(*text++);
        }
        return true;
    }

    bool read(const std::vector<std::string>& objects, std::vector<std::string>& texts) {
        LoadError why;
        repository_->fetch_missing(*commit_, repository_->below(), objects);
        return repository_->read(objects, texts, why) || fail(std::move(why));
    }

    const GitRepository* repository_;
    const std::string* commit_;
    std::string config_path_;
    std::string config_name_;
    std::optional<GitEntry> config_entry_;
    /// Relative to the root.
    std::vector<GitEntry> entries_;
    /// The objects of the catalogues, in the order of the workspace's list.
    std::vector<std::string> catalogs_;
    Config config_;
    PolicySide side_;
    std::vector<LoadError> errors_;
};

}  // namespace

SideOutcome read_revision(const GitRepository& repository, const std::string& commit,
                          const LoadedWorkspace& at) {
    return RevisionReader(repository, commit, at).run();
}

}  // namespace latchkey::workspace
