#include "lsp/folders.h"

#include "latchkey/files.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace latchkey::lsp {
namespace {

namespace fs = std::filesystem;

bool is_below(std::string_view path, std::string_view root) {
    return path.size() > root.size() && path.starts_with(root) && path[root.size()] == '/';
}

std::string without_slash(std::string path) {
    while (path.size() > 1 && path.back() == '/') {
        path.pop_back();
    }
    return path;
}

/// The folder of the nearest `latchkey.toml` above a file; empty where there is none.
std::string configured_root(const std::string& path) {
    std::error_code error;
    for (fs::path folder = fs::path(path).parent_path(); !folder.empty();
         folder = folder.parent_path()) {
        if (fs::exists(folder / "latchkey.toml", error)) {
            return folder.string();
        }
        if (folder == folder.root_path()) {
            break;
        }
    }
    return "";
}

}  // namespace

void Folders::prefer(Preferences preferences) {
    if (preferences == preferences_) {
        return;
    }
    preferences_ = std::move(preferences);
    for (const std::unique_ptr<Folder>& folder : folders_) {
        load(*folder);
    }
}

void Folders::add_root(const std::string& path) {
    const std::string root = without_slash(path);
    if (root.empty() || std::ranges::find(roots_, root) != roots_.end()) {
        return;
    }
    roots_.push_back(root);
    // What is wrong in files that nobody has open is told, too.
    static_cast<void>(folder_of(root + "/latchkey.toml"));
}

void Folders::remove_root(const std::string& path) {
    std::erase(roots_, without_slash(path));
}

Folder& Folders::folder_of(const std::string& path) {
    std::string root = configured_root(path);
    for (const std::string& one : roots_) {
        // A folder of the client's without a configuration is a workspace; the innermost counts.
        if (is_below(path, one) && configured_root(path).empty() && one.size() > root.size()) {
            root = one;
        }
    }
    // Nobody asked for all that lies beside a file which was opened by itself.
    const bool lonely = root.empty();
    if (lonely) {
        root = fs::path(path).parent_path().string();
    }
    for (const std::unique_ptr<Folder>& folder : folders_) {
        if (folder->root == root) {
            return *folder;
        }
    }
    folders_.push_back(std::make_unique<Folder>());
    folders_.back()->root = root;
    folders_.back()->start = lonely ? path : root;
    load(*folders_.back());
    return *folders_.back();
}

void Folders::load(Folder& folder) {
    std::error_code error;
    LoadOutcome outcome;
    if (!folder.start.empty() && fs::exists(folder.start, error)) {
        outcome = load_workspace({.paths = {folder.start},
                                  .config = {},
                                  .standard_input = std::nullopt,
                                  .standard_input_name = {},
                                  .jobs = jobs_});
    }
    folder.problem.clear();
    for (const LoadError& one : outcome.errors) {
        if (one.kind != LoadError::Kind::nothing) {
            folder.problem += (folder.problem.empty() ? "" : "\n") + one.message;
        }
    }
    Options options = outcome.workspace ? outcome.workspace->options : Options{};
    options.as_of = today_;
    options.jobs = jobs_;
    fill(options, outcome.workspace && outcome.workspace->profile_is_set, preferences_);
    folder.workspace = std::make_unique<Workspace>(std::move(options));
    folder.changed = true;
    std::vector<PolicyFile> files =
        outcome.workspace ? std::move(outcome.workspace->files) : std::vector<PolicyFile>{};
    for (PolicyFile& file : files) {
        // Paths lead from the root of what was loaded, which may lie below the folder.
        const std::string absolute = outcome.workspace->root + "/" + file.path;
        if (is_below(absolute, folder.root)) {
            file.path = absolute.substr(folder.root.size() + 1);
        }
    }
    folder.workspace->set(std::move(files));
    for (auto& [uri, document] : documents_) {
        if (document.folder == &folder) {
            put(document);
        }
    }
}

void Folders::put(Document& document) {
    document.folder->workspace->set(document.path, std::string(document.source->text()));
    document.folder->changed = true;
}

