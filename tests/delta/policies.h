#pragma once

#include <cstdint>
#include <string>
#include <vector>

/// Random policies, and others that differ from them in a few statements.
namespace latchkey::soundness {

/// Numbers that are the same on every machine.
class Dice {
public:
    explicit Dice(std::uint64_t seed) : state_(seed * 2862933555777941757U + 3037000493U) {}
    std::size_t below(std::size_t count);
    bool one_in(std::size_t count) { return below(count) == 0; }

private:
    std::uint64_t state_;
};

struct Integration {
    std::string name;
    std::string status;
    std::string level;
    std::string kind;
    /// Whole statements.
    std::vector<std::string> grants;
    /// Empty = no statement.
    std::vector<std::string> scopes;
};

using Fleet = std::vector<Integration>;

[[nodiscard]] Fleet random_fleet(Dice& dice);
/// After a few changes, each of which may give, take or neither.
[[nodiscard]] Fleet changed(Fleet fleet, Dice& dice);
[[nodiscard]] std::string policy_of(const Fleet& fleet);

}  // namespace latchkey::soundness
