#include "catalog/catalog.h"
#include "delta/read.h"

#include <algorithm>

namespace latchkey::delta {

std::string operation_key(std::string_view method, std::string_view path) {
    return std::string(method) + " " + catalog::normalise_path(path);
}

void sort_holding(Holding& holding) {
    std::ranges::sort(holding.allowed, {}, &Operation::key);
    std::ranges::sort(holding.residual, {}, &Operation::key);
    std::ranges::sort(holding.events, {}, &Event::name);
    std::ranges::sort(holding.scopes);
    std::ranges::sort(holding.key.levels);
}

/// A list on what deletes or only has an effect holds nothing back, and a manifest writes it all
/// the same.
bool takes_fields(catalog::ActionSet actions) {
    using enum catalog::Action;
    return actions.contains(read) || actions.contains(create) || actions.contains(update);
}

std::string one_line(std::string_view text) {
    std::string out;
    bool quoted = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (!quoted && text.substr(at).starts_with("//")) {
            at = std::min(text.find_first_of("\r\n", at), text.size());
            if (at == text.size()) {
                break;
            }
        }
        const char byte = text[at];
        if (byte == '"' && (at == 0 || text[at - 1] != '\\')) {
            quoted = !quoted;
        }
        const bool blank = byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
        if (!blank || quoted) {
            out += byte;
        } else if (!out.empty() && out.back() != ' ') {
            out += ' ';
        }
    }
    while (!out.empty() && out.back() == ' ') {
        out.pop_back();
    }
    return out;
}

}  // namespace latchkey::delta
