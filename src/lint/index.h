#pragma once

#include "model/model.h"

#include <optional>
#include <vector>

namespace latchkey::lint {

/// The model's references the other way round, made once for a run.
struct Index {
    explicit Index(const model::Model& model);

    /// By credential: who uses it, in the order of the integrations.
    std::vector<std::vector<model::Id<model::Integration>>> users;
    /// By role: who includes it.
    std::vector<std::vector<model::Id<model::Integration>>> including;
    /// By grant: the integration it stands in; means nothing for a grant of a role.
    std::vector<model::Id<model::Integration>> owner;
    /// By integration: nothing in it, its credentials and its roles was reported as an error.
    std::vector<bool> understood;
};

}  // namespace latchkey::lint
