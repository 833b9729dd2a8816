#include "lint/rule.h"
#include "source/assert.h"
#include "source/embedded.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace latchkey::embedded {
/// The rules' pages, by stem.
extern const std::span<const EmbeddedText> rule_pages;
}  // namespace latchkey::embedded

namespace latchkey::lint {
namespace {

constexpr std::array all{
#define LATCHKEY_RULE(name) &name,
#include "lint/rules.def"
#undef LATCHKEY_RULE
};

std::string_view page_of(std::string_view id) {
    std::string stem(id);
    std::ranges::replace(stem, '-', '_');
    const auto page = std::ranges::find(embedded::rule_pages, stem, &embedded::EmbeddedText::stem);
    LATCHKEY_ASSERT(page != embedded::rule_pages.end());
    return page->text;
}

RuleInfo info_of(const Rule& rule) {
    return {.id = rule.id,
            .category = rule.category,
            .level = rule.level,
            .profile = rule.profile,
            .fix = rule.fix,
            .waivable = rule.waivable,
            .depends_on_date = rule.depends_on_date,
            .whole_workspace = rule.on_workspace != nullptr || rule.on_waiver != nullptr,
            .summary = rule.summary,
            .options = rule.options,
            .page = page_of(rule.id)};
}

std::vector<RuleInfo> make_infos() {
    std::vector<RuleInfo> infos;
    for (const Rule* rule : all) {
        infos.push_back(info_of(*rule));
    }
    std::ranges::sort(infos, {}, &RuleInfo::id);
    return infos;
}

}  // namespace

std::span<const Rule* const> all_rules() {
    return all;
}

const Rule* find_rule(std::string_view id) {
    const auto at = std::ranges::find(all, id, &Rule::id);
    return at == all.end() ? nullptr : *at;
}

bool is_on(const Rule& rule, const Settings& settings) {
    const auto setting = settings.rules.find(rule.id);
    if (setting != settings.rules.end() && setting->second.level.has_value()) {
        return *setting->second.level != Level::off;
    }
    return is_raised(rule.id, settings.profile) ||
           (rule.level != Level::off && rule.profile <= settings.profile.strictness);
}

}  // namespace latchkey::lint

namespace latchkey {

std::span<const RuleInfo> rules() {
    static const std::vector<RuleInfo> infos = lint::make_infos();
    return infos;
}

const RuleInfo* find_rule(std::string_view id) {
    const auto at = std::ranges::lower_bound(rules(), id, {}, &RuleInfo::id);
    return at != rules().end() && at->id == id ? &*at : nullptr;
}

}  // namespace latchkey
