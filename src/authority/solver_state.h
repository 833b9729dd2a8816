#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

/// What the solver's search works on: the scopes of one question, numbered densely.
namespace latchkey::authority::solver {

/// A set of scopes without memory of its own.
template <std::size_t words>
struct Mask {
    std::array<std::uint64_t, words> word{};

    void insert(std::uint32_t at) { word[at / 64] |= std::uint64_t{1} << (at % 64); }
    void erase(std::uint32_t at) { word[at / 64] &= ~(std::uint64_t{1} << (at % 64)); }
    [[nodiscard]] bool contains(std::uint32_t at) const {
        return (word[at / 64] >> (at % 64) & 1U) != 0;
    }
    [[nodiscard]] bool empty() const {
        std::uint64_t any = 0;
        for (const std::uint64_t part : word) {
            any |= part;
        }
        return any == 0;
    }
    [[nodiscard]] bool within(const Mask& other) const { return (*this - other).empty(); }
    [[nodiscard]] bool meets(const Mask& other) const { return !(*this & other).empty(); }
    [[nodiscard]] std::uint32_t count() const {
        int total = 0;
        for (const std::uint64_t part : word) {
            total += std::popcount(part);
        }
        return static_cast<std::uint32_t>(total);
    }
    /// The least member of a set that is not empty.
    [[nodiscard]] std::uint32_t lowest() const {
        std::uint32_t at = 0;
        while (word[at] == 0) {
            ++at;
        }
        return at * 64 + static_cast<std::uint32_t>(std::countr_zero(word[at]));
    }
    template <typename Visit>
    void for_each(Visit visit) const {
        for (std::uint32_t at = 0; at < words; ++at) {
            for (std::uint64_t rest = word[at]; rest != 0; rest &= rest - 1) {
                visit(at * 64 + static_cast<std::uint32_t>(std::countr_zero(rest)));
            }
        }
    }
    Mask& operator|=(const Mask& other) {
        for (std::size_t at = 0; at < words; ++at) {
            word[at] |= other.word[at];
        }
        return *this;
    }
    Mask& operator&=(const Mask& other) {
        for (std::size_t at = 0; at < words; ++at) {
            word[at] &= other.word[at];
        }
        return *this;
    }
    Mask& operator-=(const Mask& other) {
        for (std::size_t at = 0; at < words; ++at) {
            word[at] &= ~other.word[at];
        }
        return *this;
    }
    [[nodiscard]] friend Mask operator|(Mask left, const Mask& right) { return left |= right; }
    [[nodiscard]] friend Mask operator&(Mask left, const Mask& right) { return left &= right; }
    [[nodiscard]] friend Mask operator-(Mask left, const Mask& right) { return left -= right; }
    friend auto operator<=>(const Mask&, const Mask&) = default;
};

/// Requirements, each a list of alternatives; in one piece, because a search copies them often.
template <std::size_t words>
struct Requirements {
    std::vector<Mask<words>> alternatives;
    std::vector<std::uint32_t> ends;
    /// How many requirements of the question each one stands for.
    std::vector<std::uint32_t> weights;

