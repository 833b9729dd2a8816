#pragma once

#include "latchkey/diff.h"

#include "delta/power.h"

/// Two sides to what power changed between them.
namespace latchkey::delta {

/// Everything of the comparison but what needs the files and the rules: `subjects`, `unused`,
/// `remarks` and `integrations`.
[[nodiscard]] PolicyDiff compare(const Side& before, const Side& after);

/// The sentence that stands above or below everything else.
[[nodiscard]] std::string summary(const PolicyDiff& diff);

}  // namespace latchkey::delta