void Folders::open(const std::string& uri, std::int64_t version, std::string text) {
    const std::string file = lsp::path_of(uri);
    Document& document = documents_[uri];
    document.uri = uri;
    document.version = version;
    if (file.empty()) {
        folders_.push_back(std::make_unique<Folder>());
        // Before the document is of it: what is loaded puts the folder's documents in, with their text.
        load(*folders_.back());
        document.folder = folders_.back().get();
        document.path = uri;
    } else {
        document.folder = &folder_of(file);
        document.path = is_below(file, document.folder->root)
                            ? file.substr(document.folder->root.size() + 1)
                            : file;
    }
    document.source = std::make_shared<const SourceFile>(document.path, std::move(text));
    put(document);
}

bool Folders::change(const std::string& uri, std::int64_t version, std::string text) {
    Document* document = find(uri);
    if (document == nullptr) {
        return false;
    }
    document->version = version;
    document->source = std::make_shared<const SourceFile>(document->path, std::move(text));
    put(*document);
    return true;
}

void Folders::close(const std::string& uri) {
    const auto found = documents_.find(uri);
    if (found == documents_.end()) {
        return;
    }
    const Document document = found->second;
    documents_.erase(found);
    changed_on_disk(document.uri);
    if (lsp::path_of(document.uri).empty()) {
        document.folder->workspace->remove(document.path);
        document.folder->changed = true;
    }
}

void Folders::changed_on_disk(const std::string& uri) {
    const std::string path = lsp::path_of(uri);
    if (path.empty() || documents_.contains(uri)) {
        return;
    }
    if (!path.ends_with(".latch")) {
        // A configuration, a catalogue or a folder: what belongs to the workspace may be another.
        for (const std::unique_ptr<Folder>& folder : folders_) {
            if (is_below(path, folder->root)) {
                load(*folder);
            }
        }
        return;
    }
    Folder& folder = folder_of(path);
    const std::string name = path.substr(std::min(folder.root.size() + 1, path.size()));
    std::error_code error;
    const bool known = folder.analysis != nullptr && editor::find_file(*folder.analysis, name);
    if (!known) {
        // Whether a new file belongs to the workspace is for its configuration to say.
        load(folder);
        return;
    }
    std::ifstream file;
    if (fs::is_regular_file(path, error)) {
        file.open(path, std::ios::binary);
    }
    if (file.is_open()) {
        folder.workspace->set(name, {std::istreambuf_iterator<char>(file), {}});
    } else {
        folder.workspace->remove(name);
    }
    folder.changed = true;
}

Document* Folders::find(const std::string& uri) {
    const auto found = documents_.find(uri);
    return found == documents_.end() ? nullptr : &found->second;
}

void Folders::bring_up_to_date() {
    for (const std::unique_ptr<Folder>& folder : folders_) {
        if (folder->changed || folder->analysis == nullptr) {
            folder->analysis = folder->workspace->analyse();
            folder->changed = false;
        }
    }
}

std::optional<Opened> Folders::look(const std::string& uri) {
    bring_up_to_date();
    for (const std::unique_ptr<Folder>& folder : folders_) {
        const Document* document = find(uri);
        const std::string path = document != nullptr ? document->path
                                 : is_below(lsp::path_of(uri), folder->root)
                                     ? lsp::path_of(uri).substr(folder->root.size() + 1)
                                     : "";
        if (document != nullptr && document->folder != folder.get()) {
            continue;
        }
        if (const auto file = editor::find_file(*folder->analysis, path)) {
            return Opened{folder->analysis.get(), *file,
                          folder->analysis->files()[static_cast<std::size_t>(*file)].get(),
                          folder.get()};
        }
    }
    return std::nullopt;
}

std::string Folders::uri_of_file(const Folder& folder, std::string_view path) const {
    for (const auto& [uri, document] : documents_) {
        if (document.folder == &folder && document.path == path) {
            return uri;
        }
    }
    return uri_of(folder.root + "/" + std::string(path));
}

std::map<std::string_view, const Document*> Folders::documents_of(const Folder& folder) const {
    std::map<std::string_view, const Document*> found;
    for (const auto& [uri, document] : documents_) {
        if (document.folder == &folder) {
            found.emplace(document.path, &document);
        }
    }
    return found;
}

std::optional<std::int64_t> Folders::version_of(const Folder& folder, std::string_view path) const {
    for (const auto& [uri, document] : documents_) {
        if (document.folder == &folder && document.path == path) {
            return document.version;
        }
    }
    return std::nullopt;
}

}  // namespace latchkey::lsp
