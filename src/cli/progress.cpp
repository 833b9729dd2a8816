#include "cli/progress.h"

#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace latchkey::cli {
namespace {

bool is_watched() {
    const char* terminal = std::getenv("TERM");
    return isatty(STDERR_FILENO) == 1 && terminal != nullptr &&
           std::string_view(terminal) != "dumb";
}

void write_error(std::string_view text) {
    std::fwrite(text.data(), 1, text.size(), stderr);
    std::fflush(stderr);
}

}  // namespace

Progress::Progress(bool quiet) {
    if (!quiet && is_watched()) {
        thread_ = std::thread([this] { watch(); });
    }
}

Progress::~Progress() {
    if (!thread_.joinable()) {
        return;
    }
    {
        const std::lock_guard lock(mutex_);
        stop_ = true;
    }
    ended_.notify_one();
    thread_.join();
    if (drawn_) {
        write_error("\r\x1B[K");
    }
}

void Progress::begin(std::string_view what, std::size_t total) {
    const std::lock_guard lock(mutex_);
    what_ = what;
    total_ = total;
    done_ = 0;
}

void Progress::watch() {
    using namespace std::chrono_literals;
    std::unique_lock lock(mutex_);
    for (auto pause = 1000ms; !ended_.wait_for(lock, pause, [this] { return stop_; });
         pause = 200ms) {
        draw();
    }
}

void Progress::draw() {
    std::string text = "\r\x1B[Klatchkey: " + std::string(what_);
    if (total_ > 0) {
        text += " " + std::to_string(done_) + " of " + std::to_string(total_);
    }
    write_error(text);
    drawn_ = true;
}

}  // namespace latchkey::cli
