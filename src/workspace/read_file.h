#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace latchkey::workspace {

/// The bytes of a file, or why they could not be read, in the system's words.
struct FileText {
    std::optional<std::string> text;
    std::string reason;
};

/// Reads a regular file. Anything else, and more than `largest_file` bytes, is refused.
[[nodiscard]] FileText read_file(const std::filesystem::path& path);

/// The largest file that is read, in bytes.
inline constexpr std::size_t largest_file = std::size_t{1} << 30U;

}  // namespace latchkey::workspace
