#pragma once

#include "source/utf8.h"

#include <string>
#include <string_view>

namespace latchkey::diag {

/// Whether a character has no look of its own, or changes the look of others: control characters,
/// line separators, bidirectional controls and characters without width that join nothing.
[[nodiscard]] bool is_hidden(char32_t character);

/// What stands for the character at the start of `text` where people read it: itself, or an
/// escape as the language writes it (`\n`, `\u{202E}`); a byte that is no UTF-8 is `\xFF`.
void append_visible(std::string& out, std::string_view text, source::CodePoint character);

/// All of `text` so that people can read it.
[[nodiscard]] std::string visible(std::string_view text);

/// Text for a cell of a table of Markdown: what stands in backticks stays code, all else means
/// nothing to Markdown, so that no name in a policy becomes a link, a mention or HTML.
[[nodiscard]] std::string markdown_cell(std::string_view raw);

}  // namespace latchkey::diag
