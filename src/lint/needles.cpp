#include "lint/needles.h"

#include <algorithm>

namespace latchkey::lint {
namespace {

using catalog::SecretShape;

/// A shorter text inside a shape is in too many lines.
constexpr std::size_t shortest_inner = 3;

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string raised(std::string_view text) {
    std::string result(text);
    std::ranges::transform(result, result.begin(), [](char c) {
        return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    });
    return result;
}

/// Whether the expression is a choice as a whole, so that its start says nothing.
bool is_choice(std::string_view pattern) {
    int depth = 0;
    for (std::size_t at = 0; at < pattern.size(); ++at) {
        const char c = pattern[at];
        at += c == '\\' ? 1 : 0;
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        if (c == '|' && depth == 0) {
            return true;
        }
    }
    return false;
}

/// The literal texts one of which begins every match: `AKIA`, … of `\b(?:AKIA|ASIA)[A-Z]{16}`, with
/// what follows them. Empty when the expression begins with something else.
std::vector<std::string> first_literals(std::string_view pattern) {
    const auto literal = [](std::string_view text) {
        const std::size_t end = std::min(text.find_first_of("\\[](){}.*+?|^$"), text.size());
        // A character that is repeated or optional is not certain.
        const bool repeated =
            end < text.size() && std::string_view("*+?{").find(text[end]) != std::string_view::npos;
        return text.substr(0, repeated && end > 0 ? end - 1 : end);
    };
    if (is_choice(pattern)) {
        return {};
    }
    pattern.remove_prefix(pattern.starts_with("\\b") ? 2 : 0);
    if (!pattern.starts_with("(?:")) {
        const std::string_view text = literal(pattern);
        return text.empty() ? std::vector<std::string>{} : std::vector{std::string(text)};
    }
    const std::size_t close = std::min(pattern.find(')'), pattern.size() - 1);
    std::string_view rest = pattern.substr(3, close - 3);
    const std::string_view tail = pattern.substr(close + 1);
    if (!tail.empty() && std::string_view("*?{").find(tail.front()) != std::string_view::npos) {
        return {};
    }
    const std::string_view behind = literal(tail);
    std::vector<std::string> texts;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('|'), rest.size());
        if (literal(rest.substr(0, end)).size() != end || end == 0) {
            return {};
        }
        texts.push_back(std::string(rest.substr(0, end)).append(behind));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return texts;
}

/// The end of the class `[…]` or the group `(…)` that begins at `at`.
std::size_t end_of_part(std::string_view pattern, std::size_t at) {
    const bool is_class = pattern[at] == '[';
    int depth = 0;
    for (; at < pattern.size(); ++at) {
        const char c = pattern[at];
        at += c == '\\' ? 1 : 0;
        if (is_class ? c == ']' : (depth += c == '(' ? 1 : c == ')' ? -1 : 0) == 0) {
            return at + 1;
        }
    }
    return pattern.size();
}

/// The longest literal text that stands in every match, wherever: `:AA` of `[0-9]{8,10}:AA[0-9]+`.
std::string inner_literal(std::string_view pattern) {
    if (is_choice(pattern)) {
        return "";
    }
    std::string longest;
    std::string run;
    for (std::size_t at = 0; at < pattern.size();) {
        const char c = pattern[at];
        const bool repeats = std::string_view("*?{").find(c) != std::string_view::npos;
        if (repeats && !run.empty()) {
            run.pop_back();
        }
        if (std::string_view("\\[](){}.*+?|^$").find(c) == std::string_view::npos) {
            run += c;
            ++at;
            continue;
        }
        longest = run.size() > longest.size() ? run : longest;
        run.clear();
        at = c == '[' || c == '(' ? end_of_part(pattern, at)
             : c == '{'           ? std::min(pattern.find('}', at), pattern.size() - 1) + 1
                                  : at + (c == '\\' ? 2 : 1);
    }
    return run.size() > longest.size() ? run : longest;
}

}  // namespace

Needles::Needles(std::span<const catalog::Catalog* const> catalogs) : pairs_(65536) {
    for (const SecretShape& shape : catalog::generic_secrets()) {
        add(shape);
    }
    for (const catalog::Catalog* catalog : catalogs) {
        std::ranges::for_each(catalog->secrets, [this](const SecretShape& shape) { add(shape); });
    }
    add({"://", Needle::Meaning::address, nullptr, false});
    std::ranges::stable_sort(list_, {}, [](const Needle& needle) { return byte(needle.text[0]); });
    for (std::size_t at = list_.size(); at-- > 0;) {
        const std::size_t first = byte(list_[at].text[0]);
        begin_[first] = at;
        end_[first] = std::max(end_[first], at + 1);
    }
}

void Needles::add(Needle needle) {
    // Two bytes are what the search begins with.
    if (needle.text.size() < 2) {
        return;
    }
    pairs_[pair(needle.text[0], needle.text[1])] = 1;
    list_.push_back(std::move(needle));
}

void Needles::add(const SecretShape& shape) {
    std::vector<std::string> literals;
    if (shape.prefix.size() >= 2) {
        literals.emplace_back(shape.prefix);
    } else {
        literals = first_literals(shape.pattern);
    }
    const bool usable =
        std::ranges::all_of(literals, [](const std::string& text) { return text.size() >= 2; });
    if (!literals.empty() && usable) {
        for (std::string& text : literals) {
            add({std::move(text), Needle::Meaning::prefix, &shape,
                 shape.pattern.starts_with("\\b")});
        }
    } else if (!shape.context.empty()) {
        for (const std::string_view word : shape.context) {
            add({lowered(word), Needle::Meaning::context, &shape, false});
            add({raised(word), Needle::Meaning::context, &shape, false});
        }
    } else if (std::string inner = inner_literal(shape.pattern); inner.size() >= shortest_inner) {
        add({std::move(inner), Needle::Meaning::context, &shape, false});
    } else {
        without_prefix_.push_back(&shape);
    }
}

std::string lowered(std::string_view text) {
    std::string result(text);
    std::ranges::transform(result, result.begin(), lower);
    return result;
}

}  // namespace latchkey::lint
