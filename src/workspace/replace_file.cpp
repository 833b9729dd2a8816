#include "latchkey/files.h"

#include "workspace/read_file.h"

#include <fcntl.h>
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
    std::string temporary = path + ".XXXXXX";
    const int descriptor = mkostemp(temporary.data(), O_CLOEXEC);
    if (descriptor < 0) {
        return reason();
    }
    if (is_new) {
        const mode_t mask = umask(0);
        umask(mask);
        like.st_mode = 0666U & ~mask;
        like.st_uid = static_cast<uid_t>(-1);
        like.st_gid = static_cast<gid_t>(-1);
    }
    std::string error = fill(descriptor, text, like);
    if (close(descriptor) != 0 && error.empty()) {
        error = reason();
    }
    if (error.empty() && std::rename(temporary.c_str(), path.c_str()) != 0) {
        error = reason();
    }
    if (!error.empty()) {
        unlink(temporary.c_str());
    }
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
