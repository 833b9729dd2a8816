#pragma once

#include "latchkey/diff.h"

#include "lint/context.h"

#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace latchkey::lint {

/// What the rules found.
struct Outcome {
    /// By file: what was found of its text and its declarations. A list that is the same object as
    /// the last time says the same.
    std::vector<std::shared_ptr<const std::vector<Diagnostic>>> of_files;
    /// By rules that look at the whole workspace, or at what the waivers came to.
    std::vector<Diagnostic> of_workspace;
};

/// Runs every rule again and again, and each time asks the rules that look at one declaration only
/// about those files for which the answer may be another; the outcome is that of a run over all.
class Runner {
public:
    explicit Runner(Settings settings);
    ~Runner();
    Runner(Runner&&) noexcept;
    Runner& operator=(Runner&&) noexcept;

    /// `anew` says of each file whether the model has other objects of it than the last time.
    [[nodiscard]] Outcome run(const Input& input, const std::vector<bool>& anew);

private:
    struct State;
    std::unique_ptr<State> state_;
};

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
