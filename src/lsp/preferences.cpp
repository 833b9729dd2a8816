#include "lsp/settings.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace latchkey::lsp {
namespace {

std::optional<Level> find_level(std::string_view word) {
    constexpr std::array levels{Level::off, Level::info, Level::warning, Level::error};
    const auto found = std::ranges::find(levels, word, [](Level one) { return to_string(one); });
    return found == levels.end() ? std::nullopt : std::optional(*found);
}

std::string named(std::string_view setting, std::string_view what) {
    return "the setting `latchkey." + std::string(setting) + "` " + std::string(what);
}

void read_profile(const Json& value, ReadPreferences& out) {
    const Json names = value.is_string() ? Json::array({value}) : value;
    if (!names.is_array()) {
        out.problems.push_back(named("profile", "must be a list of profiles"));
        return;
    }
    for (const Json& name : names) {
        if (!out.preferences.profile) {
            out.preferences.profile.emplace();
        }
        if (!name.is_string() || !add_profile(name.get<std::string>(), *out.preferences.profile)) {
            out.problems.push_back(
                named("profile", "must be of recommended, strict or all, and gdpr, ccpa"));
            out.preferences.profile.reset();
            return;
        }
    }
}

void read_rules(const Json& value, ReadPreferences& out) {
    if (!value.is_object()) {
        out.problems.push_back(named("rules", "must be an object: a level for each rule"));
        return;
    }
    for (const auto& [id, level] : value.items()) {
        if (level.is_null() || level == "default") {
            continue;
        }
        const auto found = level.is_string() ? find_level(level.get<std::string>()) : std::nullopt;
        if (find_rule(id) == nullptr) {
            out.problems.push_back(named("rules." + id, "is of no rule; see `latchkey rules`"));
        } else if (!found) {
            out.problems.push_back(
                named("rules." + id, "must be default, off, info, warning or error"));
        } else {
            out.preferences.rules.emplace_back(id, *found);
        }
    }
}

}  // namespace

ReadPreferences read_preferences(const Json& settings) {
    ReadPreferences out;
    if (!settings.is_object()) {
        return out;
    }
    const Json& ours = settings.contains("latchkey") ? settings["latchkey"] : settings;
    if (!ours.is_object()) {
        return out;
    }
    if (ours.contains("profile") && !ours["profile"].is_null()) {
        read_profile(ours["profile"], out);
    }
    if (ours.contains("rules") && !ours["rules"].is_null()) {
        read_rules(ours["rules"], out);
    }
    return out;
}

void fill(Options& options, bool profile_is_set, const Preferences& preferences) {
    if (!profile_is_set && preferences.profile) {
        options.profile = *preferences.profile;
    }
    for (const auto& [id, level] : preferences.rules) {
        const auto said = std::ranges::find(options.rules, id, &RuleSettings::id);
        if (said == options.rules.end()) {
            options.rules.push_back({id, level, {}});
        } else if (!said->level) {
            said->level = level;
        }
    }
}

}  // namespace latchkey::lsp
