#include "latchkey/rule_info.h"

#include <algorithm>
#include <array>
#include <utility>

namespace latchkey {
namespace {

constexpr std::array<std::string_view, 5> names{"recommended", "strict", "all", "gdpr", "ccpa"};
constexpr std::size_t strictness_count = 3;

/// Which rules a law raises to errors. Nothing else in Latchkey knows a law. The Californian law
/// knows no legal basis, and so has no use for `missing-basis`.
constexpr std::array<std::pair<std::string_view, Regulation>, 13> raised{{
    {"missing-subjects", Regulation::gdpr},
    {"missing-basis", Regulation::gdpr},
    {"missing-retention", Regulation::gdpr},
    {"special-data", Regulation::gdpr},
    {"transfer-without-agreement", Regulation::gdpr},
    {"missing-erasure", Regulation::gdpr},
    {"free-text-exposure", Regulation::gdpr},
    {"missing-subjects", Regulation::ccpa},
    {"missing-retention", Regulation::ccpa},
    {"special-data", Regulation::ccpa},
    {"transfer-without-agreement", Regulation::ccpa},
    {"missing-erasure", Regulation::ccpa},
    {"free-text-exposure", Regulation::ccpa},
}};

}  // namespace

std::span<const std::string_view> profile_names() {
    return names;
}

bool add_profile(std::string_view name, Profiles& to) {
    const auto found = std::ranges::find(names, name);
    const auto place = static_cast<std::size_t>(found - names.begin());
    if (found == names.end()) {
        return false;
    }
    if (place < strictness_count) {
        to.strictness = std::max(to.strictness, static_cast<Profile>(place));
    } else {
        to.insert(static_cast<Regulation>(place - strictness_count));
    }
    return true;
}

bool is_raised(std::string_view rule, const Profiles& by) {
    return std::ranges::any_of(
        raised, [&](const auto& row) { return row.first == rule && by.contains(row.second); });
}

std::string_view to_string(Regulation law) {
    return names.at(strictness_count + static_cast<std::size_t>(law));
}

}  // namespace latchkey
