#pragma once

#include "latchkey/diff.h"

#include "lint/context.h"

#include <span>
#include <string_view>
#include <vector>

namespace latchkey::lint {

/// Runs every rule that the settings have on and marks what waivers waive. A waiver counts while it
/// has not passed its date, for a rule that may be waived, and for findings about the integration
/// or credential it stands in or names. What is found in a role is waived when every integration
/// that includes the role waives it.
[[nodiscard]] std::vector<Diagnostic> run(const Input& input, const Settings& settings);

/// Whether the settings have the rule of that id on.
[[nodiscard]] bool is_on(std::string_view rule, const Settings& settings);

/// Runs the rules that look at two states of the policies. `input` is of the new one, but its files
/// are those of the comparison. Waivers have been looked at by then (`Change::waived`).
[[nodiscard]] std::vector<Diagnostic> run(const PolicyDiff& changes, const Input& input,
                                          const Settings& settings);

}  // namespace latchkey::lint
