#pragma once

#include "catalog/load.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace latchkey::catalog {

/// The provider that an overlay is of, or an empty text where it names none; nothing for a text
/// that is no overlay.
[[nodiscard]] std::optional<std::string> overlay_provider(std::string_view json);

/// What is wrong with an overlay: its form, and what makes no sense in itself. With the catalogue
/// that was made of it, also the lines that match nothing there. Any bytes are safe.
[[nodiscard]] std::vector<LoadProblem> verify_overlay(std::string_view json, const Catalog* made);

}  // namespace latchkey::catalog
