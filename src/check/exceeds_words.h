#pragma once

#include "latchkey/source.h"

#include "model/model.h"

#include <map>
#include <span>
#include <string>
#include <string_view>

/// How a grant that reaches past its purpose is told.
namespace latchkey::check {

/// One action on one entity, as the grant's words put it.
struct Pair {
    const model::Word* action = nullptr;
    std::string_view entity;
    Location entity_where;
};

/// "`read on contact`".
[[nodiscard]] std::string spell(std::string_view action, std::string_view entity);
/// "`read on contact` and `read on note`".
[[nodiscard]] std::string spell(std::span<const Pair> pairs);
/// "`ssn` (`special`) and `notes` (`free-text`)": fields with their classes.
[[nodiscard]] std::string spell_fields(const std::map<std::string_view, std::string_view>& fields);
/// The narrowest words that all of the pairs, at least one, have in common.
[[nodiscard]] Location common_words(const model::Grant& grant, std::span<const Pair> pairs);

}  // namespace latchkey::check
