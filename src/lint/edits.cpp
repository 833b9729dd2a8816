#include "lint/edits.h"

#include "source/assert.h"

#include <algorithm>
#include <optional>

namespace latchkey::lint {
namespace {

using Offset = std::uint32_t;

bool is_blank(char c) {
    return c == ' ' || c == '\t';
}
bool is_break(char c) {
    return c == '\n' || c == '\r';
}

/// A file's text as edits walk over it.
class Text {
public:
    explicit Text(std::string_view text) : text_(text) {}

    [[nodiscard]] Offset size() const { return static_cast<Offset>(text_.size()); }
    [[nodiscard]] char at(Offset offset) const { return text_[offset]; }
    [[nodiscard]] std::string_view part(Offset begin, Offset end) const {
        return text_.substr(begin, end - begin);
    }
    [[nodiscard]] bool starts_with(Offset offset, std::string_view word) const {
        return text_.substr(offset).starts_with(word);
    }

    [[nodiscard]] Offset line_begin(Offset offset) const {
        while (offset > 0 && !is_break(text_[offset - 1])) {
            --offset;
        }
        return offset;
    }
    [[nodiscard]] Offset line_end(Offset offset) const {
        while (offset < size() && !is_break(text_[offset])) {
            ++offset;
        }
        return offset;
    }
    /// Behind the line break that stands at `offset`, if one does.
    [[nodiscard]] Offset after_break(Offset offset) const {
        if (starts_with(offset, "\r\n")) {
            return offset + 2;
        }
        return offset < size() && is_break(text_[offset]) ? offset + 1 : offset;
    }
    /// Before the line break that ends at `offset`, if one does.
    [[nodiscard]] Offset before_break(Offset offset) const {
        if (offset >= 2 && starts_with(offset - 2, "\r\n")) {
            return offset - 2;
        }
        return offset > 0 && is_break(text_[offset - 1]) ? offset - 1 : offset;
    }
    [[nodiscard]] Offset skip_blanks(Offset offset) const {
        while (offset < size() && is_blank(text_[offset])) {
            ++offset;
        }
        return offset;
    }
    [[nodiscard]] Offset skip_blanks_back(Offset offset) const {
        while (offset > 0 && is_blank(text_[offset - 1])) {
            --offset;
        }
        return offset;
    }
    /// Whether only blanks stand before it on its line.
    [[nodiscard]] bool begins_line(Offset offset) const {
        return skip_blanks_back(offset) == line_begin(offset);
    }
    /// Where the comment of the line begins, else the line's end. A `//` in a string begins none.
    [[nodiscard]] Offset comment_begin(Offset line) const {
        const Offset end = line_end(line);
        bool in_string = false;
        for (Offset at = line; at < end; ++at) {
            if (text_[at] == '"') {
                in_string = !in_string;
            } else if (in_string && text_[at] == '\\') {
                ++at;
            } else if (!in_string && starts_with(at, "//")) {
                return at;
            }
        }
        return end;
    }
    /// The next byte that is neither blank nor comment.
    [[nodiscard]] Offset next_significant(Offset offset) const {
        while (offset < size()) {
            if (is_blank(text_[offset]) || is_break(text_[offset])) {
                ++offset;
            } else if (starts_with(offset, "//")) {
                offset = line_end(offset);
            } else {
                break;
            }
        }
        return offset;
    }
    /// The end of the nearest text before `offset` that is neither blank nor comment; 0 = none.
    [[nodiscard]] Offset previous_significant(Offset offset) const {
        Offset line = line_begin(offset);
        Offset end = offset;
        while (true) {
            end = skip_blanks_back(std::min(end, comment_begin(line)));
            if (end > line || line == 0) {
                return end > line ? end : 0;
            }
            end = before_break(line);
            line = line_begin(end);
        }
    }
    [[nodiscard]] std::string_view line_break(Offset near) const {
        const Offset end = line_end(near);
        return starts_with(end, "\r\n") ? "\r\n" : "\n";
    }

private:
    std::string_view text_;
};

/// From the item over the comma behind it, and over what belongs to it on its line.
Span with_comma_behind(const Text& text, Span item, Offset comma) {
    const Offset after = text.skip_blanks(comma + 1);
    const bool ends_line = after == text.size() || is_break(text.at(after));
    const bool comment = text.starts_with(after, "//");
    if (!ends_line && !comment) {
        return {item.begin, after};
    }
    if (!text.begins_line(item.begin)) {
        // The next item takes this one's place; a comment before it stays on its own line.
        const Offset end = text.line_end(after);
        const Offset next = text.skip_blanks(text.after_break(end));
        return {item.begin, text.starts_with(next, "//") ? end : next};
    }
    return {text.line_begin(item.begin), text.after_break(text.line_end(after))};
}

std::vector<TextEdit> with_comma_before(const Text& text, Span item, Offset comma_end) {
    Offset end = item.end;
    const bool own_line = text.begins_line(item.begin);
    const Offset behind = text.skip_blanks(item.end);
    if (own_line && text.starts_with(behind, "//")) {
        end = text.line_end(behind);
    }
    if (text.skip_blanks(comma_end) == item.begin ||
        text.next_significant(comma_end) != item.begin) {
        return {{{comma_end - 1, end}, ""}};
    }
    const std::string_view between = text.part(comma_end, item.begin);
    if (between.find("//") == std::string_view::npos) {
        return {{{comma_end - 1, end}, ""}};
    }
    // Comments between the comma and the item belong to the items before it.
    const Offset begin = own_line ? text.before_break(text.line_begin(item.begin)) : item.begin;
    return {{{comma_end - 1, comma_end}, ""}, {{begin, end}, ""}};
}

bool is_word_byte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
}

/// Where the doc comment of what begins at `begin` starts, else `begin`'s line.
Offset with_doc_comment(const Text& text, Offset begin) {
    Offset first = text.line_begin(begin);
    Offset line = first;
    while (line > 0) {
        line = text.line_begin(text.before_break(line));
        const Offset at = text.skip_blanks(line);
        if (text.starts_with(at, "///") && !text.starts_with(at, "////")) {
            first = line;
        } else if (at != text.line_end(line) || first != text.line_begin(begin)) {
            break;
        }
    }
    return first;
}

std::string_view indentation(const Text& text, Offset offset) {
    const Offset line = text.line_begin(offset);
    return text.part(line, text.skip_blanks(line));
}

/// The statement's lines, each indented.
std::string indented(std::string_view statement, std::string_view indent,
                     std::string_view line_break) {
    std::string lines;
    while (!statement.empty()) {
        const std::size_t end = std::min(statement.find('\n'), statement.size());
        lines.append(indent).append(statement.substr(0, end)).append(line_break);
        statement.remove_prefix(std::min(end + 1, statement.size()));
    }
    return lines;
}

}  // namespace

