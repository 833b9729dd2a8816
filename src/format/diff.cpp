#include "format/diff.h"

#include "diag/escape.h"
#include "source/utf8.h"
#include "syntax/token.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <vector>

namespace latchkey::format {
namespace {

constexpr std::size_t context = 3;
constexpr std::size_t none = std::numeric_limits<std::size_t>::max();

/// The places of all tokens and comments.
std::vector<Span> pieces_of(std::string_view text) {
    const syntax::Tokens cut = syntax::tokenize(text);
    std::vector<Span> pieces;
    for (const auto& list : {cut.tokens, cut.comments}) {
        std::ranges::transform(list, std::back_inserter(pieces), &syntax::Token::span);
    }
    std::ranges::sort(pieces);
    return pieces;
}

struct Line {
    /// With its end.
    Span span;
    /// The number of the first token or comment on it; `none` on a blank line.
    std::size_t piece = none;
};

std::vector<Line> lines_of(std::string_view text, std::span<const Span> pieces) {
    std::vector<Line> lines;
    std::size_t piece = 0;
    std::size_t begin = 0;
    while (begin < text.size()) {
        std::size_t end = std::min(text.find_first_of("\r\n", begin), text.size());
        end += text.substr(end).starts_with("\r\n") ? 2 : end < text.size() ? 1 : 0;
        const bool has_piece = piece < pieces.size() && pieces[piece].begin < end;
        lines.push_back(
            {.span = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)},
             .piece = has_piece ? piece : none});
        while (piece < pieces.size() && pieces[piece].begin < end) {
            ++piece;
        }
        begin = end;
    }
    return lines;
}

/// What the hidden places of one text are in the other: the same parts of the same pieces.
std::vector<Span> carry_over(std::span<const Span> hidden, std::span<const Span> from,
                             std::span<const Span> to) {
    std::vector<Span> carried;
    for (const Span secret : hidden) {
        auto at = std::ranges::upper_bound(from, secret.begin, {}, &Span::end);
        for (; at != from.end() && at->begin < secret.end; ++at) {
            const Span other = to[static_cast<std::size_t>(at - from.begin())];
            const std::uint32_t begin = std::max(secret.begin, at->begin) - at->begin;
            const std::uint32_t end = std::min(secret.end, at->end) - at->begin;
            carried.push_back(
                {std::min(other.begin + begin, other.end), std::min(other.begin + end, other.end)});
        }
    }
    return carried;
}

/// One of the two texts.
struct Side {
    Side(std::string_view whole, std::span<const Span> found)
        : text(whole), pieces(found), lines(lines_of(whole, found)) {}

    [[nodiscard]] std::string_view line(std::size_t index) const {
        return text.substr(lines[index].span.begin, lines[index].span.size());
    }

    std::string_view text;
    std::span<const Span> pieces;
    std::vector<Line> lines;
    /// Sorted.
    std::vector<Span> hidden;
};

/// A line of the diff: of the old text, of the new one, or of both.
struct Step {
    char sign = ' ';
    /// How many lines of each text stand before it.
    std::size_t before = 0;
    std::size_t after = 0;
};

class Differ {
public:
    Differ(std::string_view before, std::string_view after, std::span<const Span> hidden)
        : before_pieces_(pieces_of(before)),
          after_pieces_(pieces_of(after)),
          before_(before, before_pieces_),
          after_(after, after_pieces_) {
        before_.hidden.assign(hidden.begin(), hidden.end());
        after_.hidden = carry_over(hidden, before_pieces_, after_pieces_);
    }

    std::vector<Change> changes() {
        find_steps();
        std::vector<Change> found;
        for (std::size_t at = next_change(0); at < steps_.size(); at = next_change(at)) {
            const auto begin = static_cast<std::uint32_t>(offset(before_, steps_[at].before));
            Change change{.where = {begin, begin}, .text = {}};
            for (; at < steps_.size() && steps_[at].sign != ' '; ++at) {
                if (steps_[at].sign == '-') {
                    change.where.end = before_.lines[steps_[at].before].span.end;
                } else {
                    change.text += after_.line(steps_[at].after);
                }
            }
            found.push_back(std::move(change));
        }
        return found;
    }

    std::string run(std::string_view path) {
        find_steps();
        group_steps();
        std::string text;
        for (std::size_t at = next_change(0); at < steps_.size();) {
            // Changes that have less than the lines around two between them are told together.
            std::size_t end = at + 1;
            for (std::size_t next = next_change(end);
                 next < steps_.size() && next - end <= 2 * context; next = next_change(end)) {
                end = next + 1;
            }
            const std::size_t begin = at - std::min(at, context);
            write_hunk(text, begin, std::min(end + context, steps_.size()));
            at = next_change(end);
        }
        const std::string name = diag::visible(path);
        return text.empty() ? text : "--- " + name + "\n+++ " + name + "\n" + text;
    }

private:
    /// Where a line begins; past the last, where the text ends.
    [[nodiscard]] static std::size_t offset(const Side& side, std::size_t line) {
        return line < side.lines.size() ? side.lines[line].span.begin : side.text.size();
    }

