#pragma once

#include "latchkey/source.h"

#include <string>
#include <string_view>
#include <vector>

namespace latchkey::lint {

/// A text that stands in another one encoded.
struct EncodedText {
    Span span;
    std::string text;
};

/// What is written in base64, with either alphabet, and is text once it is decoded: runs of at least
/// 24 characters that decode to printable ASCII.
[[nodiscard]] std::vector<EncodedText> find_encoded(std::string_view text);

}  // namespace latchkey::lint
