#pragma once

#include "latchkey/workspace.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

/// Breaks policies in ways that people, editors and merges do, and in some that nobody does, and
/// demands of the analysis what must hold of any input.
namespace latchkey::mutation {

using Files = std::vector<std::pair<std::string, std::string>>;

/// A workspace that the mutations start from.
struct Sample {
    std::string name;
    Files files;
    /// Made-up tokens that stand in the files.
    std::vector<std::string> secrets;
};

/// Numbers that are the same on every machine (the standard's distributions are not).
class Random {
public:
    explicit Random(std::uint64_t seed) : state_(seed) {}
    /// One of 0 … bound - 1; 0 when the bound is 0.
    std::size_t below(std::size_t bound);

private:
    std::uint64_t state_;
};

/// The text after one to three changes. `other` is what pieces may be taken from.
[[nodiscard]] std::string mutate(std::string text, std::string_view other, Random& random);

/// What is wrong with how these files are analysed, one sentence each.
[[nodiscard]] std::vector<std::string> check(const Files& files,
                                             const std::vector<std::string>& secrets);

/// What is wrong with the analysis of a workspace that was something else before.
[[nodiscard]] std::vector<std::string> check_change(const Files& before, const Files& after);

/// The parts of `check`, for the test of the test.
[[nodiscard]] std::vector<std::string> check_spans(const Analysis& analysis,
                                                   std::span<const Diagnostic> list);
[[nodiscard]] std::vector<std::string> check_text(std::string_view what, std::string_view text,
                                                  const std::vector<std::string>& secrets);

}  // namespace latchkey::mutation
