#include "workspace/settings.h"

#include "latchkey/rule_info.h"

#include "model/values.h"
#include "source/assert.h"

namespace latchkey::workspace {

lint::Settings lint_settings(const Options& options) {
    lint::Settings settings;
    settings.profile = options.profile;
    LATCHKEY_ASSERT(model::parse_date(options.as_of, settings.as_of));
    for (const RuleSettings& rule : options.rules) {
        const RuleInfo* info = find_rule(rule.id);
        LATCHKEY_ASSERT(info != nullptr);
        lint::RuleSetting& setting = settings.rules[info->id];
        if (rule.level) {
            setting.level = rule.level;
        }
        setting.options.insert(setting.options.end(), rule.options.begin(), rule.options.end());
    }
    return settings;
}

}  // namespace latchkey::workspace
