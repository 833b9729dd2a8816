#include "source/parallel.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

using namespace latchkey;

TEST_CASE("every place is visited once, whatever the number of threads") {
    for (const unsigned jobs : {1U, 2U, 7U, 64U}) {
        for (const std::size_t count : {0U, 1U, 7U, 64U, 1000U}) {
            for (const std::size_t part : {1U, 3U, 64U, 5000U}) {
                std::vector<int> visits(count);
                for_each_place(jobs, count, part, [&](std::size_t at) { ++visits[at]; });
                CHECK(std::ranges::count(visits, 1) == static_cast<std::ptrdiff_t>(count));
            }
        }
    }
}

TEST_CASE("parts are no larger than asked for and never empty") {
    std::mutex shared;
    std::size_t all = 0;
    for_each_part(3, 100, 7, [&](std::size_t begin, std::size_t end) {
        const std::lock_guard lock(shared);
        CHECK(begin < end);
        CHECK(end - begin <= 7);
        all += end - begin;
    });
    CHECK(all == 100);
}

TEST_CASE("one job is done by the caller, several by several threads") {
    std::set<std::thread::id> threads;
    for_each_part(1, 100, 1,
                  [&](std::size_t, std::size_t) { threads.insert(std::this_thread::get_id()); });
    CHECK(threads == std::set{std::this_thread::get_id()});

    // Each waits until the other is there: it would never end on one thread.
    std::atomic<int> there = 0;
    for_each_part(2, 2, 1, [&](std::size_t, std::size_t) {
        ++there;
        while (there < 2) {
            std::this_thread::yield();
        }
    });
    CHECK(there == 2);
}
