#include "latchkey/diff.h"

#include <array>

namespace latchkey {

std::string_view to_string(Direction direction) {
    constexpr std::array<std::string_view, 4> names{"neutral", "narrowed", "incomparable",
                                                    "widened"};
    return names.at(static_cast<std::size_t>(direction));
}

/// Those of controls are the words of their statements, which an acceptance names.
std::string_view to_string(Facet facet) {
    constexpr std::array<std::string_view, 33> names{
        "operation", "field",  "condition", "event",   "reach",       "scope",   "level",
        "account",   "limit",  "from",      "gateway", "alert",       "audit",   "review",
        "revoke",    "rotate", "expires",   "retain",  "recipient",   "basis",   "erase",
        "assert",    "waive",  "presence",  "status",  "environment", "purpose", "owner",
        "title",     "uses",   "kind",      "store",   "subjects"};
    return names.at(static_cast<std::size_t>(facet));
}

}  // namespace latchkey
