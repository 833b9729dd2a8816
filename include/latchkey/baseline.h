#pragma once

#include "latchkey/workspace.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace latchkey {

/// Findings of one rule about one object that were there when the baseline was written.
struct BaselineEntry {
    std::string rule;
    /// `integration lead-form`, `credential form-key`; empty where a finding is about neither.
    std::string object;
    /// `Diagnostic::fingerprint`: the same wherever the policy moves and however it is laid out.
    std::string fingerprint;
    std::size_t count = 1;
    /// What was said of the first, for people; nothing is compared with it.
    std::string message;
};

/// Sorted by rule, object and fingerprint, each once.
using Baseline = std::vector<BaselineEntry>;

struct BaselineText {
    std::optional<Baseline> baseline;
    /// Why it is none: `/entries/3/rule: …`; empty when it is one.
    std::string problem;
};

/// Reads what `write_baseline` wrote. Any bytes are safe.
[[nodiscard]] BaselineText read_baseline(std::string_view json);
/// As JSON, one entry after the other, with its final newline.
[[nodiscard]] std::string write_baseline(const Baseline& baseline);

/// Whether a finding may be put into a baseline: errors of the language, rules that cannot be
/// waived (a secret in a file among them) and findings that are waived may not.
[[nodiscard]] bool can_be_baselined(const Diagnostic& finding);
[[nodiscard]] Baseline make_baseline(std::span<const Diagnostic> findings);

/// Marks the findings that the baseline lists, of each entry as many as it counts. Returns the
/// entries that list more than there is, with how many are gone. An entry is judged only when the
/// options let its rule speak, and none is while there is an error of the language: what is not
/// understood cannot be found.
[[nodiscard]] Baseline apply_baseline(const Baseline& baseline, const Options& options,
                                      std::vector<Diagnostic>& findings);

/// The baseline without what is gone.
[[nodiscard]] Baseline prune_baseline(const Baseline& baseline, const Baseline& gone);

}  // namespace latchkey
