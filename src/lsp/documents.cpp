#include "lsp/server.h"

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
    for (const Diagnostic& one : writer.analysis.diagnostics()) {
        if (one.where.file == file && !one.waived) {
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
    if (!queue_->empty() || shut_down_) {
        return;
    }
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
    if (std::exchange(is_stale_, false) && pulls_ && can_be_woken_) {
        send({{"jsonrpc", "2.0"}, {"id", "wake"}, {"method", "workspace/diagnostic/refresh"}});
    }
}

void Server::publish(Folder& folder) {
    const Writer writer{folders_, folder, *folder.analysis, encoding_};
    std::map<std::string, Json> by_path;
    for (const std::string& path : folder.told) {
        by_path[path] = Json::array();
    }
    for (std::size_t at = 0; at < folder.analysis->file_count(); ++at) {
        const std::string& path = folder.analysis->files()[at]->path();
        if (folders_.version_of(folder, path)) {
            by_path[path] = Json::array();
        }
    }
    for (const Diagnostic& one : folder.analysis->diagnostics()) {
        if (!one.waived && writer.is_own(one.where)) {
            by_path[writer.file(one.where.file).path()].push_back(writer.diagnostic(one));
        }
    }
    folder.told.clear();
    for (auto& [path, list] : by_path) {
        if (!list.empty()) {
            folder.told.insert(path);
        }
        Json params{{"uri", folders_.uri_of_file(folder, path)}, {"diagnostics", std::move(list)}};
        if (const auto version = folders_.version_of(folder, path)) {
            params["version"] = *version;
        }
        tell("textDocument/publishDiagnostics", std::move(params));
    }
}

}  // namespace latchkey::lsp
