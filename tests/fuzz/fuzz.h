#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// What the fuzzers share. Each has one `LLVMFuzzerTestOneInput`, and demands of any bytes what
/// must hold of them.
namespace latchkey::fuzz {

/// Ends the process with that sentence when the condition does not hold: the fuzzer then keeps the
/// input.
void demand(bool condition, std::string_view what);

/// `demand`s that there is none.
void demand_none(const std::vector<std::string>& problems);

/// The input as text.
[[nodiscard]] std::string_view text_of(const std::uint8_t* data, std::size_t size);

/// An input as several files: each begins with a line `%%% PATH`; what stands before the first is
/// called `first`.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> split(std::string_view input,
                                                                     std::string_view first);

/// The text with `?` for every byte that is part of no character.
[[nodiscard]] std::string as_utf8(std::string_view text);

/// A number that the text alone decides.
[[nodiscard]] std::uint64_t number_of(std::string_view text);

}  // namespace latchkey::fuzz
