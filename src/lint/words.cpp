#include "lint/words.h"

#include <algorithm>

namespace latchkey::lint {
namespace {

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
bool is_joiner(char c) {
    return c == '.' || c == '/' || c == '-';
}

/// The lexer's rule for names: parts joined by single `.`, `/` or `-`, beginning with a letter.
bool is_name(std::string_view text) {
    if (text.empty() || !is_letter(text.front()) || is_joiner(text.back())) {
        return false;
    }
    char before = 'a';
    for (const char c : text) {
        const bool part = is_letter(c) || (c >= '0' && c <= '9');
        if (!part && (!is_joiner(c) || is_joiner(before))) {
            return false;
        }
        before = c;
    }
    return true;
}

template <typename Names>
std::string join(const Names& names, std::size_t most) {
    std::string text;
    // "and 1 more" is longer than most names.
    const std::size_t shown = names.size() > most + 1 ? most : names.size();
    for (std::size_t at = 0; at < shown; ++at) {
        const bool last = at + 1 == names.size();
        text += at == 0 ? "`" : last ? " and `" : ", `";
        text += names[at];
        text += '`';
    }
    if (shown < names.size()) {
        text += " and " + std::to_string(names.size() - shown) + " more";
    }
    return text;
}

}  // namespace

std::string count(std::size_t number, std::string_view noun) {
    return std::to_string(number) + " " + std::string(noun) + (number == 1 ? "" : "s");
}

std::string quoted_list(std::span<const std::string_view> names, std::size_t most) {
    return join(names, most);
}

std::string quoted_list(std::span<const std::string> names, std::size_t most) {
    return join(names, most);
}

std::string plain_list(std::span<const std::string_view> words) {
    std::string text;
    for (std::size_t at = 0; at < words.size(); ++at) {
        text += at == 0 ? "" : at + 1 == words.size() ? " and " : ", ";
        text += words[at];
    }
    return text;
}

std::string name_of(const catalog::Operation& operation) {
    return std::string(to_string(operation.method)) + " " + std::string(operation.path);
}

std::string quoted_list(const catalog::Catalog& provider,
                        std::span<const catalog::Id<catalog::Operation>> operations) {
    std::vector<std::string> names;
    for (const catalog::Id<catalog::Operation> operation : operations) {
        names.push_back(name_of(provider[operation]));
    }
    return join(names, 5);
}

std::string included_by(std::string_view role, std::span<const std::string_view> integrations) {
    const std::string name = "role `" + std::string(role) + "`";
    return integrations.empty() ? name + " is included by no integration"
                                : name + " is included by " + join(integrations, 5);
}

std::string when(std::chrono::days from_now) {
    const auto days = from_now.count();
    if (days == 0) {
        return "today";
    }
    return days > 0 ? "in " + count(static_cast<std::size_t>(days), "day")
                    : count(static_cast<std::size_t>(-days), "day") + " ago";
}

std::string spelling(std::string_view name) {
    return is_name(name) ? std::string(name) : '"' + std::string(name) + '"';
}

}  // namespace latchkey::lint
