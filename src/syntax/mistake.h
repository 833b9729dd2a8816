#pragma once

#include "syntax/complaints.h"
#include "syntax/cut.h"
#include "syntax/words.h"

#include <cstddef>
#include <optional>

namespace latchkey::syntax {

/// A place where the text does not follow the grammar.
struct Mistake {
    enum class Place : std::uint8_t {
        /// Between declarations, where one should begin.
        top_level,
        /// Before the `{` of a block.
        header,
        /// In a block, where a statement should begin.
        statement_start,
        /// In a statement, or right after one that is whole.
        statement,
        /// The same for `use`, `waive` and `assert`.
        declaration,
    };

    Place place = Place::top_level;
    /// The token that opens the part.
    std::size_t first = 0;
    /// The token that does not fit.
    std::size_t at = 0;
    /// What would have fitted.
    KindSet expected{};
    /// The part is whole; `at` should belong to the next.
    bool whole = false;
    /// The block around it.
    Block::Kind block = Block::Kind::team;

    // What explaining it found out.

    /// The first token that may be looked at again.
    std::size_t resume = 0;
    /// Reading may go on right there; else at the next line that looks like a beginning.
    bool go_on = false;
    /// It hides or adds a brace: whether braces match says nothing more.
    bool braces = false;
    /// At top level: the kind of block that seems to be meant.
    std::optional<Block::Kind> meant{};
};

/// Says in the language's words what is wrong there, as one message or, where the mistake has been
/// reported already, as none.
void explain(Mistake& mistake, const Cut& cut, Complaints& complaints);

// The parts of `explain`, each for one kind of slip; they say whether it was one of theirs.
[[nodiscard]] bool explain_bad_text(Mistake& mistake, const Cut& cut, Complaints& complaints);
[[nodiscard]] bool explain_bad_number(Mistake& mistake, const Cut& cut, Complaints& complaints);
[[nodiscard]] bool explain_value(Mistake& mistake, const Cut& cut, Complaints& complaints);
[[nodiscard]] bool explain_assertion(Mistake& mistake, const Cut& cut, Complaints& complaints);
[[nodiscard]] bool explain_grant(Mistake& mistake, const Cut& cut, Complaints& complaints);
[[nodiscard]] bool explain_list(Mistake& mistake, const Cut& cut, Complaints& complaints);
[[nodiscard]] bool explain_keyword(Mistake& mistake, const Cut& cut, Complaints& complaints);
void explain_start(Mistake& mistake, const Cut& cut, Complaints& complaints);
void explain_expected(Mistake& mistake, const Cut& cut, Complaints& complaints);

/// What would have fitted, for a sentence: "`,` or `on`". Empty where nothing would.
[[nodiscard]] std::string expected_words(const Mistake& mistake, const Cut& cut);

/// Whether the token at fault is no part of what went before, but the next line or a brace: then
/// something is missing before it.
[[nodiscard]] bool ends_before(const Mistake& mistake, const Cut& cut);

/// The token after the `}` that belongs to the `{` at `open`.
[[nodiscard]] std::size_t after_braces(const Cut& cut, std::size_t open);
/// The token after the last one of the line that `index` is on.
[[nodiscard]] std::size_t next_line(const Cut& cut, std::size_t index);
/// The token after those that follow `index` without a blank.
[[nodiscard]] std::size_t end_of_run(const Cut& cut, std::size_t index);

}  // namespace latchkey::syntax
