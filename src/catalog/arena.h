#pragma once

#include <algorithm>
#include <cstddef>
#include <memory_resource>
#include <ranges>
#include <span>
#include <string_view>
#include <type_traits>

namespace latchkey::catalog {

/// Where the lists and texts of one catalogue live, all for as long as it does.
class Arena {
public:
    /// A copy of a list; what it holds needs no destructor.
    template <std::ranges::contiguous_range List>
    [[nodiscard]] auto keep(const List& list) {
        using T = std::ranges::range_value_t<List>;
        static_assert(std::is_trivially_destructible_v<T>);
        const std::size_t size = std::ranges::size(list);
        if (size == 0) {
            return std::span<const T>();
        }
        auto* const place = static_cast<T*>(memory_.allocate(size * sizeof(T), alignof(T)));
        std::uninitialized_copy(std::ranges::begin(list), std::ranges::end(list), place);
        return std::span<const T>(place, size);
    }
    [[nodiscard]] std::string_view keep_text(std::string_view text) {
        const std::span<const char> kept = keep(text);
        return {kept.data(), kept.size()};
    }

private:
    std::pmr::monotonic_buffer_resource memory_{std::size_t{64} * 1024};
};

}  // namespace latchkey::catalog
