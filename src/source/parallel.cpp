#include "source/parallel.h"

#include <algorithm>
#include <atomic>
#include <system_error>
#include <thread>
#include <vector>

namespace latchkey {

void for_each_part(unsigned jobs, std::size_t count, std::size_t part,
                   const std::function<void(std::size_t begin, std::size_t end)>& work) {
    std::atomic<std::size_t> next = 0;
    const auto take_parts = [&] {
        for (std::size_t at = next.fetch_add(part); at < count; at = next.fetch_add(part)) {
            work(at, std::min(at + part, count));
        }
    };
    std::vector<std::jthread> helpers;
    const std::size_t parts = (count + part - 1) / part;
    const std::size_t useful = std::min<std::size_t>(jobs, parts);
    try {
        while (helpers.size() + 1 < useful) {
            helpers.emplace_back(take_parts);
        }
    } catch (const std::system_error&) {
        // The system gives no more threads; those that there are do the work.
    }
    take_parts();
}

}  // namespace latchkey
