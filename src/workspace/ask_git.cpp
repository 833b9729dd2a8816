#include "workspace/ask_git.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>

extern char** environ;

namespace latchkey::workspace {
namespace {

/// No answer to what is asked here is longer.
constexpr std::size_t longest_answer = 65536;

/// Starts git with its output in `to`; 0 or the system's error.
int start(std::vector<std::string>& words, int to, pid_t& child) {
    std::vector<char*> arguments;
    for (std::string& word : words) {
        arguments.push_back(word.data());
    }
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, to, STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    const int error = posix_spawnp(&child, "git", &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

std::string read_all(int from) {
    std::string text;
    std::array<char, 4096> buffer{};
    for (;;) {
        const ssize_t count = read(from, buffer.data(), buffer.size());
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count <= 0) {
            return text;
        }
        // What is too long is read to its end, so that git is not left waiting.
        if (text.size() < longest_answer) {
            text.append(buffer.data(), static_cast<std::size_t>(count));
        }
    }
}

bool has_succeeded(pid_t child) {
    int status = 0;
    pid_t ended = 0;
    do {
        ended = waitpid(child, &status, 0);
    } while (ended < 0 && errno == EINTR);
    return ended == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace

std::optional<std::string> ask_git(const std::string& directory,
                                   std::span<const std::string> words) {
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) {
        return std::nullopt;
    }
    std::vector<std::string> all{"git", "-C", directory};
    all.insert(all.end(), words.begin(), words.end());
    pid_t child = 0;
    const int error = start(all, ends[1], child);
    close(ends[1]);
    std::string text = error == 0 ? read_all(ends[0]) : std::string();
    close(ends[0]);
    if (error != 0 || !has_succeeded(child)) {
        return std::nullopt;
    }
    if (text.ends_with('\n')) {
        text.pop_back();
    }
    return text;
}

}  // namespace latchkey::workspace
