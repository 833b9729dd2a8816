#pragma once

#include "check/context.h"

#include <optional>
#include <string_view>

namespace latchkey::check {

/// What a word before `on` stands for, verbs apart.
struct BaseAction {
    catalog::ActionSet actions;
    /// `any` and `write`; of `write` the three actions are in `actions` as well.
    bool any = false;
    bool write = false;
};

/// None for a word that can only be a verb.
[[nodiscard]] std::optional<BaseAction> base_action(std::string_view word);

/// The verb of that name, if an operation of the entity has it.
[[nodiscard]] std::optional<Id<catalog::Verb>> verb_of(const Catalog& catalog,
                                                       const catalog::Entity& entity,
                                                       std::string_view word);

/// Reports a word that is no action of one entity, or, without an entity, of none in those
/// providers.
void report_unknown_action(Context& context, const syntax::Name& word,
                           std::span<const ProviderId> providers,
                           std::optional<std::string_view> entity);

/// The actions of a set in words: "read", "create".
[[nodiscard]] std::vector<std::string_view> names_of(catalog::ActionSet actions);

}  // namespace latchkey::check
