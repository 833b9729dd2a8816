#pragma once

#include "model/model.h"

#include <vector>

/// Conditions as alternatives, each a list that must all hold.
namespace latchkey::authority {

using ConditionList = std::vector<const model::Condition*>;
using ConditionAlternatives = std::vector<ConditionList>;

/// Without alternatives that ask for all that another one asks for; in their order, each condition
/// once in its list.
[[nodiscard]] ConditionAlternatives shortest(const ConditionAlternatives& alternatives);

/// What holds when one of `left` and one of `right` do. Always exact: it may be as long as the
/// product of both, because there is no shorter way to say it with the conditions that the policy
/// has. Only up to 64 alternatives is it also made as short as it can be.
[[nodiscard]] ConditionAlternatives both(const ConditionAlternatives& left,
                                         const ConditionAlternatives& right);

}  // namespace latchkey::authority
