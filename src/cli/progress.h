#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <string_view>
#include <thread>

namespace latchkey::cli {

/// Says on standard error what is being done, once that has taken more than a second and a person
/// is looking; the line is gone when the work is.
class Progress {
public:
    explicit Progress(bool quiet);
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    /// What is done now, and of how many things; 0 where nothing is counted. `what` must live on.
    void begin(std::string_view what, std::size_t total = 0);
    void step() { ++done_; }

private:
    void watch();
    void draw();

    std::mutex mutex_;
    std::condition_variable ended_;
    bool stop_ = false;
    bool drawn_ = false;
    std::string_view what_;
    std::size_t total_ = 0;
    std::atomic<std::size_t> done_ = 0;
    std::thread thread_;
};

}  // namespace latchkey::cli
