#pragma once

#include "emit/json.h"

#include <string>
#include <string_view>

namespace latchkey::emit {

/// SHA-256 of the bytes, as 64 lower-case hexadecimal digits.
[[nodiscard]] std::string sha256(std::string_view bytes);

/// `sha256:` and the SHA-256 of the document's canonical form.
[[nodiscard]] std::string digest(const json::Object& document);

}  // namespace latchkey::emit
