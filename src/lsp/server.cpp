#include "lsp/server.h"

#include <iostream>
#include <thread>

namespace latchkey::lsp {

Server::Server(std::ostream& out, Queue& queue, const ServerOptions& options)
    : out_(&out), queue_(&queue), folders_(options.today, options.jobs) {}

const std::map<std::string_view, Server::Handler>& Server::handlers() {
    static const std::map<std::string_view, Handler> all{
        {"initialize", &Server::initialize},
        {"shutdown", &Server::shutdown},
        {"textDocument/codeAction", &Server::code_actions},
        {"textDocument/codeLens", &Server::code_lenses},
        {"textDocument/completion", &Server::completion},
        {"textDocument/definition", &Server::definition},
        {"textDocument/diagnostic", &Server::pull_diagnostics},
        {"textDocument/documentHighlight", &Server::highlight},
        {"textDocument/documentLink", &Server::links},
        {"textDocument/documentSymbol", &Server::document_symbols},
        {"textDocument/foldingRange", &Server::folding},
        {"textDocument/formatting", &Server::formatting},
        {"textDocument/hover", &Server::hover},
        {"textDocument/inlayHint", &Server::inlay_hints},
        {"textDocument/onTypeFormatting", &Server::type_formatting},
        {"textDocument/prepareRename", &Server::prepare_rename},
        {"textDocument/rangeFormatting", &Server::range_formatting},
        {"textDocument/references", &Server::references},
        {"textDocument/rename", &Server::rename},
        {"textDocument/selectionRange", &Server::selection},
        {"textDocument/semanticTokens/full", &Server::tokens_full},
        {"textDocument/semanticTokens/full/delta", &Server::tokens_delta},
        {"workspace/executeCommand", &Server::command},
        {"workspace/symbol", &Server::workspace_symbols},
    };
    return all;
}

const std::map<std::string_view, Server::Notice>& Server::notices() {
    static const std::map<std::string_view, Notice> all{
        {"$/setTrace", &Server::set_trace},
        {"exit", &Server::exit},
        {"initialized", &Server::initialized},
        {"textDocument/didChange", &Server::did_change},
        {"textDocument/didClose", &Server::did_close},
        {"textDocument/didOpen", &Server::did_open},
        {"textDocument/didSave", &Server::did_save},
        {"workspace/didChangeConfiguration", &Server::did_change_configuration},
        {"workspace/didChangeWatchedFiles", &Server::did_change_files},
        {"workspace/didChangeWorkspaceFolders", &Server::did_change_folders},
    };
    return all;
}

void Server::receive(const Frame& frame) {
    const auto fail = [&](const Json& id, int code, std::string message) {
        send({{"jsonrpc", "2.0"},
              {"id", id},
              {"error", {{"code", code}, {"message", std::move(message)}}}});
    };
    if (!frame.problem.empty()) {
        return fail(nullptr, parse_error, frame.problem);
    }
    const Json message = Json::parse(frame.text, nullptr, false);
    if (message.is_discarded()) {
        return fail(nullptr, parse_error, "the message is no JSON");
    }
    if (!message.is_object()) {
        return fail(nullptr, invalid_request, "a message is an object");
    }
    const bool has_id = message.contains("id");
    if (!message.contains("method")) {
        return has_id ? take_answer(message)
                      : fail(nullptr, invalid_request, "a message has a method");
    }
    if (!message["method"].is_string()) {
        return fail(has_id ? message["id"] : Json(nullptr), invalid_request,
                    "a method is a string");
    }
    has_id ? request(message) : notify(message);
}

void Server::request(const Json& message) {
    const Answer answered = answer(message);
    Json reply{{"jsonrpc", "2.0"}, {"id", message["id"]}};
    if (answered.failure) {
        reply["error"] = {{"code", answered.failure->code}, {"message", answered.failure->message}};
    } else {
        reply["result"] = answered.result;
    }
    send(reply);
}

Answer Server::answer(const Json& message) {
    const auto method = message["method"].get<std::string>();
    const auto found = handlers().find(method);
    if (queue_->was_cancelled(message["id"].dump())) {
        return {nullptr, Failure{request_cancelled, "cancelled"}};
    }
    if (!initialized_ && method != "initialize") {
        return {nullptr, Failure{not_initialized, "`initialize` comes first"}};
    }
    if (shut_down_) {
        return {nullptr, Failure{invalid_request, "only `exit` comes after `shutdown`"}};
    }
    if (found == handlers().end()) {
        return {nullptr, Failure{method_not_found, "there is no method `" + method + "`"}};
    }
    // The library throws where a client leaves out what the protocol has it say.
    try {
        Answer answered =
            (this->*found->second)(message.contains("params") ? message["params"] : Json::object());
        answered.result = without_secrets(method, std::move(answered.result));
        return answered;
    } catch (const Json::exception& error) {
        return {nullptr, Failure{invalid_params, error.what()}};
    } catch (const std::exception& error) {
        return {nullptr, Failure{internal_error, error.what()}};
    }
}

void Server::notify(const Json& message) {
    const auto method = message["method"].get<std::string>();
    const auto found = notices().find(method);
    if (found == notices().end() || (!initialized_ && method != "exit")) {
        return;
    }
    try {
        (this->*found->second)(message.contains("params") ? message["params"] : Json::object());
    } catch (const std::exception& error) {
        tell("window/logMessage", {{"type", 1}, {"message", method + ": " + error.what()}});
    }
}

void Server::send(const Json& message) {
    // Text that is no UTF-8, from a file or a path, must not end the session.
    write_frame(*out_, message.dump(-1, ' ', false, Json::error_handler_t::replace));
}

void Server::tell(std::string_view method, Json params) {
    send({{"jsonrpc", "2.0"}, {"method", method}, {"params", std::move(params)}});
}

std::optional<Server::Asked> Server::asked(const Json& params) {
    const auto uri = params.at("textDocument").at("uri").get<std::string>();
    const std::optional<Opened> opened = folders_.look(uri);
    if (!opened) {
        return std::nullopt;
    }
    Asked found{*opened, Writer{folders_, *opened->folder, *opened->analysis, encoding_}, 0};
    if (params.contains("position")) {
        found.offset = offset_of(*opened->source, position_from(params["position"]), encoding_);
    }
    return found;
}

Span Server::span_of(const Asked& found, const Json& params) const {
    const Json& range = params.at("range");
    return {offset_of(*found.opened.source, position_from(range.at("start")), encoding_),
            offset_of(*found.opened.source, position_from(range.at("end")), encoding_)};
}

}  // namespace latchkey::lsp

