#pragma once

#include "catalog/load.h"

#include <string>
#include <string_view>

namespace latchkey::catalog {

/// A catalogue of format 1 that makes sense: two entities, five operations, one event.
[[nodiscard]] std::string small_catalog();

/// The small catalogue with its only occurrence of `old` replaced.
[[nodiscard]] std::string small_catalog(std::string_view old, std::string_view replacement);

/// The bytes of a file below the project's root; the test fails when it is empty.
[[nodiscard]] std::string read_file(const std::string& path);

/// `/pointer: message`, one a line.
[[nodiscard]] std::string lines(const std::vector<LoadProblem>& problems);

}  // namespace latchkey::catalog
