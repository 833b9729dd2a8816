#pragma once

#include "check/context.h"

#include <cstdint>
#include <vector>

namespace latchkey::check {

/// What a purpose permits on one entity of one provider.
struct EntityBound {
    catalog::ActionSet actions;
    bool any_action = false;
    std::vector<Id<catalog::Verb>> verbs;
};

/// The bounds of purposes, entity by entity; each is worked out when it is first asked for.
class Bounds {
public:
    explicit Bounds(const model::Model& model);

    [[nodiscard]] const EntityBound& of(Id<model::Purpose> purpose, ProviderId provider,
                                        Id<catalog::Entity> entity);

private:
    const model::Model& model_;
    /// By purpose and provider, then by entity.
    std::vector<std::vector<EntityBound>> known_;
};

[[nodiscard]] bool permits(const EntityBound& bound, catalog::Action action);
/// The four actions permit verbs without consequences: those all of whose operations on the entity
/// have permitted base actions and are not named. Any other verb must be named.
[[nodiscard]] bool permits_verb(const EntityBound& bound, const Catalog& catalog,
                                Id<catalog::Entity> entity, Id<catalog::Verb> verb);
[[nodiscard]] bool permits_operation(const EntityBound& bound, const catalog::Operation& operation);
/// Whether a word before `on` is permitted; `any` only where every operation is. False also for a
/// verb that the entity does not have.
[[nodiscard]] bool permits_word(const EntityBound& bound, const Catalog& catalog,
                                Id<catalog::Entity> entity, std::string_view word);

/// Where a purpose speaks of an entity: the `permits` that names it, else the first one.
[[nodiscard]] Location permits_line(const model::Purpose& purpose, std::string_view entity);

}  // namespace latchkey::check
