#include "latchkey/init.h"

#include "workspace/write_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>

namespace latchkey {
namespace {

namespace fs = std::filesystem;

std::string reason(int error) {
    return std::generic_category().message(error);
}

/// Gives a file another name, unless there is one of that name; 0 or the error.
int name_as(const fs::path& file, const fs::path& name) {
    if (renameat2(AT_FDCWD, file.c_str(), AT_FDCWD, name.c_str(), RENAME_NOREPLACE) == 0) {
        return 0;
    }
    if (errno != EINVAL && errno != ENOSYS) {
        return errno;
    }
    // Some file systems cannot promise that much in one step; a second name can.
    return link(file.c_str(), name.c_str()) == 0 && unlink(file.c_str()) == 0 ? 0 : errno;
}

bool separates(char c) {
    constexpr std::string_view between = " \t\r\n\v\f,;\"'`[](){}";
    return between.find(c) != std::string_view::npos;
}

}  // namespace

std::string write_starter_file(const Starter& starter, const StarterFile& file) {
    const fs::path path = fs::path(starter.directory) / file.path;
    std::error_code failed;
    fs::create_directories(path.parent_path(), failed);
    if (failed) {
        return failed.message();
    }
    const fs::path beside = path.string() + "." + std::to_string(getpid()) + ".new";
    if (const int error = workspace::write_new_file(beside, file.text); error != 0) {
        if (error != EEXIST) {
            unlink(beside.c_str());
        }
        return reason(error);
    }
    const int error = name_as(beside, path);
    if (error != 0) {
        unlink(beside.c_str());
    }
    return error == 0 ? std::string() : reason(error);
}

std::vector<std::string> split_scopes(std::string_view text) {
    std::vector<std::string> scopes;
    for (auto at = text.begin(); at != text.end();) {
        const auto begin = std::find_if_not(at, text.end(), separates);
        const auto end = std::find_if(begin, text.end(), separates);
        std::string scope(begin, end);
        if (!scope.empty() && std::ranges::find(scopes, scope) == scopes.end()) {
            scopes.push_back(std::move(scope));
        }
        at = end;
    }
    return scopes;
}

}  // namespace latchkey
