#pragma once

#include "latchkey/catalog_diff.h"

#include "catalog/catalog.h"

#include <optional>
#include <vector>

namespace latchkey::catalog {

/// For each record of the one catalogue the same one of the other, where it has it.
template <typename T>
using Counterparts = std::vector<std::optional<Id<T>>>;

/// One catalogue, and which of its records the other one has.
struct ComparedSide {
    const Catalog& catalog;
    Counterparts<Operation> operations;
    Counterparts<Event> events;
};

/// What `mine` opens and `other`, where there is one, does not, or with scopes besides that are not
/// fewer.
[[nodiscard]] std::vector<OpenedChange> opens_more(const ComparedSide& mine, Id<Scope> scope,
                                                   const ComparedSide& others,
                                                   std::optional<Id<Scope>> other);

}  // namespace latchkey::catalog
