#pragma once

#include <string>
#include <string_view>

namespace latchkey::diag {

/// Text as XML holds it, in an attribute or between tags: what is hidden is escaped as everywhere
/// (`\u{202E}`), and what XML cannot hold at all is U+FFFD.
[[nodiscard]] std::string xml_text(std::string_view text);

}  // namespace latchkey::diag
