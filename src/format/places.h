#pragma once

#include "syntax/cut.h"
#include "syntax/tree.h"

#include <cstdint>
#include <vector>

namespace latchkey::format {

/// How a token stands to the one before it in its statement.
enum class Join : std::uint8_t {
    /// No blank: before a comma, after an opening parenthesis, around a colon.
    touching,
    /// One blank.
    blank,
    /// After a comma: one blank, or under the first of its list where it does not fit.
    item,
    /// `and`: one blank, or under `where` if not all of the conditions fit.
    condition,
    /// `via`, `where`, `because` of a grant, waiver or acceptance: on a line of its own where the
    /// author put it
    /// there, where it does not fit, and after a line break.
    clause,
    /// `can` and `cannot`: on a new line where it does not fit, and after a line break.
    verdict,
    /// `by`, `region`, `agreement`: on a new line only where it does not fit.
    tail,
    /// A field list: on a new line where it does not fit and would begin far to the right.
    fields,
};

struct Place {
    Join join = Join::blank;
    /// For an item or a condition: the token that it stands under.
    std::uint32_t anchor = 0;
};

/// The places of all tokens of a file that was read without an error.
[[nodiscard]] std::vector<Place> find_places(const syntax::Cut& cut, const syntax::Tree& tree);

/// The token that begins at an offset.
[[nodiscard]] std::size_t token_at(const syntax::Cut& cut, std::uint32_t offset);

}  // namespace latchkey::format
