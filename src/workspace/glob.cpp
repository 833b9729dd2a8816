#include "latchkey/files.h"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace latchkey {
namespace {

using Parts = std::vector<std::string_view>;

Parts split(std::string_view path) {
    Parts parts;
    std::size_t begin = 0;
    while (begin <= path.size()) {
        const std::size_t end = std::min(path.find('/', begin), path.size());
        if (end > begin) {
            parts.push_back(path.substr(begin, end - begin));
        }
        begin = end + 1;
    }
    return parts;
}

struct Class {
    bool matches = false;
    /// Past the closing bracket; npos where there is none and `[` stands for itself.
    std::size_t end = std::string_view::npos;
};

/// `[a-z]`, `[!0-9]`, with `at` on the opening bracket.
Class match_class(std::string_view pattern, std::size_t at, char character) {
    std::size_t next = at + 1;
    const bool negated = next < pattern.size() && (pattern[next] == '!' || pattern[next] == '^');
    next += negated ? 1 : 0;
    bool found = false;
    const std::size_t first = next;
    while (next < pattern.size() && (pattern[next] != ']' || next == first)) {
        const char low = pattern[next];
        const bool range =
            next + 2 < pattern.size() && pattern[next + 1] == '-' && pattern[next + 2] != ']';
        const char high = range ? pattern[next + 2] : low;
        found = found || (low <= character && character <= high);
        next += range ? 3 : 1;
    }
    return next < pattern.size() ? Class{found != negated, next + 1} : Class{};
}

/// One part against one part. On a mismatch it goes back to the last `*` only, which is enough and
/// keeps the work at most quadratic.
bool matches_part(std::string_view pattern, std::string_view text) {
    std::size_t in_pattern = 0;
    std::size_t in_text = 0;
    std::size_t star = std::string_view::npos;
    std::size_t star_text = 0;
    while (in_text < text.size()) {
        const char wanted = in_pattern < pattern.size() ? pattern[in_pattern] : '\0';
        const Class set = wanted == '[' ? match_class(pattern, in_pattern, text[in_text]) : Class{};
        if (in_pattern < pattern.size() && wanted == '*') {
            star = in_pattern++;
            star_text = in_text;
        } else if (set.end != std::string_view::npos && set.matches) {
            in_pattern = set.end;
            ++in_text;
        } else if (in_pattern < pattern.size() && set.end == std::string_view::npos &&
                   (wanted == '?' || wanted == text[in_text])) {
            ++in_pattern;
            ++in_text;
        } else if (star != std::string_view::npos) {
            in_pattern = star + 1;
            in_text = ++star_text;
        } else {
            return false;
        }
    }
    return pattern.find_first_not_of('*', in_pattern) == std::string_view::npos;
}

/// `reached[n]`: the pattern's parts so far match the first n parts of the path.
bool matches_parts(const Parts& pattern, const Parts& path) {
    std::vector<bool> reached(path.size() + 1, false);
    reached[0] = true;
    for (const std::string_view part : pattern) {
        std::vector<bool> next(path.size() + 1, false);
        if (part == "**") {
            bool any = false;
            for (std::size_t count = 0; count <= path.size(); ++count) {
                any = any || reached[count];
                next[count] = any;
            }
        } else {
            for (std::size_t count = 0; count < path.size(); ++count) {
                next[count + 1] = reached[count] && matches_part(part, path[count]);
            }
        }
        reached = std::move(next);
    }
    return reached[path.size()];
}

/// The alternatives of `{a,b}`, outermost first; a brace that is not closed stands for itself.
/// More than a few hundred alternatives are no pattern that a person wrote: the rest is left out.
void expand_braces(std::string pattern, std::vector<std::string>& out) {
    constexpr std::size_t most = 256;
    const std::size_t open = pattern.find('{');
    const std::size_t close = open == std::string::npos ? open : pattern.find('}', open);
    if (close == std::string::npos || out.size() >= most) {
        out.push_back(std::move(pattern));
        return;
    }
    std::size_t begin = open + 1;
    while (begin <= close && out.size() < most) {
        const std::size_t end = std::min(pattern.find(',', begin), close);
        expand_braces(pattern.substr(0, open) + pattern.substr(begin, end - begin) +
                          pattern.substr(close + 1),
                      out);
        begin = end + 1;
    }
}

}  // namespace

bool matches_glob(std::string_view pattern, std::string_view path) {
    // Each pair is expanded within the one before it; a pattern of more is no person's.
    constexpr std::ptrdiff_t most_braces = 32;
    std::vector<std::string> patterns;
    if (std::ranges::count(pattern, '{') <= most_braces) {
        expand_braces(std::string(pattern), patterns);
    } else {
        patterns.emplace_back(pattern);
    }
    const Parts parts = split(path);
    return std::ranges::any_of(
        patterns, [&](const std::string& one) { return matches_parts(split(one), parts); });
}

}  // namespace latchkey
