#pragma once

#include <string_view>

namespace latchkey {

/// The version of this build: MAJOR.MINOR.PATCH, from the project's CMakeLists.txt.
[[nodiscard]] std::string_view version();

}  // namespace latchkey
