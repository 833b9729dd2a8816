#pragma once

#include <cstddef>
#include <functional>

namespace latchkey {

/// Calls `work` for parts of [0, count) that together are all of it: no more than `part` places
/// each, on up to `jobs` threads of which one is the caller's. Returns when all is done. Which
/// thread gets which part is not known, so each call may only write to places of its own part.
/// Where the system gives no more threads, there are fewer.
void for_each_part(unsigned jobs, std::size_t count, std::size_t part,
                   const std::function<void(std::size_t begin, std::size_t end)>& work);

/// The same place by place.
template <typename Work>
void for_each_place(unsigned jobs, std::size_t count, std::size_t part, const Work& work) {
    for_each_part(jobs, count, part, [&](std::size_t begin, std::size_t end) {
        for (std::size_t at = begin; at < end; ++at) {
            work(at);
        }
    });
}

}  // namespace latchkey
