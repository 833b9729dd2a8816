#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>

namespace latchkey::catalog {

/// A place in the list of the `T`s that it belongs to: an id is meaningless without that list.
template <typename T>
struct Id {
    std::uint32_t index = 0;

    friend constexpr auto operator<=>(Id, Id) = default;
};

}  // namespace latchkey::catalog
