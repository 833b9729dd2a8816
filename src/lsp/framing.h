#pragma once

#include <cstddef>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>

/// Messages on a stream: a header with `Content-Length`, a blank line, that many bytes.
namespace latchkey::lsp {

/// Of more bytes than this nobody wrote a message.
inline constexpr std::size_t most_bytes = std::size_t{256} << 20U;

struct Frame {
    std::string text;
    /// What is wrong with the bytes that were read; `text` is empty then, and the next frame begins
    /// where one seems to.
    std::string problem;
};

/// Nothing at the end of the stream.
[[nodiscard]] std::optional<Frame> read_frame(std::istream& in);
void write_frame(std::ostream& out, std::string_view text);

}  // namespace latchkey::lsp
