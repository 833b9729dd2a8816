#pragma once

#include "syntax/complaints.h"
#include "syntax/cut.h"

#include <string_view>
#include <vector>

namespace latchkey::syntax {

/// Reports the first byte that is no text (`invalid-encoding`); whether there is one.
[[nodiscard]] bool has_invalid_encoding(const Cut& cut, Complaints& complaints);

/// Reports bidirectional controls, one for each line.
void check_direction(const Cut& cut, Complaints& complaints);

/// Makes one junk token of each word that has letters beyond ASCII, so that it is one mistake.
void join_foreign_words(std::string_view text, std::vector<Token>& tokens);

/// Whether a junk token is a word with letters beyond ASCII.
[[nodiscard]] bool has_foreign_letter(std::string_view text);

/// Says what is wrong with a word that `join_foreign_words` made.
void report_foreign_word(const Cut& cut, std::size_t token, Complaints& complaints);

}  // namespace latchkey::syntax
