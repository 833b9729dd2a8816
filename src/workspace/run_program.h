#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace latchkey::workspace {

/// How a program ended.
struct ProgramEnd {
    /// Why it could not be started or spoken to: the system's error; 0 = it ran.
    int error = 0;
    /// Its exit code; 128 and the signal's number when one ended it.
    int code = 0;
    /// The beginning of what it wrote to standard error.
    std::string complaint;
};

/// Runs a program that is found on PATH, without a shell, with exactly that environment (each
/// `NAME=VALUE`). It reads `input`, and what it writes comes to `take` piece by piece. Returns once
/// it has ended.
[[nodiscard]] ProgramEnd run_program(std::span<const std::string> arguments,
                                     std::span<const std::string> environment,
                                     std::string_view input,
                                     const std::function<void(std::string_view)>& take);

}  // namespace latchkey::workspace
