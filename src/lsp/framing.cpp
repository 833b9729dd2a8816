#include "lsp/framing.h"

#include <charconv>
#include <istream>
#include <ostream>

namespace latchkey::lsp {
namespace {

constexpr std::size_t longest_line = 4096;
constexpr std::string_view length_name = "content-length:";

/// One header line without its end; nothing at the end of the stream. A longer one is cut off.
std::optional<std::string> read_line(std::istream& in) {
    std::string line;
    for (int letter = in.get(); letter != std::istream::traits_type::eof(); letter = in.get()) {
        if (letter == '\n') {
            if (!line.empty() && line.back() == '\r') {
                line.pop_back();
            }
            return line;
        }
        if (line.size() < longest_line) {
            line.push_back(static_cast<char>(letter));
        }
    }
    return std::nullopt;
}

std::string lower(std::string text) {
    for (char& letter : text) {
        letter = letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    }
    return text;
}

std::optional<std::size_t> length_of(std::string_view line) {
    line.remove_prefix(length_name.size());
    line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
    std::size_t length = 0;
    const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), length);
    const bool whole = error == std::errc{} && end == line.data() + line.size();
    return whole ? std::optional(length) : std::nullopt;
}

}  // namespace

std::optional<Frame> read_frame(std::istream& in) {
    std::optional<std::size_t> length;
    bool strange = false;
    for (auto line = read_line(in); line; line = read_line(in)) {
        const std::string name = lower(*line);
        if (name.starts_with(length_name)) {
            // Behind garbage this is where a message begins.
            length = length_of(name);
            strange = strange && !length;
        } else if (!line->empty() && name.find(':') == std::string::npos) {
            strange = true;
        } else if (line->empty() && (length || strange)) {
            break;
        }
    }
    if (!in && !length) {
        return std::nullopt;
    }
    if (strange || !length) {
        return Frame{.text = {},
                     .problem = "a message begins with `Content-Length: ` and a number"};
    }
    if (*length > most_bytes) {
        in.ignore(static_cast<std::streamsize>(*length));
        return Frame{.text = {}, .problem = "the message is longer than 256 MiB"};
    }
    std::string text(*length, '\0');
    in.read(text.data(), static_cast<std::streamsize>(*length));
    if (static_cast<std::size_t>(in.gcount()) != *length) {
        return std::nullopt;
    }
    return Frame{.text = std::move(text), .problem = {}};
}

void write_frame(std::ostream& out, std::string_view text) {
    out << "Content-Length: " << text.size() << "\r\n\r\n" << text << std::flush;
}

}  // namespace latchkey::lsp
