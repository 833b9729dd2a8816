#pragma once

#include "catalog/json_tree.h"

#include <optional>
#include <string_view>

namespace latchkey::catalog::openapi {

/// The tree of a YAML text of one document, as if it had been written in JSON, or what is wrong
/// with it. Every alias counts as what it stands for, so that the limits hold for all of it.
[[nodiscard]] std::optional<JsonTree> parse_yaml(std::string_view yaml, Arena& arena,
                                                 LoadProblem& problem,
                                                 const JsonTree::Limits& limits);

}  // namespace latchkey::catalog::openapi
