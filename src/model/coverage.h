#pragma once

#include "catalog/catalog.h"
#include "model/model.h"

#include <span>
#include <vector>

/// Which operations a grant speaks of (language.md, "What a grant covers"). Both `check` (grants
/// that cover nothing) and `authority` stand on these.
namespace latchkey::model {

/// What a credential can do at all: its kind and levels.
struct Bearer {
    const catalog::Catalog* provider = nullptr;
    /// The place in `Catalog::kinds`; none = any kind.
    std::optional<std::uint32_t> kind;
    /// 0 = any level.
    catalog::LevelSet levels = 0;
};

/// Whether that credential has the operation: one of its levels and its kind do, or the catalogue
/// states none.
[[nodiscard]] bool has_operation(const Bearer& bearer, const catalog::Operation& operation);

/// What a grant's target gives towards an operation: the whole of it (by verb or `any`), or some of
/// its base actions. `via` is not looked at.
struct Contribution {
    bool whole = false;
    catalog::ActionSet actions;

    [[nodiscard]] bool none() const { return !whole && actions.empty(); }
};

/// As an `allow`: a named operation is only given by its verb or by `any`.
[[nodiscard]] Contribution contribution(const Target& target, const catalog::Catalog& provider,
                                        Id<catalog::Operation> operation);

/// As a `deny` or an assertion: by its verb or by any base action, named or not.
[[nodiscard]] bool speaks_of(const Target& target, const catalog::Catalog& provider,
                             Id<catalog::Operation> operation);

/// True when the grant has no `via`, or `via` names the operation.
[[nodiscard]] bool via_allows(const Grant& grant, ProviderId provider,
                              Id<catalog::Operation> operation);

/// The operations of `provider` that these grants together cover, whose requirement is known and
/// which the bearer has; with those that `call` names; without those that a deny takes away.
[[nodiscard]] catalog::OperationSet covered(const Model& model, ProviderId provider,
                                            std::span<const Id<Grant>> grants,
                                            const Bearer& bearer);

/// The part of it that one grant alone contributes to, before any deny.
[[nodiscard]] catalog::OperationSet contributed(const Model& model, ProviderId provider,
                                                const Grant& grant, const Bearer& bearer);

/// How the actions that take fields are told: whether any field of the entity is part of it.
[[nodiscard]] bool takes_fields(const catalog::Entity& entity, catalog::Action action);
/// The fields of an entity that an operation takes: those of each of its base actions, or of its
/// verb.
[[nodiscard]] FieldSet fields_of(const catalog::Catalog& provider,
                                 const catalog::Operation& operation);

}  // namespace latchkey::model
