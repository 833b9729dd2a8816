#pragma once

#include "delta/power.h"

#include <span>
#include <string>
#include <vector>

/// Which of two things holds more back. Each answer of "yes" is proven; "no" may mean that it
/// cannot be told.
namespace latchkey::delta {

/// Whether whatever meets `narrow` meets `wide`.
[[nodiscard]] bool covers(const Conditions& wide, const Conditions& narrow);

/// Whether the limits of `strict` already hold everything to `limit`, however requests are spread.
[[nodiscard]] bool holds(std::span<const Limit> strict, const Limit& limit);
/// Whether each of `wide` is held by `strict`: it lets no more through.
[[nodiscard]] bool holds(std::span<const Limit> strict, std::span<const Limit> wide);

/// Whether whenever `dull` would speak, one of `keen` does too.
[[nodiscard]] bool speaks(std::span<const Alert> keen, const Alert& dull);

/// The networks of `some` that do not lie within `others`. No networks at all are the internet.
[[nodiscard]] std::vector<std::string> outside(std::span<const std::string> some,
                                               std::span<const std::string> others);

}  // namespace latchkey::delta
