#include "latchkey/version.h"

#include "lsp/server.h"
#include "lsp/settings.h"
#include "lsp/token_types.h"

namespace latchkey::lsp {
namespace {

/// A member of a member, or null.
const Json& part(const Json& json, std::initializer_list<std::string_view> names) {
    static const Json nothing;
    const Json* at = &json;
    for (const std::string_view name : names) {
        if (!at->is_object() || !at->contains(name)) {
            return nothing;
        }
        at = &(*at)[name];
    }
    return *at;
}

bool is_true(const Json& json) {
    return json.is_boolean() && json.get<bool>();
}

Encoding chosen_encoding(const Json& capabilities) {
    for (const Json& one : part(capabilities, {"general", "positionEncodings"})) {
        if (one == "utf-8") {
            return Encoding::utf8;
        }
    }
    return Encoding::utf16;
}

Json capabilities_of(Encoding encoding) {
    return {
        {"positionEncoding", encoding == Encoding::utf8 ? "utf-8" : "utf-16"},
        {"textDocumentSync",
         {{"openClose", true}, {"change", 2}, {"save", {{"includeText", false}}}}},
        {"hoverProvider", true},
        {"documentFormattingProvider", true},
        {"documentRangeFormattingProvider", true},
        {"documentOnTypeFormattingProvider", {{"firstTriggerCharacter", "}"}}},
        {"definitionProvider", true},
        {"referencesProvider", true},
        {"documentHighlightProvider", true},
        {"documentSymbolProvider", true},
        {"workspaceSymbolProvider", true},
        {"foldingRangeProvider", true},
        {"selectionRangeProvider", true},
        {"documentLinkProvider", {{"resolveProvider", false}}},
        {"renameProvider", {{"prepareProvider", true}}},
        {"completionProvider",
         {{"triggerCharacters", Json::array({" ", "\"", "(", ",", ":", "/"})}}},
        {"codeActionProvider", {{"codeActionKinds", Json::array({"quickfix", "refactor"})}}},
        {"codeLensProvider", {{"resolveProvider", false}}},
        {"inlayHintProvider", true},
        {"diagnosticProvider",
         {{"identifier", "latchkey"},
          {"interFileDependencies", true},
          {"workspaceDiagnostics", false}}},
        {"semanticTokensProvider",
         {{"legend", token_legend()}, {"full", {{"delta", true}}}, {"range", false}}},
        {"executeCommandProvider",
         {{"commands", Json::array({"latchkey.page", "latchkey.manifest", "latchkey.matrix"})}}},
        {"workspace", {{"workspaceFolders", {{"supported", true}, {"changeNotifications", true}}}}},
    };
}

}  // namespace

Answer Server::initialize(const Json& params) {
    if (initialized_) {
        return {nullptr, Failure{invalid_request, "`initialize` comes once"}};
    }
    const Json& capabilities = part(params, {"capabilities"});
    encoding_ = chosen_encoding(capabilities);
    watches_files_ =
        is_true(part(capabilities, {"workspace", "didChangeWatchedFiles", "dynamicRegistration"}));
    // A client that asks for diagnostics is told none, or it would show them twice.
    pulls_ = part(capabilities, {"textDocument", "diagnostic"}).is_object();
    can_be_woken_ = is_true(part(capabilities, {"workspace", "diagnostics", "refreshSupport"}));
    can_be_asked_ = is_true(part(capabilities, {"workspace", "configuration"}));
    prefer(part(params, {"initializationOptions"}));
    const Json& folders = part(params, {"workspaceFolders"});
    if (folders.is_array()) {
        for (const Json& folder : folders) {
            folders_.add_root(path_of(folder.at("uri").get<std::string>()));
        }
    } else if (part(params, {"rootUri"}).is_string()) {
        folders_.add_root(path_of(params["rootUri"].get<std::string>()));
    }
    initialized_ = true;
    return {{{"capabilities", capabilities_of(encoding_)},
             {"serverInfo", {{"name", "latchkey"}, {"version", version()}}}},
            std::nullopt};
}

void Server::initialized(const Json&) {
    is_ready_ = true;
    ask_settings();
    if (!watches_files_) {
        return;
    }
    const Json watchers = Json::array({Json::object({{"globPattern", "**/*.latch"}}),
                                       Json::object({{"globPattern", "**/latchkey.toml"}})});
    const Json registration{{"id", "watch"},
                            {"method", "workspace/didChangeWatchedFiles"},
                            {"registerOptions", Json::object({{"watchers", watchers}})}};
    send({{"jsonrpc", "2.0"},
          {"id", "watch"},
          {"method", "client/registerCapability"},
          {"params", Json::object({{"registrations", Json::array({registration})}})}});
}

Answer Server::shutdown(const Json&) {
    shut_down_ = true;
    return {};
}

void Server::exit(const Json&) {
    done_ = true;
}

void Server::set_trace(const Json&) {}

void Server::ask_settings() {
    if (!can_be_asked_) {
        return;
    }
    awaits_settings_ = true;
    send({{"jsonrpc", "2.0"},
          {"id", "settings"},
          {"method", "workspace/configuration"},
          {"params", {{"items", Json::array({Json::object({{"section", "latchkey"}})})}}}});
}

void Server::take_answer(const Json& message) {
    const Json& result = part(message, {"result"});
    if (message["id"] != "settings") {
        return;
    }
    awaits_settings_ = false;
    if (result.is_array() && result.size() == 1 && result[0].is_object()) {
        prefer(result[0]);
    }
}

void Server::prefer(const Json& settings) {
    ReadPreferences found = read_preferences(settings);
    for (const std::string& problem : found.problems) {
        tell("window/showMessage", {{"type", 2}, {"message", "latchkey: " + problem}});
    }
    folders_.prefer(std::move(found.preferences));
    is_stale_ = true;
}

void Server::did_change_configuration(const Json& params) {
    const Json& settings = part(params, {"settings"});
    // A client that can be asked may send nothing, or what belongs to somebody else.
    if (can_be_asked_) {
        ask_settings();
    } else if (settings.is_object()) {
        prefer(settings);
    }
}

}  // namespace latchkey::lsp
