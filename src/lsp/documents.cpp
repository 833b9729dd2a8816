#include "lsp/server.h"

#include <chrono>
#include <utility>

namespace latchkey::lsp {
namespace {

/// Puts the changes of a message into a text, one after the other.
std::string changed(const Document& document, const Json& changes, Encoding encoding) {
    std::string text(document.source->text());
    for (const Json& change : changes) {
        auto replacement = change.at("text").get<std::string>();
        if (!change.contains("range")) {
            text = std::move(replacement);
            continue;
        }
        const SourceFile file(document.path, std::move(text));
        const Json& range = change["range"];
        const std::uint32_t begin = offset_of(file, position_from(range.at("start")), encoding);
        const std::uint32_t end = offset_of(file, position_from(range.at("end")), encoding);
        text = std::string(file.text());
        text.replace(begin, std::max(begin, end) - begin, replacement);
    }
    return text;
}

/// Calls `see(file, path, same)` for every file of the workspace, in the order of the paths:
/// whether its diagnostics are those of the analysis before, if there is one. Without `file` it is
/// a file that is no more and had some.
template <typename See>
void compare_findings(const Analysis* before, const Analysis& now, See see) {
    const std::size_t count = before == nullptr ? 0 : before->file_count();
    const auto old_path = [&](std::size_t at) { return before->files()[at]->path(); };
    std::size_t old = 0;
    const auto pass_over = [&] {
        if (!before->diagnostics(static_cast<FileId>(old)).empty()) {
            see(std::nullopt, old_path(old), false);
        }
        ++old;
    };
    for (std::size_t at = 0; at < now.file_count(); ++at) {
        const std::string& path = now.files()[at]->path();
        while (old < count && old_path(old) < path) {
            pass_over();
        }
        const std::span<const Diagnostic> list = now.diagnostics(static_cast<FileId>(at));
        bool same = list.empty();
        if (old < count && old_path(old) == path) {
            const auto known = before->diagnostics(static_cast<FileId>(old++));
            same = known.data() == list.data() && known.size() == list.size();
        }
        see(static_cast<FileId>(at), path, same);
    }
    while (old < count) {
        pass_over();
    }
}

constexpr std::chrono::milliseconds pause{30};

}  // namespace

void Server::did_open(const Json& params) {
    const Json& document = params.at("textDocument");
    folders_.open(document.at("uri").get<std::string>(), document.value("version", std::int64_t{0}),
                  document.at("text").get<std::string>());
}

void Server::did_change(const Json& params) {
    const Json& named = params.at("textDocument");
    const auto uri = named.at("uri").get<std::string>();
    const Document* document = folders_.find(uri);
    if (document == nullptr) {
        tell("window/logMessage",
             {{"type", 2}, {"message", "a change of a document that is not open: " + uri}});
        return;
    }
    const bool numbered = named.contains("version") && named["version"].is_number_integer();
    const std::int64_t version =
        numbered ? named["version"].get<std::int64_t>() : document->version + 1;
    if (version < document->version) {
        return;
    }
    static_cast<void>(
        folders_.change(uri, version, changed(*document, params.at("contentChanges"), encoding_)));
}

void Server::did_close(const Json& params) {
    const auto uri = params.at("textDocument").at("uri").get<std::string>();
    sent_tokens_.erase(uri);
    // Some clients forget what they were told of a document that they close.
    if (const Document* document = folders_.find(uri)) {
        document->folder->told_versions.erase(document->path);
    }
    folders_.close(uri);
}

void Server::did_save(const Json&) {}

void Server::did_change_files(const Json& params) {
    for (const Json& change : params.at("changes")) {
        folders_.changed_on_disk(change.at("uri").get<std::string>());
    }
    is_stale_ = true;
}

void Server::did_change_folders(const Json& params) {
    const Json& event = params.at("event");
    for (const Json& folder : event.at("removed")) {
        folders_.remove_root(path_of(folder.at("uri").get<std::string>()));
    }
    for (const Json& folder : event.at("added")) {
        folders_.add_root(path_of(folder.at("uri").get<std::string>()));
    }
    is_stale_ = true;
}

Json Server::diagnostics_of(const Writer& writer, FileId file) const {
    Json list = Json::array();
    for (const Diagnostic& one : writer.analysis.diagnostics(file)) {
        if (!one.waived) {
            list.push_back(writer.diagnostic(one));
        }
    }
    return list;
}

Answer Server::pull_diagnostics(const Json& params) {
    const auto found = asked(params);
    const Json items = found ? diagnostics_of(found->writer, found->opened.file) : Json::array();
    return {{{"kind", "full"}, {"items", items}}, std::nullopt};
}

void Server::publish() {
    if (!queue_->empty() || shut_down_ || !is_ready_) {
        return;
    }
    const auto begin = std::chrono::steady_clock::now();
    folders_.bring_up_to_date();
    for (const std::unique_ptr<Folder>& folder : folders_.all()) {
        if (!folder->problem.empty()) {
            tell("window/showMessage", {{"type", 1}, {"message", "latchkey: " + folder->problem}});
            folder->problem.clear();
        }
        if (!pulls_) {
            publish(*folder);
        }
    }
    // Whoever has not answered by now is not waited for again.
    awaits_settings_ = false;
    is_slow_ = std::chrono::steady_clock::now() - begin > pause;
    if (std::exchange(is_stale_, false) && pulls_ && can_be_woken_) {
        send({{"jsonrpc", "2.0"}, {"id", "wake"}, {"method", "workspace/diagnostic/refresh"}});
    }
}

std::chrono::milliseconds Server::quiet() const {
    // What would be told before the settings are known may be taken back at once.
    constexpr std::chrono::milliseconds answer{500};
    return awaits_settings_ ? answer : is_slow_ ? pause : std::chrono::milliseconds{0};
}

/// Tells of each file whose diagnostics, or whose document's version, are others than the client
/// knows.
void Server::publish(Folder& folder) {
    const Analysis& now = *folder.analysis;
    const Writer writer{folders_, folder, now, encoding_};
    const auto documents = folders_.documents_of(folder);
    const auto send = [&](const std::string& path, Json list) {
        const auto document = documents.find(path);
        Json params{{"uri", document == documents.end() ? uri_of(folder.root + "/" + path)
                                                        : document->second->uri},
                    {"diagnostics", std::move(list)}};
        folder.told_versions.erase(path);
        if (document != documents.end()) {
            params["version"] = document->second->version;
            folder.told_versions.emplace(path, document->second->version);
        }
        tell("textDocument/publishDiagnostics", std::move(params));
    };
    const auto has_version = [&](const std::string& path) {
        const auto document = documents.find(path);
        const auto told = folder.told_versions.find(path);
        return document == documents.end() ||
               (told != folder.told_versions.end() && told->second == document->second->version);
    };
    compare_findings(folder.told.get(), now,
                     [&](std::optional<FileId> file, const auto& path, bool same) {
                         if (!file.has_value()) {
                             send(path, Json::array());
                         } else if (!same || !has_version(path)) {
                             send(path, diagnostics_of(writer, *file));
                         }
                     });
    folder.told = folder.analysis;
}

}  // namespace latchkey::lsp
