#pragma once

#include "catalog/id.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace latchkey::catalog {

/// A set of ids of one list, one bit each. Sets that are combined belong to the same list.
template <typename T>
class BitSet {
public:
    BitSet() = default;
    explicit BitSet(std::size_t size) : words_((size + 63) / 64) {}

    void insert(Id<T> id) { word(id) |= bit(id); }
    void erase(Id<T> id) { word(id) &= ~bit(id); }
    [[nodiscard]] bool contains(Id<T> id) const {
        const std::size_t at = id.index / 64;
        return at < words_.size() && (words_[at] & bit(id)) != 0;
    }
    [[nodiscard]] bool empty() const {
        return std::ranges::all_of(words_, [](std::uint64_t word) { return word == 0; });
    }
    [[nodiscard]] std::size_t count() const {
        std::size_t total = 0;
        for (const std::uint64_t word : words_) {
            total += static_cast<std::size_t>(std::popcount(word));
        }
        return total;
    }
    [[nodiscard]] bool contains_all(const BitSet& other) const {
        for (std::size_t at = 0; at < other.words_.size(); ++at) {
            if ((other.words_[at] & ~word_or_zero(at)) != 0) {
                return false;
            }
        }
        return true;
    }
    [[nodiscard]] bool intersects(const BitSet& other) const {
        for (std::size_t at = 0; at < std::min(words_.size(), other.words_.size()); ++at) {
            if ((words_[at] & other.words_[at]) != 0) {
                return true;
            }
        }
        return false;
    }
    BitSet& operator|=(const BitSet& other) {
        words_.resize(std::max(words_.size(), other.words_.size()));
        for (std::size_t at = 0; at < other.words_.size(); ++at) {
            words_[at] |= other.words_[at];
        }
        return *this;
    }
    BitSet& operator&=(const BitSet& other) {
        for (std::size_t at = 0; at < words_.size(); ++at) {
            words_[at] &= other.word_or_zero(at);
        }
        return *this;
    }
    BitSet& operator-=(const BitSet& other) {
        for (std::size_t at = 0; at < std::min(words_.size(), other.words_.size()); ++at) {
            words_[at] &= ~other.words_[at];
        }
        return *this;
    }
    [[nodiscard]] friend BitSet operator|(BitSet left, const BitSet& right) {
        return left |= right;
    }
    [[nodiscard]] friend BitSet operator&(BitSet left, const BitSet& right) {
        return left &= right;
    }
    [[nodiscard]] friend BitSet operator-(BitSet left, const BitSet& right) {
        return left -= right;
    }
    friend bool operator==(const BitSet&, const BitSet&) = default;

    /// Calls `visit` with each id, in their order.
    template <typename Visit>
    void for_each(Visit visit) const {
        for (std::size_t at = 0; at < words_.size(); ++at) {
            for (std::uint64_t rest = words_[at]; rest != 0; rest &= rest - 1) {
                visit(Id<T>{static_cast<std::uint32_t>(at * 64) +
                            static_cast<std::uint32_t>(std::countr_zero(rest))});
            }
        }
    }
    /// The ids in their order.
    [[nodiscard]] std::vector<Id<T>> ids() const {
        std::vector<Id<T>> found;
        for_each([&](Id<T> id) { found.push_back(id); });
        return found;
    }

private:
    [[nodiscard]] static std::uint64_t bit(Id<T> id) { return std::uint64_t{1} << (id.index % 64); }
    [[nodiscard]] std::uint64_t word_or_zero(std::size_t at) const {
        return at < words_.size() ? words_[at] : 0;
    }
    [[nodiscard]] std::uint64_t& word(Id<T> id) {
        const std::size_t at = id.index / 64;
        if (at >= words_.size()) {
            words_.resize(at + 1);
        }
        return words_[at];
    }

    std::vector<std::uint64_t> words_;
};

}  // namespace latchkey::catalog