    [[nodiscard]] std::size_t next_change(std::size_t from) const {
        const auto found = std::find_if(
            steps_.begin() + static_cast<std::ptrdiff_t>(std::min(from, steps_.size())),
            steps_.end(), [](const Step& step) { return step.sign != ' '; });
        return static_cast<std::size_t>(found - steps_.begin());
    }

    /// Lines that begin with the same token or comment are the same line, before and after.
    void find_steps() {
        std::size_t old_line = 0;
        std::size_t new_line = 0;
        while (old_line < before_.lines.size() || new_line < after_.lines.size()) {
            std::size_t old_end = next_piece(before_, old_line);
            std::size_t new_end = next_piece(after_, new_line);
            while (piece(before_, old_end) != piece(after_, new_end)) {
                if (piece(before_, old_end) < piece(after_, new_end)) {
                    old_end = next_piece(before_, old_end);
                } else {
                    new_end = next_piece(after_, new_end);
                }
            }
            add_steps(old_line, old_end, new_line, new_end);
            old_line = old_end;
            new_line = new_end;
        }
    }

    [[nodiscard]] static std::size_t next_piece(const Side& side, std::size_t line) {
        std::size_t next = std::min(line + 1, side.lines.size());
        while (next < side.lines.size() && side.lines[next].piece == none) {
            ++next;
        }
        return next;
    }
    [[nodiscard]] static std::size_t piece(const Side& side, std::size_t line) {
        return line < side.lines.size() ? side.lines[line].piece : none;
    }

    void add_steps(std::size_t old_line, std::size_t old_end, std::size_t new_line,
                   std::size_t new_end) {
        const auto both = [&] { steps_.push_back({' ', old_line++, new_line++}); };
        while (old_line < old_end && new_line < new_end &&
               before_.line(old_line) == after_.line(new_line)) {
            both();
        }
        std::size_t tail = 0;
        while (old_line + tail < old_end && new_line + tail < new_end &&
               before_.line(old_end - tail - 1) == after_.line(new_end - tail - 1)) {
            ++tail;
        }
        while (old_line < old_end - tail) {
            steps_.push_back({'-', old_line++, new_line});
        }
        while (new_line < new_end - tail) {
            steps_.push_back({'+', old_line, new_line++});
        }
        while (old_line < old_end) {
            both();
        }
    }

    /// What goes stands before what comes, in each stretch of changed lines.
    void group_steps() {
        for (std::size_t at = next_change(0); at < steps_.size(); at = next_change(at)) {
            const auto first = steps_.begin() + static_cast<std::ptrdiff_t>(at);
            const auto last = std::find_if(first, steps_.end(),
                                           [](const Step& step) { return step.sign == ' '; });
            std::stable_partition(first, last, [](const Step& step) { return step.sign == '-'; });
            at = static_cast<std::size_t>(last - steps_.begin());
        }
    }

    void write_hunk(std::string& text, std::size_t begin, std::size_t end) const {
        const auto steps = std::span(steps_).subspan(begin, end - begin);
        const auto count = [&](char other) {
            return std::ranges::count_if(steps,
                                         [&](const Step& step) { return step.sign != other; });
        };
        const auto range = [](std::size_t first, std::ptrdiff_t size) {
            return std::to_string(first + (size > 0 ? 1 : 0)) + "," + std::to_string(size);
        };
        text += "@@ -" + range(std::ranges::min(steps, {}, &Step::before).before, count('+')) +
                " +" + range(std::ranges::min(steps, {}, &Step::after).after, count('-')) + " @@\n";
        for (const Step& step : steps) {
            const Side& side = step.sign == '+' ? after_ : before_;
            text += step.sign;
            write_line(text, side, side.lines[step.sign == '+' ? step.after : step.before].span);
        }
    }

    /// What a person may see of a line, and its end.
    static void write_line(std::string& text, const Side& side, Span line) {
        const std::string_view whole = side.text.substr(line.begin, line.size());
        std::string_view rest = whole.substr(0, whole.find_last_not_of("\r\n") + 1);
        const bool ended = rest.size() < whole.size();
        const bool returns = whole.find('\r') != std::string_view::npos;
        auto secret =
            std::ranges::lower_bound(side.hidden, line.begin, std::less_equal<>{}, &Span::end);
        for (std::uint32_t at = line.begin; !rest.empty();) {
            const source::CodePoint character = source::decode_utf8(rest);
            while (secret != side.hidden.end() && secret->end <= at) {
                ++secret;
            }
            if (secret != side.hidden.end() && secret->begin <= at) {
                text += '*';
            } else if (character.value == U'\t') {
                text += '\t';
            } else {
                diag::append_visible(text, rest, character);
            }
            at += character.size;
            rest.remove_prefix(character.size);
        }
        text += returns ? "\r\n" : "\n";
        text += ended ? "" : "\\ No newline at end of file\n";
    }

    std::vector<Span> before_pieces_;
    std::vector<Span> after_pieces_;
    Side before_;
    Side after_;
    std::vector<Step> steps_;
};

}  // namespace

std::vector<Change> changes(std::string_view before, std::string_view after) {
    return before == after ? std::vector<Change>() : Differ(before, after, {}).changes();
}

std::string diff(std::string_view path, std::string_view before, std::string_view after,
                 std::span<const Span> hidden) {
    return before == after ? std::string() : Differ(before, after, hidden).run(path);
}

}  // namespace latchkey::format
