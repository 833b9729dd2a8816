#include "latchkey/files.h"

#include "workspace/read_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>

namespace latchkey {
namespace {

namespace fs = std::filesystem;

std::string reason() {
    return std::generic_category().message(errno);
}

/// Writes and brings to the disk; empty or what went wrong.
std::string fill(int descriptor, std::string_view text, const struct stat& like) {
    while (!text.empty()) {
        const ssize_t count = write(descriptor, text.data(), text.size());
        if (count < 0 && errno != EINTR) {
            return reason();
        }
        text.remove_prefix(count < 0 ? 0 : static_cast<std::size_t>(count));
    }
    // The owner can only be kept by root; the mode always.
    static_cast<void>(!fchown(descriptor, like.st_uid, like.st_gid));
    return fchmod(descriptor, like.st_mode & 07777U) == 0 && fsync(descriptor) == 0 ? std::string()
                                                                                    : reason();
}

/// The file beside one that its new text is written to. It has one name, so that what a run leaves
/// behind that was killed is taken up by the next.
std::string temporary_of(const fs::path& path) {
    return (path.parent_path() / ("." + path.filename().native() + ".latchkey-tmp")).native();
}

struct Claim {
    int descriptor = -1;
    std::string problem = {};
};

/// Opens a temporary file, empty, for this run alone: it holds a lock on it until it is closed.
Claim claim(const std::string& path) {
    constexpr int most_tries = 16;
    for (int tries = 0; tries < most_tries; ++tries) {
        constexpr mode_t owner_only = 0600;
        const int descriptor =
            open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, owner_only);
        if (descriptor < 0) {
            return {-1, reason()};
        }
        if (flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
            close(descriptor);
            return {-1, "another latchkey is writing it"};
        }
        struct stat held {};
        struct stat named {};
        const bool same = fstat(descriptor, &held) == 0 && stat(path.c_str(), &named) == 0 &&
                          held.st_dev == named.st_dev && held.st_ino == named.st_ino;
        if (same && ftruncate(descriptor, 0) == 0) {
            return {descriptor};
        }
        // It became what it was written for, between the opening and the lock.
        close(descriptor);
    }
    return {-1, "another latchkey is writing it"};
}

std::string write_new(const std::string& path, std::string_view text) {
    struct stat like {};
    const bool is_new = stat(path.c_str(), &like) != 0;
    if (is_new && errno != ENOENT) {
        return reason();
    }
    if (!is_new && !S_ISREG(like.st_mode)) {
        return "not a regular file";
    }
    // A rename would also replace a file that nobody may write.
    if (!is_new && access(path.c_str(), W_OK) != 0) {
        return reason();
    }
    const std::string temporary = temporary_of(path);
    const Claim claimed = claim(temporary);
    if (!claimed.problem.empty()) {
        return claimed.problem;
    }
    if (is_new) {
        const mode_t mask = umask(0);
        umask(mask);
        like.st_mode = 0666U & ~mask;
        like.st_uid = static_cast<uid_t>(-1);
        like.st_gid = static_cast<gid_t>(-1);
    }
    std::string error = fill(claimed.descriptor, text, like);
    if (error.empty() && std::rename(temporary.c_str(), path.c_str()) != 0) {
        error = reason();
    }
    if (!error.empty()) {
        unlink(temporary.c_str());
    }
    // Only now: whoever waits for the lock finds that the file has become another.
    close(claimed.descriptor);
    return error;
}

/// Where a link leads in the end: the link stays and its file is replaced.
std::string target_of(const std::string& path) {
    std::error_code error;
    const fs::path real = fs::canonical(path, error);
    return error ? path : real.string();
}

}  // namespace

std::string replace_file(const std::string& path, std::string_view text,
                         const std::string* expected) {
    const std::string target = target_of(path);
    if (expected != nullptr) {
        const workspace::FileText now = workspace::read_file(target);
        if (!now.text) {
            return now.reason;
        }
        if (*now.text != *expected) {
            return "changed while latchkey was running";
        }
    }
    return write_new(target, text);
}

}  // namespace latchkey
