#pragma once

#include "cli/common.h"

#include <memory>
#include <string>
#include <string_view>

namespace latchkey::cli {

/// What is known around some paths, or the code of what stood in the way, which was said.
struct Known {
    std::shared_ptr<const Analysis> analysis;
    ExitCode code = nothing_found;
};

/// Facts can be asked for where there is no workspace at all: then it is what ships with Latchkey.
[[nodiscard]] Known known_around(const Common& common);

/// `catalogs/acme.json: /provider/id: …`.
[[nodiscard]] std::string line_of(const CatalogProblem& problem, std::string_view prefix = {});

}  // namespace latchkey::cli
