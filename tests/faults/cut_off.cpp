// cut_off N PROGRAM ARGUMENT…
// Runs a program and kills it, as `kill -9` would, right before its Nth call that can change a
// file. Prints `cut off before NAME` or, when the program came to its end first, `ended with CODE
// after COUNT calls`. Static programs are cut off as well, which a preloaded library could not do.

#include <fcntl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#include <charconv>
#include <csignal>
#include <cstring>
#include <iostream>
#include <set>
#include <string_view>

namespace {

/// What the call that a process is about to make does to files; empty when nothing.
std::string_view change_of(const user_regs_struct& registers) {
    const auto writes = [](unsigned long long flags) {
        return (flags & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC)) != 0;
    };
    switch (registers.orig_rax) {
        case SYS_open: return writes(registers.rsi) ? "open" : "";
        case SYS_openat: return writes(registers.rdx) ? "open" : "";
        // Standard output and standard error hold nothing that is kept.
        case SYS_write: return registers.rdi > 2 ? "write" : "";
        case SYS_close: return registers.rdi > 2 ? "close" : "";
        case SYS_rename:
        case SYS_renameat:
        case SYS_renameat2: return "rename";
        case SYS_unlink:
        case SYS_unlinkat: return "unlink";
        case SYS_fsync:
        case SYS_fdatasync:
        case SYS_syncfs: return "sync";
        case SYS_fchmod:
        case SYS_fchown:
        case SYS_ftruncate: return "mode";
        case SYS_mkdir:
        case SYS_mkdirat: return "mkdir";
        default: return "";
    }
}

/// Kills the child and waits for its end. The end of a first thread is told only after its other
/// threads' ends have been taken, so a wait for the child alone could wait for ever.
void kill_whole(pid_t child) {
    kill(child, SIGKILL);
    int status = 0;
    for (pid_t ended = 0; ended >= 0; ended = waitpid(-1, &status, __WALL)) {
        if (ended == child && !WIFSTOPPED(status)) {
            return;
        }
    }
}

/// Follows all threads of the child until its Nth change of a file or its end.
int follow(pid_t child, unsigned long wanted) {
    unsigned long count = 0;
    std::set<pid_t> inside;
    for (int status = 0;;) {
        const pid_t thread = waitpid(-1, &status, __WALL);
        if (thread < 0) {
            return 1;
        }
        if (WIFEXITED(status) || WIFSIGNALED(status)) {
            if (thread == child) {
                std::cout << "\nended with " << (WIFEXITED(status) ? WEXITSTATUS(status) : -1)
                          << " after " << count << " calls\n";
                return 0;
            }
            continue;
        }
        int signal = WSTOPSIG(status);
        if (signal == (SIGTRAP | 0x80)) {
            signal = 0;
            user_regs_struct registers{};
            const bool enters = inside.insert(thread).second;
            if (!enters) {
                inside.erase(thread);
            } else if (ptrace(PTRACE_GETREGS, thread, nullptr, &registers) == 0) {
                const std::string_view change = change_of(registers);
                if (!change.empty() && ++count == wanted) {
                    kill_whole(child);
                    std::cout << "\ncut off before " << change << "\n";
                    return 0;
                }
            }
        } else if (signal == SIGTRAP || signal == SIGSTOP) {
            signal = 0;
        }
        ptrace(PTRACE_SYSCALL, thread, nullptr, signal);
    }
}

}  // namespace

int main(int count, char** words) {
    unsigned long wanted = 0;
    if (count < 3 ||
        std::from_chars(words[1], words[1] + std::strlen(words[1]), wanted).ec != std::errc{}) {
        std::cout << "cut_off N PROGRAM ARGUMENT…\n";
        return 2;
    }
    const pid_t child = fork();
    if (child == 0) {
        ptrace(PTRACE_TRACEME, 0, nullptr, nullptr);
        raise(SIGSTOP);
        execvp(words[2], words + 2);
        _exit(127);
    }
    int status = 0;
    if (child < 0 || waitpid(child, &status, 0) != child || !WIFSTOPPED(status) ||
        ptrace(PTRACE_SETOPTIONS, child, nullptr,
               PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACECLONE | PTRACE_O_TRACEEXEC |
                   PTRACE_O_EXITKILL) != 0) {
        std::cout << "no process may be traced here\n";
        return 77;
    }
    ptrace(PTRACE_SYSCALL, child, nullptr, nullptr);
    return follow(child, wanted);
}
