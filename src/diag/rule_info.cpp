#include "latchkey/rule_info.h"

#include <array>

namespace latchkey {

std::string_view to_string(Category category) {
    constexpr std::array<std::string_view, 7> names{"least-privilege", "credentials", "lifecycle",
                                                    "data-protection", "operations",  "hygiene",
                                                    "evolution"};
    return names.at(static_cast<std::size_t>(category));
}

std::string_view to_string(Profile profile) {
    constexpr std::array<std::string_view, 3> names{"recommended", "strict", "all"};
    return names.at(static_cast<std::size_t>(profile));
}

std::string_view to_string(FixKind kind) {
    constexpr std::array<std::string_view, 4> names{"none", "safe", "unsafe", "stub"};
    return names.at(static_cast<std::size_t>(kind));
}

}  // namespace latchkey
