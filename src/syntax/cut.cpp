#include "syntax/cut.h"

#include <algorithm>

namespace latchkey::syntax {
namespace {

/// What a line of `///` says.
std::string_view words_of(std::string_view comment) {
    comment.remove_prefix(3);
    if (comment.starts_with(' ')) {
        comment.remove_prefix(1);
    }
    return comment.substr(0, comment.find_last_not_of(" \t") + 1);
}

/// Whether two comments stand on lines one after the other.
bool adjacent(std::string_view between) {
    return count_line_ends(between) == 1;
}

}  // namespace

std::size_t count_line_ends(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool pair = text[at] == '\n' && at > 0 && text[at - 1] == '\r';
        count += (text[at] == '\n' || text[at] == '\r') && !pair ? 1U : 0U;
    }
    return count;
}

Span Cut::span(std::size_t index) const {
    const auto end = static_cast<std::uint32_t>(file.text().size());
    return index < size() ? cut.tokens[index].span : Span{end, end};
}

std::size_t Cut::indentation(std::size_t index) const {
    const std::uint32_t begin = span(index).begin;
    std::uint32_t at = begin;
    while (at > 0 && file.text()[at - 1] != '\n' && file.text()[at - 1] != '\r') {
        --at;
    }
    return begin - at;
}

std::optional<Doc> Cut::doc_before(std::size_t index) const {
    const std::uint32_t from = index == 0 ? 0 : span(index - 1).end;
    const auto speaks = [&](const Token& comment) {
        return comment.kind == Kind::doc_comment && comment.starts_line &&
               comment.span.begin >= from;
    };
    const auto begins = [](const Token& comment) { return comment.span.begin; };
    auto after = std::ranges::lower_bound(cut.comments, span(index).begin, {}, begins);
    while (after != cut.comments.begin() && std::prev(after)->span.begin >= from &&
           !speaks(*std::prev(after))) {
        --after;
    }
    if (after == cut.comments.begin() || !speaks(*std::prev(after))) {
        return std::nullopt;
    }
    auto first = std::prev(after);
    while (first != cut.comments.begin() && speaks(*std::prev(first)) &&
           adjacent(file.text({std::prev(first)->span.end, first->span.begin}))) {
        --first;
    }
    Doc doc{.text = {}, .span = {first->span.begin, std::prev(after)->span.end}};
    for (auto line = first; line != after; ++line) {
        doc.text += line == first ? "" : "\n";
        doc.text += words_of(file.text(line->span));
    }
    return doc;
}

}  // namespace latchkey::syntax
