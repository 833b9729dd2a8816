#pragma once

#include "latchkey/fix.h"

#include <span>
#include <string>
#include <string_view>

/// The parts of applying fixes.
namespace latchkey::workspace {

/// Whether two edits cannot both be made: they overlap, or one inserts where the other begins or
/// ends, so that nobody can say what is to stand first.
[[nodiscard]] bool edits_meet(Span left, Span right);

/// Whether a fixed workspace may take the place of the one before. Errors of the language may never
/// be more; of safe fixes in policies that were understood, no finding may be
/// new, and no integration may do, or hold, what it did not before.
[[nodiscard]] bool is_acceptable(const Analysis& before, const Analysis& after, FixMode mode);

/// The text with every secret as its first four characters and a `*` for each other byte; line
/// ends stay.
[[nodiscard]] std::string masked_text(const Analysis& analysis, FileId file);

}  // namespace latchkey::workspace
