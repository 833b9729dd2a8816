#pragma once

#include "check/context.h"

#include <optional>

namespace latchkey::check {

/// What a waiver stands in; none of the two in a declaration that is left out of the model.
struct WaiverHome {
    std::optional<Id<model::Credential>> credential;
    std::optional<Id<model::Integration>> integration;
};

/// Reads a `waive` inside a block. Whether its rule exists and its reason says something is for the
/// rule `invalid-waiver` to say. Adds none that has no date or whose declaration is left out.
void read_waiver(Context& context, const syntax::Statement& statement, const WaiverHome& home);

}  // namespace latchkey::check
