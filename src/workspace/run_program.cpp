#include "workspace/run_program.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>
#include <vector>

namespace latchkey::workspace {
namespace {

constexpr std::size_t longest_complaint = std::size_t{16} * 1024;

/// An open descriptor, closed at the end of its scope.
class Descriptor {
public:
    Descriptor() = default;
    explicit Descriptor(int number) : number_(number) {}
    ~Descriptor() { reset(); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    void reset(int number = -1) {
        if (number_ >= 0) {
            close(number_);
        }
        number_ = number;
    }
    [[nodiscard]] int get() const { return number_; }
    [[nodiscard]] bool is_open() const { return number_ >= 0; }

private:
    int number_ = -1;
};

/// Our end of a channel and the program's. A socket and not a pipe: writing to a program that has
/// gone is then an error and not a signal.
struct Channel {
    Descriptor ours;
    Descriptor theirs;

    [[nodiscard]] int open() {
        std::array<int, 2> ends{};
        if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()) != 0) {
            return errno;
        }
        ours.reset(ends[0]);
        theirs.reset(ends[1]);
        const bool closed_on_start = fcntl(ends[0], F_SETFD, FD_CLOEXEC) == 0 &&
                                     fcntl(ends[1], F_SETFD, FD_CLOEXEC) == 0 &&
                                     fcntl(ends[0], F_SETFL, O_NONBLOCK) == 0;
        return closed_on_start ? 0 : errno;
    }
};

std::vector<char*> pointers(std::span<const std::string> texts) {
    std::vector<char*> list;
    list.reserve(texts.size() + 1);
    for (const std::string& text : texts) {
        // The system's interface is older than const; it changes none of them.
        list.push_back(const_cast<char*>(text.c_str()));
    }
    list.push_back(nullptr);
    return list;
}

struct Channels {
    Channel in;
    Channel out;
    Channel complaints;
};

int start(std::span<const std::string> arguments, std::span<const std::string> environment,
          const Channels& channels, pid_t& process) {
    posix_spawn_file_actions_t actions;
    if (const int error = posix_spawn_file_actions_init(&actions); error != 0) {
        return error;
    }
    int error = 0;
    int number = 0;
    for (const Channel* channel : {&channels.in, &channels.out, &channels.complaints}) {
        const int theirs = channel->theirs.get();
        error = error != 0 ? error : posix_spawn_file_actions_adddup2(&actions, theirs, number++);
    }
    if (error == 0) {
        error = posix_spawnp(&process, arguments.front().c_str(), &actions, nullptr,
                             pointers(arguments).data(), pointers(environment).data());
    }
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

/// Sends what can be sent now; closes the channel after the last of it.
void send_some(Descriptor& to, std::string_view& input) {
    while (!input.empty()) {
        const ssize_t count = send(to.get(), input.data(), input.size(), MSG_NOSIGNAL);
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
            return;
        }
        if (count < 0) {
            // It reads no more; how it ended says whether that is wrong.
            break;
        }
        input.remove_prefix(static_cast<std::size_t>(count));
    }
    to.reset();
}

/// Hands over what can be read now; closes the channel at its end.
template <typename Take>
void receive_some(Descriptor& from, const Take& take) {
    std::array<char, 65536> buffer{};
    while (true) {
        const ssize_t count = read(from.get(), buffer.data(), buffer.size());
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
            return;
        }
        if (count <= 0) {
            from.reset();
            return;
        }
        take(std::string_view(buffer.data(), static_cast<std::size_t>(count)));
    }
}

/// Speaks with the program until it has closed both of what it writes to.
int converse(Channels& channels, std::string_view input,
             const std::function<void(std::string_view)>& take, std::string& complaint) {
    Descriptor& in = channels.in.ours;
    Descriptor& out = channels.out.ours;
    Descriptor& complaints = channels.complaints.ours;
    send_some(in, input);
    while (out.is_open() || complaints.is_open()) {
        // A negative descriptor is passed over.
        std::array<pollfd, 3> waiting{pollfd{in.get(), POLLOUT, 0}, pollfd{out.get(), POLLIN, 0},
                                      pollfd{complaints.get(), POLLIN, 0}};
        if (poll(waiting.data(), waiting.size(), -1) < 0) {
            if (errno == EINTR) {
                continue;
            }
            return errno;
        }
        if (waiting[0].revents != 0) {
            send_some(in, input);
        }
        if (waiting[1].revents != 0) {
            receive_some(out, take);
        }
        if (waiting[2].revents != 0) {
            receive_some(complaints, [&](std::string_view text) {
                complaint += text.substr(0, longest_complaint - complaint.size());
            });
        }
    }
    return 0;
}

}  // namespace

ProgramEnd run_program(std::span<const std::string> arguments,
                       std::span<const std::string> environment, std::string_view input,
                       const std::function<void(std::string_view)>& take) {
    ProgramEnd end;
    Channels channels;
    for (Channel* channel : {&channels.in, &channels.out, &channels.complaints}) {
        end.error = end.error != 0 ? end.error : channel->open();
    }
    pid_t process = 0;
    end.error = end.error != 0 ? end.error : start(arguments, environment, channels, process);
    if (end.error != 0) {
        return end;
    }
    for (Channel* channel : {&channels.in, &channels.out, &channels.complaints}) {
        channel->theirs.reset();
    }
    end.error = converse(channels, input, take, end.complaint);
    // What it still has to say goes nowhere, so that it ends.
    channels.in.ours.reset();
    channels.out.ours.reset();
    channels.complaints.ours.reset();
    int status = 0;
    while (waitpid(process, &status, 0) < 0) {
        if (errno != EINTR) {
            end.error = end.error != 0 ? end.error : errno;
            return end;
        }
    }
    end.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return end;
}

}  // namespace latchkey::workspace
