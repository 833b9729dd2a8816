#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace latchkey::source {

/// The offset of the first byte that is not part of valid UTF-8 (surrogates, overlong forms and
/// values past U+10FFFF are not).
[[nodiscard]] std::optional<std::uint32_t> first_invalid_utf8(std::string_view text);

struct CodePoint {
    char32_t value = 0;
    std::uint32_t size = 1;
};

/// The character at the start of `text`, which is not empty. A byte that begins none is U+FFFD of
/// size 1.
[[nodiscard]] CodePoint decode_utf8(std::string_view text);

}  // namespace latchkey::source
