#include "workspace/read_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace latchkey::workspace {
namespace {

FileText failed() {
    return {std::nullopt, std::strerror(errno)};
}

FileText read_all(int descriptor) {
    struct stat status {};
    if (fstat(descriptor, &status) != 0) {
        return failed();
    }
    if (!S_ISREG(status.st_mode)) {
        return {std::nullopt,
                S_ISDIR(status.st_mode) ? std::strerror(EISDIR) : "Not a regular file"};
    }
    std::string text;
    std::size_t size = 0;
    // One more than expected, so that the end is seen without growing.
    text.resize(std::min(static_cast<std::size_t>(status.st_size), largest_file) + 1);
    while (true) {
        if (text.size() > largest_file) {
            return {std::nullopt, "larger than 1 GiB"};
        }
        const ssize_t count = read(descriptor, text.data() + size, text.size() - size);
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            return failed();
        }
        if (count == 0) {
            text.resize(size);
            return {std::move(text), {}};
        }
        size += static_cast<std::size_t>(count);
        if (size == text.size()) {
            text.resize(text.size() * 2 + 4096);
        }
    }
}

}  // namespace

FileText read_file(const std::filesystem::path& path) {
    // Without O_NONBLOCK opening a pipe that nobody writes to would wait for ever.
    const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0) {
        return failed();
    }
    FileText result = read_all(descriptor);
    close(descriptor);
    return result;
}

}  // namespace latchkey::workspace
