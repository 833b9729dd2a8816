#pragma once

#include "check/bounds.h"
#include "check/data.h"
#include "check/grant_set.h"

#include <span>

namespace latchkey::check {

/// Holds grants against purposes. What the fields of an entity come to is kept, because thousands
/// of integrations ask the same.
class PurposeCheck {
public:
    explicit PurposeCheck(Context& context);

    /// Reports what of an integration reaches past its purpose, the grants in `reported` apart.
    void check(GrantSet& set, std::span<const Id<model::Grant>> reported);

private:
    Context& context_;
    Bounds bounds_;
    ReachedFields fields_;
};

}  // namespace latchkey::check
