#include "authority/conditions.h"

#include <algorithm>
#include <cstddef>

namespace latchkey::authority {
namespace {

using model::Condition;

constexpr std::size_t shortened_up_to = 64;

bool same(const Condition* left, const Condition* right) {
    return left == right || (left->name.text == right->name.text && left->op == right->op &&
                             left->values == right->values);
}

bool has(const ConditionList& list, const Condition* condition) {
    return std::ranges::any_of(list,
                               [&](const Condition* other) { return same(other, condition); });
}

/// Whether what satisfies `narrow` always satisfies `wide`.
bool asks_less(const ConditionList& wide, const ConditionList& narrow) {
    return wide.size() <= narrow.size() &&
           std::ranges::all_of(wide,
                               [&](const Condition* condition) { return has(narrow, condition); });
}

bool equal(const ConditionList& left, const ConditionList& right) {
    return asks_less(left, right) && asks_less(right, left);
}

ConditionList joined(const ConditionList& left, const ConditionList& right) {
    ConditionList all;
    for (const ConditionList* list : {&left, &right}) {
        for (const Condition* condition : *list) {
            if (!has(all, condition)) {
                all.push_back(condition);
            }
        }
    }
    return all;
}

bool contains(const ConditionAlternatives& alternatives, const ConditionList& list) {
    return std::ranges::any_of(alternatives,
                               [&](const ConditionList& other) { return equal(other, list); });
}

}  // namespace

ConditionAlternatives shortest(const ConditionAlternatives& alternatives) {
    ConditionAlternatives kept;
    for (const ConditionList& written : alternatives) {
        ConditionList list = joined(written, {});
        if (std::ranges::any_of(
                kept, [&](const ConditionList& other) { return asks_less(other, list); })) {
            continue;
        }
        std::erase_if(kept, [&](const ConditionList& other) { return asks_less(list, other); });
        kept.push_back(std::move(list));
    }
    return kept;
}

ConditionAlternatives both(const ConditionAlternatives& left, const ConditionAlternatives& right) {
    ConditionAlternatives found;
    // An alternative on both sides is enough by itself: whatever it is combined with asks for more.
    for (const ConditionList& list : left) {
        if (contains(right, list)) {
            found.push_back(list);
        }
    }
    const ConditionAlternatives common = found;
    for (const ConditionList& first : left) {
        for (const ConditionList& second : right) {
            if (!contains(common, first) && !contains(common, second)) {
                found.push_back(joined(first, second));
            }
        }
    }
    return found.size() <= shortened_up_to ? shortest(found) : found;
}

}  // namespace latchkey::authority
