#pragma once

#include "catalog/id.h"
#include "source/assert.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace latchkey::model {

using catalog::Id;

/// All the `T`s of a workspace, found by their id; iterating gives them in the order of their ids.
/// They lie in parts, one for each file; copies of a store share the parts that did not change
/// since, which is what makes an edit of one file cheap. A part may have room for more than it
/// holds, so that not every id stands for something.
template <typename T>
class Store {
    template <typename Item>
    class Iterator {
    public:
        using value_type = T;
        using difference_type = std::ptrdiff_t;
        using reference = Item&;
        using pointer = Item*;
        using iterator_category = std::bidirectional_iterator_tag;

        Iterator() = default;
        Iterator(T* const* at, T* const* begin, T* const* end) : at_(at), begin_(begin), end_(end) {
            skip();
        }
        reference operator*() const { return **at_; }
        pointer operator->() const { return *at_; }
        Iterator& operator++() {
            ++at_;
            skip();
            return *this;
        }
        Iterator operator++(int) {
            const Iterator before = *this;
            ++*this;
            return before;
        }
        Iterator& operator--() {
            do {
                --at_;
            } while (*at_ == nullptr && at_ != begin_);
            return *this;
        }
        Iterator operator--(int) {
            const Iterator before = *this;
            --*this;
            return before;
        }
        friend bool operator==(const Iterator& left, const Iterator& right) {
            return left.at_ == right.at_;
        }

    private:
        void skip() {
            while (at_ != end_ && *at_ == nullptr) {
                ++at_;
            }
        }

        T* const* at_ = nullptr;
        T* const* begin_ = nullptr;
        T* const* end_ = nullptr;
    };

public:
    /// The ids from `begin` on that are kept for one part.
    struct Room {
        std::uint32_t begin = 0;
        std::uint32_t size = 0;
    };

    /// Adds to a store without parts, which is one by itself.
    Id<T> add(T item) {
        if (parts_.empty()) {
            parts_.push_back({{}, std::make_shared<std::vector<T>>()});
        }
        Part& part = parts_.front();
        if (part.items.use_count() > 1) {
            part.items = std::make_shared<std::vector<T>>(*part.items);
        }
        part.items->push_back(std::move(item));
        part.room.size = static_cast<std::uint32_t>(part.items->size());
        at_.resize(part.items->size());
        point(part);
        return {part.room.size - 1};
    }

    /// Empties the store and gives it a part for each of `rooms`, which must not overlap.
    void lay_out(std::span<const Room> rooms) {
        parts_.clear();
        std::uint32_t end = 0;
        for (const Room& room : rooms) {
            parts_.push_back({room, nullptr});
            end = std::max(end, room.begin + room.size);
        }
        at_.assign(end, nullptr);
        count_ = 0;
    }
    /// Takes the place of what a part holds; the ids follow the order of the items.
    void put(std::size_t part, std::vector<T> items) {
        Part& into = parts_[part];
        LATCHKEY_ASSERT(items.size() <= into.room.size);
        into.items = items.empty() ? nullptr : std::make_shared<std::vector<T>>(std::move(items));
        point(into);
    }
    /// What a part holds.
    [[nodiscard]] std::span<const T> part(std::size_t part) const { return items_of(part); }
    /// The same to be changed; no copy of the store may have been made since `put`.
    [[nodiscard]] std::span<T> edit(std::size_t part) { return items_of(part); }
    [[nodiscard]] Room room(std::size_t part) const { return parts_[part].room; }

    [[nodiscard]] const T& operator[](Id<T> id) const { return *at_[id.index]; }
    /// To be changed only where `edit` may be.
    [[nodiscard]] T& operator[](Id<T> id) { return *at_[id.index]; }
    /// How many there are.
    [[nodiscard]] std::size_t size() const { return count_; }
    [[nodiscard]] bool empty() const { return count_ == 0; }
    /// Every id is below it.
    [[nodiscard]] std::size_t id_bound() const { return at_.size(); }
    [[nodiscard]] Id<T> id_of(const T& item) const { return item.self; }

    [[nodiscard]] auto begin() const { return iterator<const T>(0); }
    [[nodiscard]] auto end() const { return iterator<const T>(at_.size()); }
    [[nodiscard]] auto begin() { return iterator<T>(0); }
    [[nodiscard]] auto end() { return iterator<T>(at_.size()); }

private:
    struct Part {
        Room room;
        std::shared_ptr<std::vector<T>> items;
    };

    template <typename Item>
    [[nodiscard]] Iterator<Item> iterator(std::size_t at) const {
        return {at_.data() + at, at_.data(), at_.data() + at_.size()};
    }
    [[nodiscard]] std::span<T> items_of(std::size_t part) const {
        const bool is_there = part < parts_.size() && parts_[part].items != nullptr;
        return is_there ? std::span<T>(*parts_[part].items) : std::span<T>();
    }
    void point(Part& part) {
        for (std::uint32_t at = 0; at < part.room.size; ++at) {
            T*& place = at_[part.room.begin + at];
            const bool is_there = part.items != nullptr && at < part.items->size();
            count_ -= place != nullptr ? 1 : 0;
            count_ += is_there ? 1 : 0;
            place = is_there ? &(*part.items)[at] : nullptr;
            if constexpr (requires(T & item) { item.self; }) {
                if (is_there) {
                    place->self = {part.room.begin + at};
                }
            }
        }
    }

    std::vector<Part> parts_;
    /// By id; null where an id stands for nothing.
    std::vector<T*> at_;
    std::size_t count_ = 0;
};

}  // namespace latchkey::model
