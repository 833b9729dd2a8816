#pragma once

#include "latchkey/source.h"

#include <string>
#include <string_view>
#include <vector>

/// Edits of a policy's text that keep it tidy. They look only at the lines around the place, so
/// that many fixes in one long file cost no more than in many short ones.
namespace latchkey::lint {

struct TextEdit {
    Span span;
    std::string text;
};

/// Takes `item` out of its comma-separated list, and a comma with it: the one behind it, or for the
/// last item the one before. A comment that ends the item's line goes along when the item had the
/// line to itself. The only item goes with its statement, `WORD item`.
[[nodiscard]] std::vector<TextEdit> remove_from_list(std::string_view text, Span item);

/// Takes out a statement or declaration with its doc comment and the comment that ends its last
/// line. Lines that hold nothing else go whole; of a declaration, one blank line goes too.
[[nodiscard]] TextEdit remove_statement(std::string_view text, Span statement);

/// Puts a statement (of one or more lines) on lines of its own before the closing brace of `body`,
/// a `{ … }` with its braces, indented like the statements there.
[[nodiscard]] TextEdit append_statement(std::string_view text, Span body,
                                        std::string_view statement);

}  // namespace latchkey::lint