    [[nodiscard]] std::size_t size() const { return ends.size(); }
    [[nodiscard]] bool empty() const { return ends.empty(); }
    [[nodiscard]] std::uint32_t begin_of(std::size_t at) const {
        return at == 0 ? 0 : ends[at - 1];
    }
    [[nodiscard]] std::span<const Mask<words>> operator[](std::size_t at) const {
        return std::span(alternatives).subspan(begin_of(at), ends[at] - begin_of(at));
    }
    [[nodiscard]] Mask<words> scopes_of(std::size_t at) const {
        Mask<words> all;
        for (const Mask<words>& alternative : (*this)[at]) {
            all |= alternative;
        }
        return all;
    }
    void add(std::span<const Mask<words>> item, std::uint32_t weight) {
        alternatives.insert(alternatives.end(), item.begin(), item.end());
        ends.push_back(static_cast<std::uint32_t>(alternatives.size()));
        weights.push_back(weight);
    }
    /// Rewrites each requirement's alternatives in place: `rewrite` gets them, may reorder them,
    /// and returns how many stay, or `gone` when the requirement goes.
    template <typename Rewrite>
    void rewrite_each(Rewrite rewrite);
    static constexpr std::size_t gone = static_cast<std::size_t>(-1);
};

template <std::size_t words>
template <typename Rewrite>
void Requirements<words>::rewrite_each(Rewrite rewrite) {
    std::size_t kept = 0;
    std::size_t kept_alternatives = 0;
    std::size_t begin = 0;
    for (std::size_t at = 0; at < ends.size(); ++at) {
        const std::size_t end = ends[at];
        const std::size_t left =
            rewrite(std::span(alternatives).subspan(begin, end - begin), weights[at]);
        if (left != gone) {
            std::copy_n(alternatives.begin() + static_cast<std::ptrdiff_t>(begin), left,
                        alternatives.begin() + static_cast<std::ptrdiff_t>(kept_alternatives));
            kept_alternatives += left;
            weights[kept] = weights[at];
            ends[kept++] = static_cast<std::uint32_t>(kept_alternatives);
        }
        begin = end;
    }
    ends.resize(kept);
    weights.resize(kept);
    alternatives.resize(kept_alternatives);
}

/// Alternatives by their least scope: finds those that lie within a set without looking at all.
/// Alternatives are not empty.
template <std::size_t words>
class SubsetIndex {
public:
    struct Entry {
        Mask<words> alternative;
        std::uint32_t owner = 0;
    };

    void build(const Requirements<words>& items, std::size_t scope_count) {
        begins_.assign(scope_count + 1, 0);
        for (const Mask<words>& alternative : items.alternatives) {
            ++begins_[alternative.lowest() + 1];
        }
        for (std::size_t at = 1; at < begins_.size(); ++at) {
            begins_[at] += begins_[at - 1];
        }
        entries_.resize(items.alternatives.size());
        next_ = begins_;
        for (std::uint32_t owner = 0; owner < items.size(); ++owner) {
            for (const Mask<words>& alternative : items[owner]) {
                entries_[next_[alternative.lowest()]++] = {alternative, owner};
            }
        }
    }
    /// Calls `visit` with the owner of each alternative within `set`; one owner may come twice.
    template <typename Visit>
    void for_each_within(const Mask<words>& set, Visit visit) const {
        set.for_each([&](std::uint32_t scope) {
            for (std::uint32_t at = begins_[scope]; at < begins_[scope + 1]; ++at) {
                if (entries_[at].alternative.within(set)) {
                    visit(entries_[at].owner);
                }
            }
        });
    }

private:
    std::vector<std::uint32_t> begins_;
    std::vector<std::uint32_t> next_;
    std::vector<Entry> entries_;
};

/// Cost in the high half, number of scopes in the low one: both add up over independent parts.
using Key = std::uint64_t;
inline constexpr Key one_scope = 1;
inline constexpr Key one_opened = Key{1} << 32U;
inline constexpr Key unbounded = static_cast<Key>(-1);

template <std::size_t words>
struct Answer {
    Mask<words> chosen;
    Key key = 0;
};

/// What is left to decide at one node of the search.
template <std::size_t words>
struct State {
    /// What may still be chosen.
    Mask<words> candidates;
    /// What is given since the alternatives were last tidied; they still name it.
    Mask<words> granted;
    Requirements<words> demands;
    Requirements<words> priced;

    void choose(std::uint32_t scope, const Mask<words>& closure, Answer<words>& answer) {
        candidates.erase(scope);
        granted |= closure;
        answer.chosen.insert(scope);
        answer.key += one_scope;
    }
};

/// Keeps, at the front, the alternatives that contain no other, each once; returns how many.
/// One that is empty remains alone.
template <std::size_t words>
std::size_t keep_least(std::span<Mask<words>> items) {
    std::size_t kept = 0;
    for (std::size_t at = 0; at < items.size(); ++at) {
        const Mask<words> item = items[at];
        const auto is_within = [&](const Mask<words>& other) { return other.within(item); };
        if (std::any_of(items.begin(), items.begin() + static_cast<std::ptrdiff_t>(kept),
                        is_within)) {
            continue;
        }
        const auto end =
            std::remove_if(items.begin(), items.begin() + static_cast<std::ptrdiff_t>(kept),
                           [&](const Mask<words>& other) { return item.within(other); });
        kept = static_cast<std::size_t>(end - items.begin());
        items[kept++] = item;
    }
    return kept;
}

}  // namespace latchkey::authority::solver
