// An editor's session: a policy is opened, changed and asked about. Every answer is whole, every
// place in it lies in the text, and after many small changes the server says what a fresh one says.
// Behind the first zero byte of the input stands what the editor does.

#include "fuzz/fuzz.h"
#include "fuzz/messages.h"
#include "lsp/server.h"
#include "mutation/mutation.h"

#include <algorithm>
#include <array>
#include <sstream>

namespace latchkey::fuzz {
namespace {

using lsp::Json;

constexpr std::string_view uri = "untitled:a.latch";

/// What the editor does next: bytes of the input, then numbers that the text decides.
class Script {
public:
    Script(std::string_view bytes, std::string_view text)
        : bytes_(bytes), random_(number_of(text)) {}

    std::size_t below(std::size_t bound) {
        if (bytes_.size() < 2) {
            return random_.below(bound);
        }
        const std::size_t number = static_cast<unsigned char>(bytes_[0]) * std::size_t{256} +
                                   static_cast<unsigned char>(bytes_[1]);
        bytes_.remove_prefix(2);
        return bound == 0 ? 0 : number * bound / 65536;
    }

private:
    std::string_view bytes_;
    mutation::Random random_;
};

class Session {
public:
    explicit Session(const std::string& text) : server_(out_, queue_, {.today = "2026-11-23"}) {
        ask("initialize", {{"capabilities", Json::object()}});
        tell("initialized", Json::object());
        tell("textDocument/didOpen",
             {{"textDocument", {{"uri", uri}, {"version", 1}, {"text", text}}}});
    }

    void tell(std::string_view method, const Json& params) {
        send({{"jsonrpc", "2.0"}, {"method", method}, {"params", params}});
    }

    /// The answer's result.
    Json ask(std::string_view method, const Json& params) {
        out_.str("");
        send({{"jsonrpc", "2.0"}, {"id", ++asked_}, {"method", method}, {"params", params}});
        const std::vector<Json> said = messages_in(out_.str());
        demand(said.size() == 1 && said[0].value("id", 0) == asked_, "a request has no answer");
        // Some questions have no answer, such as what cannot be renamed.
        const bool failed =
            said[0].contains("error") && said[0]["error"]["code"] == lsp::request_failed;
        demand(failed || said[0].contains("result"), std::string(method) + ": " + said[0].dump());
        return failed ? Json(nullptr) : said[0]["result"];
    }

    Json findings() {
        server_.publish();
        return ask("textDocument/diagnostic", {{"textDocument", {{"uri", uri}}}});
    }

private:
    void send(const Json& message) { server_.receive({.text = message.dump(), .problem = {}}); }

    std::ostringstream out_;
    lsp::Queue queue_;
    lsp::Server server_;
    int asked_ = 0;
};

Json place(const SourceFile& file, std::size_t offset) {
    const auto at =
        lsp::position_of(file, static_cast<std::uint32_t>(offset), lsp::Encoding::utf16);
    return {{"line", at.line}, {"character", at.character}};
}

/// An offset between two characters, and not within a line's end, which no editor can name.
std::size_t between(std::string_view text, std::size_t at) {
    while (at > 0 && at < text.size() &&
           ((static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80 ||
            (text[at] == '\n' && text[at - 1] == '\r'))) {
        --at;
    }
    return at;
}

/// Puts something in the place of some of the text, here and there.
void change(Session& session, Script& script, std::string& text, int version) {
    const SourceFile file("a.latch", text);
    const std::size_t begin = between(text, script.below(text.size() + 1));
    const std::size_t end =
        std::max(begin, between(text, std::min(text.size(), begin + script.below(20))));
    const std::size_t from = between(text, script.below(text.size() + 1));
    const std::size_t to =
        std::max(from, between(text, std::min(text.size(), from + script.below(40))));
    const std::string added = text.substr(from, to - from);
    session.tell(
        "textDocument/didChange",
        {{"textDocument", {{"uri", uri}, {"version", version}}},
         {"contentChanges",
          Json::array({{{"range", {{"start", place(file, begin)}, {"end", place(file, end)}}},
                        {"text", added}}})}});
    text.replace(begin, end - begin, added);
}

/// Every range of an answer lies within the text.
void check_ranges(const Json& json, const SourceFile& file) {
    if (json.is_object() && json.contains("line") && json.contains("character")) {
        const auto line = json["line"].get<std::uint32_t>();
        demand(line < file.line_count(), "a line past the end");
        const std::string_view text = file.line_text(line + 1);
        demand(json["character"].get<std::uint32_t>() <=
                   lsp::length_of(text, lsp::Encoding::utf16) + 2,
               "a character past the line's end");
    }
    for (const Json& part : json.is_structured() ? json : Json::array()) {
        check_ranges(part, file);
    }
}

void ask(Session& session, Script& script, const std::string& text) {
    static constexpr std::array methods{
        "codeAction",        "codeLens",      "completion",      "definition",
        "documentHighlight", "documentLink",  "foldingRange",    "documentSymbol",
        "formatting",        "hover",         "inlayHint",       "references",
        "onTypeFormatting",  "prepareRename", "rangeFormatting", "selectionRange"};
    const SourceFile file("a.latch", text);
    const Json at = place(file, between(text, script.below(text.size() + 1)));
    const Json to = place(file, between(text, script.below(text.size() + 1)));
    const std::string method = methods.at(script.below(methods.size()));
    check_ranges(
        session.ask("textDocument/" + method, {{"textDocument", {{"uri", uri}}},
                                               {"position", at},
                                               {"positions", Json::array({at, to})},
                                               {"range", {{"start", at}, {"end", to}}},
                                               {"context", {{"includeDeclaration", true}}}}),
        file);
    static_cast<void>(
        session.ask("textDocument/semanticTokens/full", {{"textDocument", {{"uri", uri}}}}));
}

}  // namespace
}  // namespace latchkey::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace latchkey::fuzz;
    const std::string_view input = text_of(data, size);
    const std::size_t end = std::min(input.find('\0'), input.size());
    std::string text = as_utf8(input.substr(0, end));
    Script script(input.substr(std::min(end + 1, input.size())), input);
    Session session(text);
    for (int step = 2; step < 8; ++step) {
        change(session, script, text, step);
        ask(session, script, text);
    }
    Session fresh(text);
    demand(session.findings() == fresh.findings(), "after changes the findings are others");
    return 0;
}
