#pragma once

#include "latchkey/workspace.h"

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

/// What must hold of fixes, looked at from outside: texts before and after, and two analyses.
namespace latchkey::fix {

struct Case {
    std::string name;
    Options options;
    /// Path and text.
    std::vector<std::pair<std::string, std::string>> files;
};

struct Tally {
    std::size_t cases = 0;
    std::size_t safe = 0;
    std::size_t all = 0;
    std::size_t refused = 0;
};

/// What is wrong with what the fixes made of a case, one sentence each.
[[nodiscard]] std::vector<std::string> check(const Case& one, Tally& tally);

/// Outcomes that are wrong, each in one way; those that go unnoticed.
[[nodiscard]] std::vector<std::string> self_test();

}  // namespace latchkey::fix
