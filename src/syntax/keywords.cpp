#include "syntax/token.h"

#include <array>
#include <cstddef>

namespace latchkey::syntax {
namespace {

/// By kind, from `Kind::end` on.
constexpr std::array<std::string_view, kind_count> spellings{
    "",
    "above",
    "accept",
    "account",
    "agreement",
    "alert",
    "allow",
    "and",
    "assert",
    "audit",
    "basis",
    "because",
    "by",
    "call",
    "can",
    "cannot",
    "class",
    "contact",
    "credential",
    "data",
    "denied",
    "deny",
    "environment",
    "erase",
    "errors",
    "escalation",
    "every",
    "except",
    "expires",
    "extends",
    "false",
    "for",
    "from",
    "gateway",
    "in",
    "include",
    "integration",
    "issued",
    "keep",
    "kind",
    "last",
    "level",
    "limit",
    "of",
    "on",
    "overlap",
    "owned",
    "owner",
    "per",
    "permits",
    "provider",
    "purpose",
    "receive",
    "recipient",
    "region",
    "requests",
    "retain",
    "review",
    "revoke",
    "role",
    "rotate",
    "rotated",
    "scopes",
    "status",
    "store",
    "subjects",
    "team",
    "to",
    "true",
    "unknown-source",
    "until",
    "use",
    "uses",
    "via",
    "volume",
    "waive",
    "weakening",
    "where",
    "widening",
    "with",
    "within",
    "{",
    "}",
    "(",
    ")",
    ",",
    ":",
    "=",
    "!=",
    // Values and comments have no spelling of their own.
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    ";",
};

constexpr auto keyword_count = static_cast<std::size_t>(last_keyword);
constexpr std::size_t longest_keyword = 14;
constexpr std::size_t slot_count = 1024;

constexpr std::size_t slot_of(std::string_view text, std::size_t seed) {
    const auto letter = [&](std::size_t at) { return static_cast<std::size_t>(text[at]); };
    // The second letter tells `accept` from `assert`.
    const std::size_t mixed =
        letter(0) + letter(1) * 3 + letter(text.size() - 1) * 37 + letter(text.size() / 2) * 1369;
    return ((mixed + text.size() * 61) * seed >> 4U) % slot_count;
}

using Slots = std::array<std::uint8_t, slot_count>;

/// Whether every keyword gets a slot of its own.
constexpr bool fill(Slots& slots, std::size_t seed) {
    slots = {};
    for (std::size_t keyword = 1; keyword <= keyword_count; ++keyword) {
        std::uint8_t& slot = slots[slot_of(spellings[keyword], seed)];
        if (slot != 0) {
            return false;
        }
        slot = static_cast<std::uint8_t>(keyword);
    }
    return true;
}

consteval std::size_t find_seed() {
    Slots slots{};
    std::size_t seed = 1;
    while (!fill(slots, seed)) {
        seed += 2;
    }
    return seed;
}

constexpr std::size_t seed = find_seed();
constexpr Slots slots = [] {
    Slots filled{};
    fill(filled, seed);
    return filled;
}();

}  // namespace

std::string_view spelling(Kind kind) {
    return spellings.at(static_cast<std::size_t>(kind));
}

Kind keyword_or_name(std::string_view text) {
    if (text.size() < 2 || text.size() > longest_keyword) {
        return Kind::name;
    }
    const std::size_t keyword = slots[slot_of(text, seed)];
    return keyword != 0 && spellings[keyword] == text ? static_cast<Kind>(keyword) : Kind::name;
}

}  // namespace latchkey::syntax
