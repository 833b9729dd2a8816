#include "latchkey/revision.h"

#include "diag/message.h"
#include "workspace/git.h"
#include "workspace/locate.h"
#include "workspace/manifest_index.h"
#include "workspace/read_file.h"
#include "workspace/revision.h"

#include <filesystem>
#include <set>
#include <system_error>
#include <utility>

namespace latchkey {
namespace {

namespace fs = std::filesystem;
using diag::Message;
using std::string_view;
using workspace::GitCommit;
using workspace::GitRepository;

constexpr Message<> looks_like_option{"a revision does not begin with `-`"};
constexpr Message<string_view> two_things{
    "is both a revision and a directory; write `./{}` for the directory"};
constexpr Message<> no_directory{"there is no such directory"};
constexpr Message<> a_file{"is a file; compare revisions or directories"};
constexpr Message<> neither{"is no directory, and no revision either: "};
constexpr Message<> bare_index{"a bare repository has no index"};
constexpr Message<string_view, string_view> unreadable{"{} cannot be read: {}"};
/// Not with what it is about: parts of a message are cut when they are long.
constexpr Message<string_view> about{"{}: "};

constexpr string_view work_tree_name = "the work tree";

SideOutcome failed(LoadError error) {
    return {std::nullopt, {std::move(error)}};
}

SideOutcome failed(LoadError::Kind kind, std::string message) {
    return failed(LoadError{kind, std::move(message)});
}

SideOutcome of_disk(LoadOutcome loaded, PolicySide::Kind kind, std::string name) {
    if (!loaded.workspace) {
        return {std::nullopt, std::move(loaded.errors)};
    }
    PolicySide side;
    side.kind = kind;
    side.name = std::move(name);
    side.workspace = std::move(*loaded.workspace);
    return {std::move(side), {}};
}

/// What `compile` wrote, when it is that.
std::optional<SideOutcome> find_manifests(const std::string& directory) {
    const fs::path root(directory);
    std::error_code error;
    if (fs::exists(root / "latchkey.toml", error)) {
        return std::nullopt;
    }
    workspace::FileText index = workspace::read_file(root / workspace::index_name);
    const auto listed = index.text ? workspace::listed_manifests(*index.text) : std::nullopt;
    if (!listed) {
        return std::nullopt;
    }
    PolicySide side;
    side.kind = PolicySide::Kind::manifests;
    side.name = directory;
    side.manifests.push_back({std::string(workspace::index_name), std::move(*index.text)});
    for (const std::string& name : *listed) {
        workspace::FileText file = workspace::read_file(root / name);
        if (!file.text) {
            return failed(LoadError::Kind::io, unreadable(name, file.reason));
        }
        side.manifests.push_back({name, std::move(*file.text)});
    }
    return SideOutcome{std::move(side), {}};
}

SideOutcome load_directory(const std::string& name) {
    if (std::optional<SideOutcome> manifests = find_manifests(name)) {
        return std::move(*manifests);
    }
    LoadRequest request;
    request.root = name;
    request.paths = {name};
    return of_disk(load_workspace(request), PolicySide::Kind::directory, name);
}

/// Whether a name can only mean a place on disk.
bool is_path(string_view name) {
    return name.starts_with('/') || name.starts_with("./") || name.starts_with("../") ||
           name == "." || name == ".." || name.ends_with('/');
}

SideOutcome load_index(const GitRepository& repository, const LoadedWorkspace& at) {
    if (repository.is_bare()) {
        return failed(LoadError::Kind::usage, bare_index());
    }
    SideOutcome outcome = workspace::read_revision(repository, {}, at);
    if (outcome.side) {
        outcome.side->kind = PolicySide::Kind::index;
        outcome.side->name = ":index";
    }
    return outcome;
}

/// A revision, or a directory where there is no such revision.
SideOutcome load_named(const SideRequest& request) {
    std::error_code error;
    const fs::file_status status = fs::status(request.name, error);
    const bool directory = fs::is_directory(status);
    LoadOutcome located = workspace::locate_workspace({.paths = {},
                                                       .config = request.config,
                                                       .standard_input = std::nullopt,
                                                       .standard_input_name = {}});
    if (!located.workspace) {
        return {std::nullopt, std::move(located.errors)};
    }
    LoadError why;
    const auto repository = GitRepository::open(located.workspace->root, why);
    if (request.name == ":index") {
        return repository ? load_index(*repository, *located.workspace) : failed(std::move(why));
    }
    const std::optional<GitCommit> commit =
        repository ? repository->find(request.name, why) : std::nullopt;
    if (!commit) {
        if (directory) {
            return load_directory(request.name);
        }
        return fs::exists(status) ? failed(LoadError::Kind::usage, a_file())
               : repository       ? failed(std::move(why))
                                  : failed(why.kind, neither() + why.message);
    }
    if (directory) {
        return failed(LoadError::Kind::usage, two_things(request.name));
    }
    SideOutcome outcome = workspace::read_revision(*repository, commit->id, *located.workspace);
    if (outcome.side) {
        outcome.side->kind = PolicySide::Kind::revision;
        outcome.side->name = commit->name;
        outcome.side->commit = commit->id;
    }
    return outcome;
}

SideOutcome load(const SideRequest& request) {
    if (request.name.empty()) {
        LoadRequest of_work_tree;
        of_work_tree.config = request.config;
        return of_disk(load_workspace(of_work_tree), PolicySide::Kind::work_tree,
                       std::string(work_tree_name));
    }
    if (request.name.starts_with('-')) {
        return failed(LoadError::Kind::usage, looks_like_option());
    }
    if (!is_path(request.name)) {
        return load_named(request);
    }
    std::error_code error;
    const fs::file_status status = fs::status(request.name, error);
    if (!fs::is_directory(status)) {
        return failed(fs::exists(status) ? LoadError::Kind::usage : LoadError::Kind::io,
                      fs::exists(status) ? a_file() : no_directory());
    }
    return load_directory(request.name);
}

}  // namespace

SideOutcome load_side(const SideRequest& request) {
    SideOutcome outcome = load(request);
    if (!request.name.empty()) {
        for (LoadError& error : outcome.errors) {
            error.message = about(request.name) + error.message;
        }
    }
    return outcome;
}

}  // namespace latchkey
