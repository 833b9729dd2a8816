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
/// rule `invalid-waiver` to say. Gives nothing when it has no date or is left out.
std::optional<Id<model::Waiver>> read_waiver(Context& context, const syntax::Statement& statement,
                                             const WaiverHome& home);

}  // namespace latchkey::check
