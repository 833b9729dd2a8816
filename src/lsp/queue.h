#pragma once

#include "lsp/framing.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <set>
#include <string>

namespace latchkey::lsp {

/// Messages between the thread that reads them and the one that answers.
class Queue {
public:
    void push(Frame frame);
    /// No more will come.
    void close();

    struct Taken {
        std::optional<Frame> frame;
        /// Nothing came in time.
        bool timed_out = false;
    };
    /// Waits for the next one, at most that long; without a frame and in time, the stream is at its
    /// end.
    [[nodiscard]] Taken take(std::chrono::milliseconds most);
    [[nodiscard]] bool empty();

    /// Requests that the client has taken back, by the text of their id.
    void cancel(const std::string& id);
    /// Whether one was, which is forgotten then.
    [[nodiscard]] bool was_cancelled(const std::string& id);

private:
    std::mutex mutex_;
    std::condition_variable came_;
    std::deque<Frame> frames_;
    std::set<std::string> cancelled_;
    bool closed_ = false;
};

}  // namespace latchkey::lsp
