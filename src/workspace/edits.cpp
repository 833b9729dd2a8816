#include "latchkey/fix.h"

#include "workspace/fixing.h"

#include <algorithm>
#include <utility>

namespace latchkey {
namespace {

bool is_break(char byte) {
    return byte == '\n' || byte == '\r';
}

/// Where the comments of a text stand, without their line ends.
std::vector<Span> comments_of(std::string_view text) {
    std::vector<Span> found;
    bool in_string = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (is_break(text[at])) {
            in_string = false;
        } else if (in_string && text[at] == '\\') {
            // An escaped line end still ends the string.
            at += at + 1 < text.size() && !is_break(text[at + 1]) ? 1 : 0;
        } else if (text[at] == '"') {
            in_string = !in_string;
        } else if (!in_string && text.substr(at).starts_with("//")) {
            const std::size_t end = std::min(text.find_first_of("\r\n", at), text.size());
            found.push_back({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)});
            at = end - 1;
        }
    }
    return found;
}

/// The line end that a text has first.
std::string_view line_break_of(std::string_view text) {
    const std::size_t at = text.find_first_of("\r\n");
    if (at == std::string_view::npos || text[at] == '\n') {
        return "\n";
    }
    return text.substr(at).starts_with("\r\n") ? "\r\n" : "\r";
}

std::string with_line_breaks(std::string_view text, std::string_view line_break) {
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool pair = text.substr(at).starts_with("\r\n");
        if (is_break(text[at])) {
            out += line_break;
            at += pair ? 1 : 0;
        } else {
            out += text[at];
        }
    }
    return out;
}

/// A comment that outlives what it stood at.
std::string plain_comment(std::string_view comment) {
    const bool is_doc = comment.starts_with("///") && !comment.starts_with("////");
    return std::string(is_doc ? comment.substr(1) : comment);
}

/// What stays of an edit's old text: its comments, each with the blanks before it on its line and
/// its line end.
std::string kept_of(std::string_view text, Span edit, std::span<const Span> comments) {
    std::string kept;
    for (const Span& comment : comments) {
        std::uint32_t begin = comment.begin;
        while (begin > edit.begin && (text[begin - 1] == ' ' || text[begin - 1] == '\t')) {
            --begin;
        }
        // Behind code that goes the comment takes its place, with the indentation of its line.
        const bool at_code = begin > edit.begin && !is_break(text[begin - 1]);
        if (at_code) {
            std::uint32_t line = begin;
            while (line > edit.begin && !is_break(text[line - 1])) {
                --line;
            }
            std::uint32_t code = line;
            while (text[code] == ' ' || text[code] == '\t') {
                ++code;
            }
            kept += text.substr(line, code - line);
        } else {
            kept += text.substr(begin, comment.begin - begin);
        }
        kept += plain_comment(text.substr(comment.begin, comment.size()));
        std::uint32_t end = comment.end;
        while (end < edit.end && is_break(text[end]) && end < comment.end + 2 &&
               (end == comment.end || text[end - 1] == '\r')) {
            kept += text[end++];
        }
    }
    return kept;
}

/// The new text of an edit, with the comments that it would have removed.
std::string replacement(std::string_view text, const Edit& edit, std::span<const Span> comments,
                        std::string_view line_break) {
    std::vector<Span> inside;
    std::ranges::copy_if(comments, std::back_inserter(inside), [&](const Span& comment) {
        return edit.where.span.begin <= comment.begin && comment.end <= edit.where.span.end &&
               edit.text.find(text.substr(comment.begin, comment.size())) == std::string::npos;
    });
    const std::string written = with_line_breaks(edit.text, line_break);
    if (inside.empty()) {
        return written;
    }
    const std::string kept = kept_of(text, edit.where.span, inside);
    if (is_break(kept.back())) {
        // What follows the edit keeps its indentation.
        const std::string_view old = text.substr(edit.where.span.begin, edit.where.span.size());
        const std::string_view last = old.substr(old.find_last_of("\r\n") + 1);
        const bool blank = last.find_first_not_of(" \t") == std::string_view::npos;
        return kept + (written.empty() && blank ? std::string(last) : written);
    }
    const std::string_view before =
        written.empty() ? text.substr(0, edit.where.span.begin) : std::string_view(written);
    const bool apart = before.empty() || kept.front() != '/' ||
                       std::string_view(" \t\r\n").find(before.back()) != std::string_view::npos;
    return written + (apart ? "" : " ") + kept;
}

}  // namespace

namespace workspace {

bool edits_meet(Span left, Span right) {
    if (left.empty() || right.empty()) {
        return left.begin <= right.end && right.begin <= left.end;
    }
    return left.begin < right.end && right.begin < left.end;
}

}  // namespace workspace

std::optional<std::string> apply_edits(std::string_view text, std::span<const Edit> edits) {
    std::vector<const Edit*> sorted;
    for (const Edit& edit : edits) {
        sorted.push_back(&edit);
    }
    std::ranges::stable_sort(sorted, {}, [](const Edit* edit) { return edit->where.span; });
    const std::vector<Span> comments = comments_of(text);
    const std::string_view line_break = line_break_of(text);
    std::string out;
    std::uint32_t done = 0;
    const Edit* last = nullptr;
    for (const Edit* edit : sorted) {
        const Span span = edit->where.span;
        const bool out_of_place = span.end < span.begin || span.end > text.size();
        if (out_of_place || (last != nullptr && workspace::edits_meet(last->where.span, span))) {
            return std::nullopt;
        }
        out += text.substr(done, span.begin - done);
        out += replacement(text, *edit, comments, line_break);
        done = span.end;
        last = edit;
    }
    out += text.substr(done);
    return out;
}

}  // namespace latchkey
