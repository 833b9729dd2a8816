#include "lsp/queue.h"

#include <utility>

namespace latchkey::lsp {

void Queue::push(Frame frame) {
    const std::lock_guard lock(mutex_);
    frames_.push_back(std::move(frame));
    came_.notify_one();
}

void Queue::close() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    came_.notify_one();
}

Queue::Taken Queue::take(std::chrono::milliseconds most) {
    std::unique_lock lock(mutex_);
    const auto ready = [&] { return !frames_.empty() || closed_; };
    if (!came_.wait_for(lock, most, ready)) {
        return {.frame = std::nullopt, .timed_out = true};
    }
    if (frames_.empty()) {
        return {};
    }
    Frame frame = std::move(frames_.front());
    frames_.pop_front();
    return {.frame = std::move(frame), .timed_out = false};
}

bool Queue::empty() {
    const std::lock_guard lock(mutex_);
    return frames_.empty();
}

void Queue::cancel(const std::string& id) {
    const std::lock_guard lock(mutex_);
    // A client that takes back what was never asked must not fill the memory.
    if (cancelled_.size() < 10'000) {
        cancelled_.insert(id);
    }
}

bool Queue::was_cancelled(const std::string& id) {
    const std::lock_guard lock(mutex_);
    return cancelled_.erase(id) > 0;
}

}  // namespace latchkey::lsp
