#pragma once

#include "latchkey/source.h"

#include <cstdint>
#include <string>
#include <string_view>

/// Places and names as the protocol has them.
namespace latchkey::lsp {

/// How the client counts within a line.
enum class Encoding : std::uint8_t { utf8, utf16 };

/// Line and character, both from 0.
struct ClientPosition {
    std::uint32_t line = 0;
    std::uint32_t character = 0;
};

[[nodiscard]] ClientPosition position_of(const SourceFile& file, std::uint32_t offset,
                                         Encoding encoding);
/// A line or character past the end is taken as the end.
[[nodiscard]] std::uint32_t offset_of(const SourceFile& file, ClientPosition position,
                                      Encoding encoding);
/// How long a text is, in the client's units.
[[nodiscard]] std::uint32_t length_of(std::string_view text, Encoding encoding);

/// `file:///a%20b` as a path; empty for another kind of address.
[[nodiscard]] std::string path_of(std::string_view uri);
[[nodiscard]] std::string uri_of(std::string_view path);

}  // namespace latchkey::lsp
