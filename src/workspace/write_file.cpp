#include "workspace/write_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace latchkey::workspace {
namespace {

/// Returns 0 or the error. What a full disk refuses may only show when the file is closed.
int write_all(int descriptor, std::string_view text) {
    while (!text.empty()) {
        const ssize_t count = write(descriptor, text.data(), text.size());
        if (count < 0 && errno != EINTR) {
            return errno;
        }
        text.remove_prefix(count < 0 ? 0 : static_cast<std::size_t>(count));
    }
    return 0;
}

}  // namespace

int write_new_file(const std::filesystem::path& path, std::string_view text) {
    constexpr mode_t mode = 0666;
    const int descriptor = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (descriptor < 0) {
        return errno;
    }
    const int error = write_all(descriptor, text);
    const int close_error = close(descriptor) == 0 ? 0 : errno;
    return error != 0 ? error : close_error;
}

std::string failure(std::string_view what, const std::filesystem::path& path,
                    std::string_view reason) {
    std::string text = "cannot ";
    text += what;
    text += ' ';
    text += path.native();
    text += ": ";
    text += reason;
    return text;
}

std::string failure(std::string_view what, const std::filesystem::path& path, int error) {
    return failure(what, path, std::generic_category().message(error));
}

}  // namespace latchkey::workspace
