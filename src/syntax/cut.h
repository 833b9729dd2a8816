#pragma once

#include "latchkey/source.h"

#include "syntax/token.h"
#include "syntax/tree.h"

#include <cstddef>
#include <optional>
#include <string_view>

namespace latchkey::syntax {

/// How many lines end in a text: "\n", "\r\n" or a lone "\r".
[[nodiscard]] std::size_t count_line_ends(std::string_view text);

/// One file with its tokens: what every part of the reader looks at. An index past the last token
/// stands for the end of the file.
struct Cut {
    const SourceFile& file;
    FileId id{};
    Tokens cut;

    [[nodiscard]] std::size_t size() const { return cut.tokens.size(); }
    [[nodiscard]] Kind kind(std::size_t index) const {
        return index < size() ? cut.tokens[index].kind : Kind::end;
    }
    /// The end of the file has an empty span.
    [[nodiscard]] Span span(std::size_t index) const;
    [[nodiscard]] std::string_view text(std::size_t index) const { return file.text(span(index)); }
    [[nodiscard]] Location at(Span span) const { return {id, span}; }
    [[nodiscard]] Location at(std::size_t index) const { return at(span(index)); }
    [[nodiscard]] Name name(std::size_t index) const { return {text(index), span(index)}; }

    /// First on its line; the end of the file is.
    [[nodiscard]] bool starts_line(std::size_t index) const {
        return index >= size() || cut.tokens[index].starts_line;
    }
    /// No blank stands between this token and the one before it.
    [[nodiscard]] bool touches_previous(std::size_t index) const {
        return index > 0 && index < size() && span(index - 1).end == span(index).begin;
    }
    /// How far a token is from the start of its line, in bytes. Cheap for the first of its line
    /// only.
    [[nodiscard]] std::size_t indentation(std::size_t index) const;
    /// The documentation right before a token: the last lines of `///` after the token before.
    [[nodiscard]] std::optional<Doc> doc_before(std::size_t index) const;
};

}  // namespace latchkey::syntax
