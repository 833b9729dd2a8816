#include "latchkey/fix.h"

#include <algorithm>
#include <cstdint>

namespace latchkey {
namespace {

constexpr std::size_t around = 3;
// What the search may cost. Past it everything between the first and the last difference is one
// change, which is right as well, only longer.
constexpr std::size_t most_changes = 1000;

/// The lines of a text, each with its end.
std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
        lines.push_back(text.substr(0, end));
        text.remove_prefix(end);
    }
    return lines;
}

using Lines = std::span<const std::string_view>;

/// Which lines go and which come.
struct Changes {
    std::vector<bool> removed;
    std::vector<bool> added;
};

/// Myers' search for the fewest lines to remove and add (An O(ND) Difference Algorithm, 1986).
class Search {
public:
    Search(Lines old, Lines now) : old_(old), now_(now) {}

    /// False when there are too many.
    bool run(Changes& changes, std::size_t skipped) {
        const auto limit =
            static_cast<std::ptrdiff_t>(std::min(old_.size() + now_.size(), most_changes));
        std::vector<std::ptrdiff_t> farthest(2 * static_cast<std::size_t>(limit) + 3, 0);
        middle_ = limit + 1;
        for (std::ptrdiff_t count = 0; count <= limit; ++count) {
            history_.push_back(farthest);
            for (std::ptrdiff_t diagonal = -count; diagonal <= count; diagonal += 2) {
                std::ptrdiff_t x = start(farthest, diagonal, count);
                while (is_same(x, x - diagonal)) {
                    ++x;
                }
                farthest[index(diagonal)] = x;
                if (x >= std::ssize(old_) && x - diagonal >= std::ssize(now_)) {
                    trace(changes, skipped);
                    return true;
                }
            }
        }
        return false;
    }

private:
    [[nodiscard]] std::size_t index(std::ptrdiff_t diagonal) const {
        return static_cast<std::size_t>(middle_ + diagonal);
    }
    [[nodiscard]] bool is_same(std::ptrdiff_t x, std::ptrdiff_t y) const {
        return x < std::ssize(old_) && y < std::ssize(now_) &&
               old_[static_cast<std::size_t>(x)] == now_[static_cast<std::size_t>(y)];
    }
    [[nodiscard]] bool is_addition(const std::vector<std::ptrdiff_t>& farthest,
                                   std::ptrdiff_t diagonal, std::ptrdiff_t count) const {
        return diagonal == -count ||
               (diagonal != count && farthest[index(diagonal - 1)] < farthest[index(diagonal + 1)]);
    }
    [[nodiscard]] std::ptrdiff_t start(const std::vector<std::ptrdiff_t>& farthest,
                                       std::ptrdiff_t diagonal, std::ptrdiff_t count) const {
        return is_addition(farthest, diagonal, count) ? farthest[index(diagonal + 1)]
                                                      : farthest[index(diagonal - 1)] + 1;
    }
    void trace(Changes& changes, std::size_t skipped) const {
        std::ptrdiff_t diagonal = std::ssize(old_) - std::ssize(now_);
        for (auto count = std::ssize(history_) - 1; count > 0; --count) {
            const auto& farthest = history_[static_cast<std::size_t>(count)];
            const bool addition = is_addition(farthest, diagonal, count);
            diagonal += addition ? 1 : -1;
            const std::ptrdiff_t x = farthest[index(diagonal)];
            if (addition) {
                changes.added[skipped + static_cast<std::size_t>(x - diagonal)] = true;
            } else {
                changes.removed[skipped + static_cast<std::size_t>(x)] = true;
            }
        }
    }

    Lines old_;
    Lines now_;
    std::ptrdiff_t middle_ = 0;
    std::vector<std::vector<std::ptrdiff_t>> history_;
};

Changes compare(Lines old, Lines now) {
    Changes changes{std::vector<bool>(old.size()), std::vector<bool>(now.size())};
    std::size_t begin = 0;
    while (begin < old.size() && begin < now.size() && old[begin] == now[begin]) {
        ++begin;
    }
    std::size_t end = 0;
    while (end < old.size() - begin && end < now.size() - begin &&
           old[old.size() - 1 - end] == now[now.size() - 1 - end]) {
        ++end;
    }
    const Lines old_middle = old.subspan(begin, old.size() - begin - end);
    const Lines now_middle = now.subspan(begin, now.size() - begin - end);
    if (!Search(old_middle, now_middle).run(changes, begin)) {
        std::fill_n(changes.removed.begin() + static_cast<std::ptrdiff_t>(begin), old_middle.size(),
                    true);
        std::fill_n(changes.added.begin() + static_cast<std::ptrdiff_t>(begin), now_middle.size(),
                    true);
    }
    return changes;
}

/// A line of a diff: a step in the old text, in the new one, or in both.
struct Step {
    char mark = ' ';
    std::string_view line;
    std::size_t old = 0;
    std::size_t now = 0;
};

std::vector<Step> steps_of(Lines old, Lines now, const Changes& changes) {
    std::vector<Step> steps;
    std::size_t at_old = 0;
    std::size_t at_now = 0;
    while (at_old < old.size() || at_now < now.size()) {
        const bool removed = at_old < old.size() && changes.removed[at_old];
        const bool added = !removed && at_now < now.size() && changes.added[at_now];
        steps.push_back({removed ? '-'
                         : added ? '+'
                                 : ' ',
                         added ? now[at_now] : old[at_old], at_old, at_now});
        at_old += added ? 0 : 1;
        at_now += removed ? 0 : 1;
    }
    return steps;
}

/// `12,3`, as a diff says a range; one line has no count, and none begins before the next.
std::string range_of(std::size_t first, std::size_t count) {
    const std::string begin = std::to_string(count == 0 ? first : first + 1);
    return count == 1 ? begin : begin + "," + std::to_string(count);
}

std::string hunk_of(std::span<const Step> steps) {
    std::string lines;
    std::size_t old = 0;
    std::size_t now = 0;
    for (const Step& step : steps) {
        old += step.mark == '+' ? 0 : 1;
        now += step.mark == '-' ? 0 : 1;
        lines.append(1, step.mark).append(step.line);
        if (!step.line.ends_with('\n')) {
            lines += "\n\\ No newline at end of file\n";
        }
    }
    return "@@ -" + range_of(steps.front().old, old) + " +" + range_of(steps.front().now, now) +
           " @@\n" + lines;
}

}  // namespace

std::string unified_diff(std::string_view path, std::string_view before, std::string_view after) {
    if (before == after) {
        return {};
    }
    const auto old = lines_of(before);
    const auto now = lines_of(after);
    const std::vector<Step> steps = steps_of(old, now, compare(old, now));
    std::string out = "--- a/" + std::string(path) + "\n+++ b/" + std::string(path) + "\n";
    const auto is_change = [](const Step& step) { return step.mark != ' '; };
    for (auto at = std::ranges::find_if(steps, is_change); at != steps.end();) {
        const auto begin = at - std::min<std::ptrdiff_t>(at - steps.begin(), around);
        // Two changes with few lines between them are one hunk.
        auto last = at;
        for (auto next = at; next != steps.end();
             next = std::find_if(next + 1, steps.end(), is_change)) {
            if (next - last > static_cast<std::ptrdiff_t>(2 * around) + 1) {
                break;
            }
            last = next;
        }
        const auto end = last + std::min<std::ptrdiff_t>(steps.end() - last, around + 1);
        out += hunk_of({begin, end});
        at = std::find_if(last + 1, steps.end(), is_change);
    }
    return out;
}

}  // namespace latchkey
