#pragma once

#include "latchkey/editor.h"
#include "latchkey/workspace.h"

#include "lsp/places.h"
#include "lsp/preferences.h"

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace latchkey::lsp {

/// One workspace: the files below a `latchkey.toml` or a folder that the client has open, as they
/// are on disk but for the documents that are being edited.
struct Folder {
    /// Absolute, without a `/` at the end; empty for a document that is no file.
    std::string root;
    /// What it is loaded from: the root, or the one document that was opened by itself.
    std::string start;
    std::unique_ptr<Workspace> workspace;
    std::shared_ptr<const Analysis> analysis;
    /// Paths that diagnostics were sent for, so that they can be taken back.
    std::set<std::string> told;
    /// What is wrong with its configuration; said to the client once.
    std::string problem;
    bool changed = true;
};

struct Document {
    std::string uri;
    std::int64_t version = 0;
    std::shared_ptr<const SourceFile> source;
    /// Its place in its folder.
    std::string path;
    Folder* folder = nullptr;
};

/// A document of an up-to-date analysis.
struct Opened {
    const Analysis* analysis = nullptr;
    FileId file{};
    const SourceFile* source = nullptr;
    Folder* folder = nullptr;
};

/// All that the client has open, and the workspaces that it belongs to.
class Folders {
public:
    Folders(std::string today, unsigned jobs) : today_(std::move(today)), jobs_(jobs) {}

    /// What the person who works here wishes, from now on.
    void prefer(Preferences preferences);
    /// A folder of the client's.
    void add_root(const std::string& path);
    void remove_root(const std::string& path);

    void open(const std::string& uri, std::int64_t version, std::string text);
    /// Replaces the whole text; false for a document that is not open.
    bool change(const std::string& uri, std::int64_t version, std::string text);
    void close(const std::string& uri);
    /// Something was made, changed or deleted on disk.
    void changed_on_disk(const std::string& uri);

    [[nodiscard]] Document* find(const std::string& uri);
    /// The document, or another file of a workspace, with everything up to date.
    [[nodiscard]] std::optional<Opened> look(const std::string& uri);
    void bring_up_to_date();

    [[nodiscard]] std::vector<std::unique_ptr<Folder>>& all() { return folders_; }
    [[nodiscard]] const std::vector<std::unique_ptr<Folder>>& all() const { return folders_; }
    [[nodiscard]] std::string uri_of_file(const Folder& folder, std::string_view path) const;
    /// The version of a file that is being edited.
    [[nodiscard]] std::optional<std::int64_t> version_of(const Folder& folder,
                                                         std::string_view path) const;
    [[nodiscard]] const std::string& today() const { return today_; }

private:
    Folder& folder_of(const std::string& path);
    void load(Folder& folder);
    void put(Document& document);

    std::string today_;
    unsigned jobs_;
    Preferences preferences_;
    std::vector<std::string> roots_;
    std::vector<std::unique_ptr<Folder>> folders_;
    std::map<std::string, Document> documents_;
};

}  // namespace latchkey::lsp
