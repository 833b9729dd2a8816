#include "workspace/ask_git.h"

#include "workspace/git_environment.h"
#include "workspace/run_program.h"

namespace latchkey::workspace {

/// No answer to what is asked here is longer; the rest of one that is would mean nothing.
constexpr std::size_t longest_answer = 65536;

std::optional<std::string> ask_git(const std::string& directory,
                                   std::span<const std::string> words) {
    std::string answer;
    const ProgramEnd end = run_program(
        git_command(directory, words), git_environment(true), {},
        [&](std::string_view piece) { answer += piece.substr(0, longest_answer - answer.size()); });
    if (end.error != 0 || end.code != 0) {
        return std::nullopt;
    }
    if (answer.ends_with('\n')) {
        answer.pop_back();
    }
    return answer;
}

}  // namespace latchkey::workspace
