#include "workspace/git_environment.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>
#include <system_error>

namespace latchkey::workspace {
namespace {

using std::string_view;

/// Of the variables that begin with `GIT_`, those that are kept. A hook is run with an index of its
/// own, and before a push is taken in with a place of its own for the objects.
constexpr std::array kept{
    string_view{"GIT_INDEX_FILE="},
    string_view{"GIT_OBJECT_DIRECTORY="},
    string_view{"GIT_ALTERNATE_OBJECT_DIRECTORIES="},
    string_view{"GIT_QUARANTINE_PATH="},
    string_view{"GIT_SHALLOW_FILE="},
    string_view{"GIT_CONFIG_"},
    string_view{"GIT_CEILING_DIRECTORIES="},
    string_view{"GIT_DISCOVERY_ACROSS_FILESYSTEM="},
    string_view{"GIT_EXEC_PATH="},
    string_view{"GIT_SSH"},
    string_view{"GIT_ASKPASS="},
    string_view{"GIT_SSL_"},
    string_view{"GIT_HTTP_"},
    string_view{"GIT_PROXY_"},
    string_view{"GIT_ALLOW_PROTOCOL="},
    string_view{"GIT_PROTOCOL"},
};

constexpr std::array places{string_view{"GIT_DIR="}, string_view{"GIT_WORK_TREE="},
                            string_view{"GIT_COMMON_DIR="}};

bool begins_with_any(string_view text, auto beginnings) {
    return std::ranges::any_of(beginnings, [&](string_view one) { return text.starts_with(one); });
}

/// A place that was given relative to our directory, as git sees it from another.
std::string absolute(string_view variable) {
    const std::size_t equals = variable.find('=') + 1;
    std::error_code error;
    const auto path = std::filesystem::absolute(variable.substr(equals), error);
    return std::string(variable.substr(0, equals)) +
           (error ? std::string(variable.substr(equals)) : path.string());
}

}  // namespace

std::vector<std::string> git_environment(bool given_repository) {
    std::vector<std::string> variables;
    for (char** one = environ; one != nullptr && *one != nullptr; ++one) {
        const string_view variable(*one);
        if (variable.starts_with("GIT_")) {
            if (begins_with_any(variable, kept)) {
                variables.emplace_back(variable);
            } else if (given_repository && begins_with_any(variable, places)) {
                variables.push_back(absolute(variable));
            }
        } else if (!begins_with_any(variable,
                                    std::array{string_view{"LC_ALL="}, string_view{"LANGUAGE="}})) {
            variables.emplace_back(variable);
        }
    }
    // Nobody is there to answer a question, and messages are told apart by their words.
    variables.emplace_back("GIT_TERMINAL_PROMPT=0");
    variables.emplace_back("LC_ALL=C");
    return variables;
}

std::vector<std::string> git_command(const std::string& directory,
                                     std::span<const std::string> arguments) {
    std::vector<std::string> words{"git",
                                   "-C",
                                   directory,
                                   "--no-pager",
                                   "--no-optional-locks",
                                   "--no-replace-objects",
                                   "--literal-pathspecs",
                                   "-c",
                                   "core.hooksPath=/dev/null",
                                   "-c",
                                   "core.fsmonitor=false",
                                   "-c",
                                   "gc.auto=0",
                                   "-c",
                                   "maintenance.auto=false"};
    words.insert(words.end(), arguments.begin(), arguments.end());
    return words;
}

}  // namespace latchkey::workspace
