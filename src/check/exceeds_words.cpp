#include "check/exceeds_words.h"

#include "check/context.h"
#include "check/grant_set.h"

#include <algorithm>
#include <vector>

namespace latchkey::check {

using std::string_view;

std::string spell(string_view action, string_view entity) {
    return "`" + std::string(action) + " on " + std::string(entity) + "`";
}

std::string spell(std::span<const Pair> pairs) {
    std::vector<std::string> texts;
    for (const Pair& pair : pairs) {
        texts.push_back(std::string(pair.action->text) + " on " + std::string(pair.entity));
    }
    const std::vector<string_view> views(texts.begin(), texts.end());
    return list(views, "and", 4);
}

Location common_words(const model::Grant& grant, std::span<const Pair> pairs) {
    const Pair& first = pairs.front();
    const auto same_action = [&](const Pair& pair) { return pair.action == first.action; };
    const auto same_entity = [&](const Pair& pair) {
        return pair.entity_where == first.entity_where;
    };
    const bool one_entity = std::ranges::all_of(pairs, same_entity);
    if (std::ranges::all_of(pairs, same_action) && (!one_entity || grant.actions.size() > 1)) {
        return first.action->where;
    }
    return one_entity ? first.entity_where : words_of(grant);
}

std::string spell_fields(const std::map<string_view, string_view>& fields) {
    std::string text;
    std::size_t count = 0;
    for (const auto& [field, data_class] : fields) {
        if (++count > 4) {
            return text + " and " + std::to_string(fields.size() - 4) + " more";
        }
        text += count == 1 ? "" : count == fields.size() ? " and " : ", ";
        text += "`" + std::string(field) + "` (`" + std::string(data_class) + "`)";
    }
    return text;
}

}  // namespace latchkey::check
