#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace latchkey::workspace {

/// Makes a new file; 0 or the system's error, EEXIST where there is one of that name.
[[nodiscard]] int write_new_file(const std::filesystem::path& path, std::string_view text);

/// `cannot write PATH: reason`.
[[nodiscard]] std::string failure(std::string_view what, const std::filesystem::path& path,
                                  std::string_view reason);
[[nodiscard]] std::string failure(std::string_view what, const std::filesystem::path& path,
                                  int error);

}  // namespace latchkey::workspace