std::vector<TextEdit> remove_from_list(std::string_view bytes, Span item) {
    const Text text(bytes);
    const Offset next = text.next_significant(item.end);
    if (next < text.size() && text.at(next) == ',') {
        return {{with_comma_behind(text, item, next), ""}};
    }
    const Offset previous = text.previous_significant(item.begin);
    if (previous > 0 && text.at(previous - 1) == ',') {
        return with_comma_before(text, item, previous);
    }
    Offset word = previous;
    while (word > 0 && is_word_byte(text.at(word - 1))) {
        --word;
    }
    return {remove_statement(bytes, {word, item.end})};
}

TextEdit remove_statement(std::string_view bytes, Span statement) {
    const Text text(bytes);
    Offset end = text.skip_blanks(statement.end);
    if (text.starts_with(end, "//")) {
        end = text.line_end(end);
    }
    const bool ends_line = end == text.size() || is_break(text.at(end));
    if (!text.begins_line(statement.begin)) {
        // Something else stands on the line: a brace, or another statement.
        const Offset begin = text.skip_blanks_back(statement.begin);
        return {{begin, ends_line ? end : statement.end}, ""};
    }
    const Offset begin = with_doc_comment(text, statement.begin);
    if (!ends_line) {
        return {{begin, end}, std::string(indentation(text, statement.begin))};
    }
    end = text.after_break(end);
    // Between two declarations one blank line is enough.
    const Offset before = text.before_break(begin);
    const bool blank_before = begin == 0 || text.line_begin(before) == before;
    const bool blank_behind = end < text.size() && text.skip_blanks(end) == text.line_end(end);
    return {{begin, blank_before && blank_behind ? text.after_break(text.line_end(end)) : end}, ""};
}

TextEdit append_statement(std::string_view bytes, Span body, std::string_view statement) {
    const Text text(bytes);
    LATCHKEY_ASSERT(body.size() >= 2);
    const Offset brace = body.end - 1;
    const Offset first = text.next_significant(body.begin + 1);
    const std::string outer(indentation(text, body.begin));
    const bool has_own_lines = first < brace && text.begins_line(first);
    const std::string indent = has_own_lines ? std::string(indentation(text, first)) : outer + "  ";
    const std::string_view line_break = text.line_break(body.begin);
    if (text.begins_line(brace)) {
        const Offset line = text.line_begin(brace);
        return {{line, line}, indented(statement, indent, line_break)};
    }
    const Offset begin = text.skip_blanks_back(brace);
    return {{begin, brace},
            std::string(line_break) + indented(statement, indent, line_break) + outer};
}

}  // namespace latchkey::lint
