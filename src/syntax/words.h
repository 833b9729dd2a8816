#pragma once

#include "syntax/token.h"
#include "syntax/tree.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace latchkey::syntax {

/// What is known of a statement without reading it.
struct WordInfo {
    Kind kind = Kind::end;
    /// A bit for each `Block::Kind` that may hold it.
    std::uint8_t blocks = 0;
    /// How the statement is written, for messages.
    std::string_view example;
};

[[nodiscard]] const WordInfo& info(Word word);
/// The statement that a keyword opens.
[[nodiscard]] std::optional<Word> statement_word(Kind kind);
[[nodiscard]] bool belongs(Word word, Block::Kind block);

/// The blocks that may hold it: "an integration or a role".
[[nodiscard]] std::string homes(Word word);

/// The kind of block that a keyword declares.
[[nodiscard]] std::optional<Block::Kind> block_kind(Kind kind);
/// `use`, `waive`, `assert`, `accept` and the words of blocks.
[[nodiscard]] bool declares(Kind kind);

/// "a team", "an integration".
[[nodiscard]] std::string_view with_article(Block::Kind kind);
/// The keyword.
[[nodiscard]] std::string_view to_string(Block::Kind kind);

/// The words of the statements that a block may hold, and of the declarations.
[[nodiscard]] std::vector<std::string_view> words_of(Block::Kind kind);
[[nodiscard]] std::vector<std::string_view> declaration_words();

}  // namespace latchkey::syntax
