#pragma once

#include "catalog/id.h"

#include <cstddef>
#include <utility>
#include <vector>

namespace latchkey::model {

using catalog::Id;

/// All the `T`s of a workspace, found by their id; iterating gives them in the order of their ids.
template <typename T>
class Store {
public:
    Id<T> add(T item) {
        items_.push_back(std::move(item));
        return {static_cast<std::uint32_t>(items_.size() - 1)};
    }
    void reserve(std::size_t size) { items_.reserve(size); }
    [[nodiscard]] const T& operator[](Id<T> id) const { return items_[id.index]; }
    [[nodiscard]] T& operator[](Id<T> id) { return items_[id.index]; }
    [[nodiscard]] std::size_t size() const { return items_.size(); }
    [[nodiscard]] bool empty() const { return items_.empty(); }
    [[nodiscard]] Id<T> id_of(const T& item) const {
        return {static_cast<std::uint32_t>(&item - items_.data())};
    }
    [[nodiscard]] auto begin() const { return items_.begin(); }
    [[nodiscard]] auto end() const { return items_.end(); }

private:
    std::vector<T> items_;
};

}  // namespace latchkey::model
