#include "fuzz/messages.h"

#include "fuzz/fuzz.h"
#include "lsp/framing.h"

#include <sstream>

namespace latchkey::fuzz {
namespace {

bool leaves(const std::string& path) {
    return !path.empty() &&
           (!path.starts_with("/nowhere/") || path.find("..") != std::string::npos);
}

bool holds_path(const lsp::Json& json) {
    if (json.is_string()) {
        return leaves(lsp::path_of(json.get<std::string>()));
    }
    for (const lsp::Json& part : json.is_structured() ? json : lsp::Json::array()) {
        if (holds_path(part)) {
            return true;
        }
    }
    return false;
}

}  // namespace

bool is_about_the_disk(std::string_view message) {
    return holds_path(lsp::Json::parse(message, nullptr, false));
}

std::vector<lsp::Json> messages_in(const std::string& stream) {
    std::istringstream in(stream);
    std::vector<lsp::Json> messages;
    while (const auto frame = lsp::read_frame(in)) {
        demand(frame->problem.empty(), "the server writes no whole message");
        lsp::Json message = lsp::Json::parse(frame->text, nullptr, false);
        demand(message.is_object() && message.value("jsonrpc", "") == "2.0",
               "the server writes no JSON-RPC");
        messages.push_back(std::move(message));
    }
    return messages;
}

}  // namespace latchkey::fuzz
