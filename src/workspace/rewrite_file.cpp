#include "latchkey/format.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <system_error>

namespace latchkey {
namespace {

namespace fs = std::filesystem;

std::string reason() {
    return std::generic_category().message(errno);
}

bool write_all(int descriptor, std::string_view text) {
    while (!text.empty()) {
        const ssize_t count = write(descriptor, text.data(), text.size());
        if (count < 0 && errno != EINTR) {
            return false;
        }
        text.remove_prefix(count < 0 ? 0 : static_cast<std::size_t>(count));
    }
    return true;
}

/// Writes the text, with the mode and where possible the owner of the old file, and brings it to
/// the disk before it takes the old file's place.
bool fill(int descriptor, std::string_view text, const struct stat& old) {
    if (fchown(descriptor, old.st_uid, old.st_gid) != 0 && errno != EPERM) {
        return false;
    }
    constexpr mode_t permissions = 07777;
    return fchmod(descriptor, old.st_mode & permissions) == 0 && write_all(descriptor, text) &&
           fsync(descriptor) == 0;
}

}  // namespace

std::string rewrite_file(const std::string& path, std::string_view text) {
    std::error_code error;
    const fs::path target = fs::canonical(path, error);
    struct stat old {};
    // Who may not write to a file must not replace it either.
    if (error || stat(target.c_str(), &old) != 0 || access(target.c_str(), W_OK) != 0) {
        return error ? error.message() : reason();
    }
    std::string beside = (target.parent_path() / ".latchkey-XXXXXX").native();
    const int descriptor = mkostemp(beside.data(), O_CLOEXEC);
    if (descriptor < 0) {
        return reason();
    }
    const bool filled = fill(descriptor, text, old);
    std::string failure = filled ? "" : reason();
    if (close(descriptor) != 0 && filled) {
        failure = reason();
    }
    if (failure.empty() && rename(beside.c_str(), target.c_str()) == 0) {
        return {};
    }
    failure = failure.empty() ? reason() : failure;
    unlink(beside.c_str());
    return failure;
}

}  // namespace latchkey
