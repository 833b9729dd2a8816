#include "diag/report.h"
#include "source/utf8.h"

#include <algorithm>
#include <array>
#include <optional>

namespace latchkey::diag {
namespace {

// No catalogue has longer names; who writes one is not one slip away from any of them.
constexpr std::size_t longest_name = 256;

constexpr bool is_upper(char letter) {
    return letter >= 'A' && letter <= 'Z';
}

constexpr bool separates(char32_t letter) {
    return letter == '-' || letter == '_' || letter == '.' || letter == '/' || letter == ' ' ||
           letter == ':';
}

/// The characters of a name in lower case, with one character for all that separate words.
void fold(std::u32string& out, std::string_view name) {
    out.clear();
    while (!name.empty()) {
        const source::CodePoint found = source::decode_utf8(name);
        const bool upper = found.value < 0x80 && is_upper(static_cast<char>(found.value));
        out.push_back(separates(found.value) ? U'-'
                      : upper                ? found.value + ('a' - 'A')
                                             : found.value);
        name.remove_prefix(found.size);
    }
}

std::string singular(std::string word) {
    if (word.size() > 3 && word.ends_with("ies")) {
        word.replace(word.size() - 3, 3, "y");
    } else if (word.size() > 2 && word.ends_with('s') && !word.ends_with("ss")) {
        word.pop_back();
    }
    return word;
}

/// The words of a name (`firstName` has two), singular and sorted: equal for names that mean the
/// same.
std::string meaning(std::string_view name) {
    std::vector<std::string> words(1);
    char before = '-';
    for (const char letter : name) {
        if (separates(static_cast<unsigned char>(letter)) ||
            (is_upper(letter) && !is_upper(before))) {
            words.emplace_back();
        }
        if (!separates(static_cast<unsigned char>(letter))) {
            words.back() += is_upper(letter) ? static_cast<char>(letter - 'A' + 'a') : letter;
        }
        before = letter;
    }
    std::ranges::transform(words, words.begin(), singular);
    std::ranges::sort(words);
    std::string joined;
    for (const std::string& word : words) {
        joined += word.empty() ? "" : word + ' ';
    }
    return joined;
}

/// Counts insertions, deletions, replacements and swaps of neighbours that make `second` of
/// `first`, as long as there are at most `limit`.
class Distance {
public:
    std::optional<std::size_t> operator()(std::u32string_view first, std::u32string_view second,
                                          std::size_t limit) {
        const std::size_t width = second.size() + 1;
        for (std::vector<std::size_t>& row : rows_) {
            row.assign(width, limit + 1);
        }
        for (std::size_t column = 0; column < width; ++column) {
            rows_[0][column] = column;
        }
        for (std::size_t at = 1; at <= first.size(); ++at) {
            if (fill(first, second, at, limit) > limit) {
                return std::nullopt;
            }
        }
        const std::size_t found = rows_[first.size() % 3][second.size()];
        return found <= limit ? std::optional(found) : std::nullopt;
    }

private:
    /// Fills the row of the first `at` characters, only as far from the diagonal as the limit
    /// reaches, and returns its least value.
    std::size_t fill(std::u32string_view first, std::u32string_view second, std::size_t at,
                     std::size_t limit) {
        std::vector<std::size_t>& row = rows_[at % 3];
        const std::vector<std::size_t>& above = rows_[(at + 2) % 3];
        const std::vector<std::size_t>& before_that = rows_[(at + 1) % 3];
        std::ranges::fill(row, limit + 1);
        row[0] = at;
        std::size_t least = at;
        const std::size_t begin = at > limit ? at - limit : 1;
        const std::size_t end = std::min(second.size(), at + limit);
        for (std::size_t column = begin; column <= end; ++column) {
            const bool same = first[at - 1] == second[column - 1];
            std::size_t best = std::min(above[column], row[column - 1]) + 1;
            best = std::min(best, above[column - 1] + (same ? 0 : 1));
            const bool swapped = at > 1 && column > 1 && first[at - 1] == second[column - 2] &&
                                 first[at - 2] == second[column - 1];
            row[column] = swapped ? std::min(best, before_that[column - 2] + 1) : best;
            least = std::min(least, row[column]);
        }
        // A swap looks two rows back, so one row past the limit does not yet decide.
        return std::min(least, *std::ranges::min_element(above));
    }

    std::array<std::vector<std::size_t>, 3> rows_;
};

struct Near {
    std::size_t distance;
    std::string_view name;

    friend auto operator<=>(const Near&, const Near&) = default;
};

}  // namespace

std::vector<std::string_view> nearest(std::string_view written,
                                      std::span<const std::string_view> candidates,
                                      std::size_t most) {
    if (written.empty() || written.size() > longest_name) {
        return {};
    }
    std::u32string folded;
    fold(folded, written);
    const std::size_t limit = folded.size() / 3;
    const std::string meant = meaning(written);

    std::vector<Near> found;
    std::u32string other;
    Distance distance;
    for (const std::string_view candidate : candidates) {
        if (candidate == written || candidate.empty() || candidate.size() > longest_name) {
            continue;
        }
        fold(other, candidate);
        const std::size_t gap =
            std::max(folded.size(), other.size()) - std::min(folded.size(), other.size());
        std::optional<std::size_t> steps =
            gap <= limit ? distance(folded, other, limit) : std::nullopt;
        if (!steps.has_value() || *steps > 1) {
            steps = !meant.empty() && meaning(candidate) == meant ? 1 : steps;
        }
        if (steps.has_value()) {
            found.push_back({*steps, candidate});
        }
    }
    std::ranges::sort(found);
    found.erase(std::unique(found.begin(), found.end()), found.end());

    std::vector<std::string_view> names;
    for (const Near& near : found) {
        if (names.size() < most && near.distance <= found.front().distance + 1) {
            names.push_back(near.name);
        }
    }
    return names;
}

std::string did_you_mean(std::span<const std::string_view> names) {
    std::string list;
    for (std::size_t at = 0; at < names.size(); ++at) {
        list += at == 0 ? "" : at + 1 == names.size() ? " or " : ", ";
        list += format("`{}`", {Argument(names[at])});
    }
    return list.empty() ? list : "did you mean " + list + "?";
}

}  // namespace latchkey::diag
