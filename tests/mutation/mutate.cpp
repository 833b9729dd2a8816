#include "mutation/mutation.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace latchkey::mutation {
namespace {

constexpr std::array<std::string_view, 59> words{"{",
                                                 "}",
                                                 "(",
                                                 ")",
                                                 ",",
                                                 ":",
                                                 "=",
                                                 "!=",
                                                 "\"",
                                                 "\\",
                                                 "//",
                                                 "///",
                                                 "%",
                                                 "\n",
                                                 "\r\n",
                                                 "\t",
                                                 "use highlevel",
                                                 "use keap",
                                                 "team",
                                                 "credential",
                                                 "integration",
                                                 "purpose",
                                                 "role",
                                                 "assert",
                                                 "waive",
                                                 "accept",
                                                 "widening of",
                                                 "weakening of",
                                                 "allow",
                                                 "deny",
                                                 "read",
                                                 "write",
                                                 "any",
                                                 "call",
                                                 "receive",
                                                 "on",
                                                 "via",
                                                 "where",
                                                 "because",
                                                 "except",
                                                 "class",
                                                 "extends",
                                                 "permits",
                                                 "include",
                                                 "until",
                                                 "every",
                                                 "cannot",
                                                 "contact",
                                                 "2026-02-30",
                                                 "9999-12-31",
                                                 "0 days",
                                                 "99999999999999999999",
                                                 "90days",
                                                 "highlevel:",
                                                 "\xEF\xBB\xBF",
                                                 "\xC3\x28",
                                                 std::string_view("\0", 1),
                                                 "\xE2\x80\xAE",
                                                 "\xD0\xBE"};

bool is_word(char character) {
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
           (character >= '0' && character <= '9') || character == '_' || character == '-' ||
           character == '.' || character == '/';
}

/// A range of bytes, mostly short.
Span piece(std::string_view text, Random& random) {
    const std::size_t begin = random.below(text.size() + 1);
    const std::size_t longest = random.below(8) == 0 ? text.size() : 24;
    const std::size_t size = random.below(std::min(longest, text.size() - begin) + 1);
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + size)};
}

/// A run of word characters at or after some place; empty where there is none.
Span word(std::string_view text, Random& random) {
    std::size_t begin = random.below(text.size() + 1);
    while (begin < text.size() && !is_word(text[begin])) {
        ++begin;
    }
    while (begin > 0 && begin < text.size() && is_word(text[begin - 1])) {
        --begin;
    }
    std::size_t end = begin;
    while (end < text.size() && is_word(text[end])) {
        ++end;
    }
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

Span line(std::string_view text, Random& random) {
    const std::size_t at = random.below(text.size() + 1);
    const std::size_t before = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
    const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
    const std::size_t end = std::min(text.find('\n', begin), text.size() - 1) + 1;
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(text.empty() ? 0 : end)};
}

std::string_view cut(std::string_view text, Span span) {
    return text.substr(span.begin, span.size());
}

std::string mutate_once(std::string text, std::string_view other, Random& random) {
    const auto replace = [&](Span span, std::string with) {
        return text.replace(span.begin, span.size(), with);
    };
    const Span some = piece(text, random);
    switch (random.below(12)) {
        case 0:  // half-written
            return text.substr(0, random.below(text.size() + 1));
        case 1: return replace(some, "");
        case 2:  // pasted twice
            return replace({some.begin, some.begin}, std::string(cut(text, some)));
        case 3: return replace(line(text, random), "");
        case 4: {  // a line from somewhere else
            const Span at = line(text, random);
            return replace({at.begin, at.begin}, std::string(cut(other, line(other, random))));
        }
        case 5: {  // merged badly
            const Span at = piece(text, random);
            return replace(at, std::string(cut(other, piece(other, random))));
        }
        case 6:  // one name for another
            return replace(word(text, random), std::string(cut(other, word(other, random))));
        case 7:
            return replace(word(text, random), std::string(words.at(random.below(words.size()))));
        case 8:
            return replace({some.begin, some.begin},
                           std::string(words.at(random.below(words.size()))));
        case 9:  // any byte
            return replace({some.begin, some.begin},
                           std::string(1, static_cast<char>(random.below(256))));
        case 10: {  // a slip of the finger
            const Span at = word(text, random);
            return at.empty() ? text
                              : replace({at.begin, at.begin + 1}, at.size() % 2 == 0 ? "" : "x");
        }
        default: {  // two lines in the other order
            const std::string moved(cut(text, line(text, random)));
            const Span at = line(text, random);
            return replace({at.end, at.end}, moved);
        }
    }
}

}  // namespace

std::size_t Random::below(std::size_t bound) {
    // splitmix64
    state_ += 0x9E3779B97F4A7C15U;
    std::uint64_t mixed = state_;
    mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9U;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBU;
    mixed ^= mixed >> 31U;
    return bound == 0 ? 0 : static_cast<std::size_t>(mixed % bound);
}

std::string mutate(std::string text, std::string_view other, Random& random) {
    for (std::size_t left = 1 + random.below(3); left > 0; --left) {
        text = mutate_once(std::move(text), other, random);
    }
    return text;
}

}  // namespace latchkey::mutation
