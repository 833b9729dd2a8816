#pragma once

#include "latchkey/diff.h"

#include <optional>
#include <string>
#include <string_view>

/// One renderer each; `render` chooses.
namespace latchkey::workspace {

[[nodiscard]] std::string render_diff_text(const PolicyDiff& diff, bool colour);
[[nodiscard]] std::string render_diff_markdown(const PolicyDiff& diff);
[[nodiscard]] std::string render_diff_json(const PolicyDiff& diff);

/// `policies/lead-form.latch:14:3`; of the old side with its name before: `main:policies/…`.
[[nodiscard]] std::string place_text(const PolicyDiff& diff, Location where);

/// Of changes that give power what becomes of them: `accepted by security: …`; empty where nobody
/// decided.
[[nodiscard]] std::string decision_text(const Change& change);

/// "`lead-form` "Website lead form", was `contact-form`", "key `lead-form-token`".
[[nodiscard]] std::string heading(const SubjectDiff& subject);

/// What is to be said of a subject besides its changes: that it is new, gone, or has errors.
[[nodiscard]] std::string standing(const PolicyDiff& diff, const SubjectDiff& subject);

/// The words that would accept what nobody decided on, each once, in the order of the changes.
[[nodiscard]] std::vector<std::string> ways_to_accept(const PolicyDiff& diff);

/// Whether a change gives power that nobody accepted.
[[nodiscard]] bool is_open(const Change& change);

/// What stands below a comparison: acceptances without use, remarks and errors, a sentence each.
[[nodiscard]] std::vector<std::string> footnotes(const PolicyDiff& diff);

}  // namespace latchkey::workspace
