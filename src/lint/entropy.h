#pragma once

#include "latchkey/source.h"

#include <string_view>
#include <vector>

namespace latchkey::lint {

/// Bits per character of a text, after Shannon: 4 for random hexadecimal digits, 6 for base64, at
/// most the logarithm of the length.
[[nodiscard]] double entropy(std::string_view text);

/// Where strings of random-looking characters stand. The measure, on the longest part between
/// `-`, `_`, `.` and `/` of a run of token characters of at least 20:
///   * hexadecimal: at least 32 digits of one case (24 are a record id), of them at least four
///     letters and four figures, and 3 bits a character;
///   * else: at least two figures, a change between small letters, capitals and figures at every
///     fourth character (a capital that begins a word is none), 3.5 bits a character, and, where
///     capitals and small letters mix, no six small letters in a row.
/// Up to 23 characters, which is how providers write record ids, only on a line that speaks of a
/// secret before it. Never: the text of an `account`; a value of something called `…Id`; UUIDs;
/// e-mail addresses, URLs and paths; digests and commits that the line calls so; public SSH keys.
[[nodiscard]] std::vector<Span> find_random_strings(std::string_view text);

}  // namespace latchkey::lint
