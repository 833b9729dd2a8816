#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace latchkey::syntax::test {

/// The example of the language's description: every declaration and nearly every statement.
[[nodiscard]] const std::string& full_example();

/// The text of a file of the tree; the tests run in the project's directory.
[[nodiscard]] std::string read_file(const std::string& path);

/// Every .latch file below policies/ and tests/.
[[nodiscard]] std::vector<std::string> all_policies();

/// Changes a text as an editor, a bad merge or a broken disk would: bytes and pieces are removed,
/// doubled, moved and overwritten. The same seed gives the same text, everywhere.
[[nodiscard]] std::string mutate(std::string text, std::mt19937& random);

}  // namespace latchkey::syntax::test
