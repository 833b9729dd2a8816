#pragma once

#include "latchkey/diff.h"

#include "lint/rule.h"

#include <string>
#include <string_view>

/// What the rules about two states of the policies have in common.
namespace latchkey::lint {

/// Reports the changes that are this rule's: one finding for each place of each subject, which
/// lists them. Changes that somebody accepted or that are waived make a finding of their own.
void report_changes(const PolicyDiff& changes, std::string_view rule, Context& context);

/// "`lead-form`", or "the workspace".
[[nodiscard]] std::string name_of(const SubjectDiff& subject);

}  // namespace latchkey::lint
