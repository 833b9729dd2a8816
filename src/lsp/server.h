#pragma once

#include "latchkey/language_server.h"

#include "lsp/json.h"
#include "lsp/queue.h"

#include <chrono>
#include <iosfwd>
#include <map>
#include <string>
#include <string_view>

namespace latchkey::lsp {

/// A JSON-RPC error of our own making.
struct Failure {
    int code = 0;
    std::string message;
};
inline constexpr int parse_error = -32700;
inline constexpr int invalid_request = -32600;
inline constexpr int method_not_found = -32601;
inline constexpr int invalid_params = -32602;
inline constexpr int internal_error = -32603;
inline constexpr int not_initialized = -32002;
inline constexpr int request_cancelled = -32800;
inline constexpr int request_failed = -32803;

/// What a request is answered with.
struct Answer {
    Json result;
    std::optional<Failure> failure;
};

/// One client's session. Handlers are in one file for each group of methods.
class Server {
public:
    Server(std::ostream& out, Queue& queue, const ServerOptions& options);

    void receive(const Frame& frame);
    /// Tells what has changed since the last time; nothing while messages wait.
    void publish();
    [[nodiscard]] bool is_done() const { return done_; }
    /// How long nothing must come before `publish` is worth its while.
    [[nodiscard]] std::chrono::milliseconds quiet() const;
    [[nodiscard]] int exit_code() const { return shut_down_ ? 0 : 1; }

private:
    using Handler = Answer (Server::*)(const Json& params);
    using Notice = void (Server::*)(const Json& params);
    static const std::map<std::string_view, Handler>& handlers();
    static const std::map<std::string_view, Notice>& notices();

    void request(const Json& message);
    void notify(const Json& message);
    [[nodiscard]] Answer answer(const Json& message);
    void send(const Json& message);
    void tell(std::string_view method, Json params);

    // lifecycle.cpp
    Answer initialize(const Json& params);
    Answer shutdown(const Json& params);
    void initialized(const Json& params);
    void exit(const Json& params);
    void set_trace(const Json& params);
    /// Asks the client for its settings, where it can be asked.
    void ask_settings();
    /// An answer to something that we asked.
    void take_answer(const Json& message);
    void prefer(const Json& settings);

    // documents.cpp
    void did_open(const Json& params);
    void did_change(const Json& params);
    void did_close(const Json& params);
    void did_save(const Json& params);
    void did_change_files(const Json& params);
    void did_change_folders(const Json& params);
    void did_change_configuration(const Json& params);
    Answer pull_diagnostics(const Json& params);
    void publish(Folder& folder);
    [[nodiscard]] Json diagnostics_of(const Writer& writer, FileId file) const;

    // navigation.cpp
    Answer definition(const Json& params);
    Answer references(const Json& params);
    Answer highlight(const Json& params);
    Answer prepare_rename(const Json& params);
    Answer rename(const Json& params);
    Answer document_symbols(const Json& params);
    Answer workspace_symbols(const Json& params);

    // reading.cpp
    Answer hover(const Json& params);
    Answer folding(const Json& params);
    Answer selection(const Json& params);
    Answer links(const Json& params);
    Answer inlay_hints(const Json& params);
    Answer code_lenses(const Json& params);

    // colours.cpp
    Answer tokens_full(const Json& params);
    Answer tokens_delta(const Json& params);

    // writing.cpp
    Answer completion(const Json& params);
    Answer code_actions(const Json& params);
    Answer formatting(const Json& params);
    Answer range_formatting(const Json& params);
    Answer type_formatting(const Json& params);

    // commands.cpp
    Answer command(const Json& params);
    Answer show_manifest(const Json& arguments);
    Answer show_matrix();
    Answer show_page(const Json& arguments);

    /// What a request is about.
    struct Asked {
        Opened opened;
        Writer writer;
        std::uint32_t offset = 0;
    };
    /// What an editor shows of policies shows no secret. An action that would write one is left
    /// out; the formatter's edits are the file's own text and stay.
    [[nodiscard]] Json without_secrets(std::string_view method, Json result) const;
    [[nodiscard]] Json edits_of(const Asked& found, std::optional<Span> range) const;
    /// The document that `params` names, and the place in it where they name one.
    [[nodiscard]] std::optional<Asked> asked(const Json& params);
    /// The `range` that `params` name in that document.
    [[nodiscard]] Span span_of(const Asked& found, const Json& params) const;

    std::ostream* out_;
    Queue* queue_;
    Folders folders_;
    Encoding encoding_ = Encoding::utf16;
    bool initialized_ = false;
    bool shut_down_ = false;
    bool done_ = false;
    bool watches_files_ = false;
    bool pulls_ = false;
    /// A client that asks for diagnostics can be told to ask again, …
    bool can_be_woken_ = false;
    /// … where something else than its own edits changed what is found.
    bool is_stale_ = false;
    bool can_be_asked_ = false;
    /// The client has said that it is ready to be told.
    bool is_ready_ = false;
    /// The client was asked for its settings and has not answered.
    bool awaits_settings_ = false;
    /// The last `publish` took so long that it would hold up a client that goes on typing. So does
    /// the first, which reads everything; and a client opens its documents when it is ready.
    bool is_slow_ = true;
    /// The last tokens sent of each document, by its result id.
    std::map<std::string, std::pair<std::string, std::vector<std::uint32_t>>> sent_tokens_;
    std::uint64_t next_result_ = 1;
};

}  // namespace latchkey::lsp