namespace latchkey {
namespace {

/// Reads on while a request is answered, so that what the client takes back is known in time.
void read_all(std::istream& in, lsp::Queue& queue) {
    while (auto frame = lsp::read_frame(in)) {
        if (frame->text.find("$/cancelRequest") != std::string::npos) {
            const lsp::Json message = lsp::Json::parse(frame->text, nullptr, false);
            if (message.is_object() && message.value("method", "") == "$/cancelRequest" &&
                message.contains("params") && message["params"].is_object() &&
                message["params"].contains("id")) {
                queue.cancel(message["params"]["id"].dump());
                continue;
            }
        }
        queue.push(std::move(*frame));
    }
    queue.close();
}

}  // namespace

int serve(std::istream& in, std::ostream& out, const ServerOptions& options) {
    constexpr std::chrono::hours forever{24};
    lsp::Queue queue;
    lsp::Server server(out, queue, options);
    // The stream cannot be told to stop, so the thread that reads it is left behind at the end.
    auto reader = std::thread([&in, &queue] { read_all(in, queue); });
    bool told = true;
    while (!server.is_done()) {
        const lsp::Queue::Taken taken = queue.take(told ? forever : server.quiet());
        if (taken.timed_out) {
            server.publish();
            told = true;
        } else if (taken.frame) {
            server.receive(*taken.frame);
            told = false;
        } else {
            break;
        }
    }
    const bool at_end = !server.is_done();
    at_end ? reader.join() : reader.detach();
    return server.exit_code();
}

}  // namespace latchkey
