#pragma once

#include "check/bounds.h"
#include "check/context.h"

namespace latchkey::check {

/// Reports purposes that extend themselves, and gives each what it does not say itself from the one
/// that it extends.
void inherit(Context& context);

/// Reports where a purpose permits more than the one that it extends.
void check_extends(Context& context, Bounds& bounds, Id<model::Purpose> id,
                   const syntax::Block& block);

/// Whether the whole bound is known: nothing that it rests on was reported as an error.
[[nodiscard]] bool is_known(const model::Model& model, Id<model::Purpose> id);

}  // namespace latchkey::check
