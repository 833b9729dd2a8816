#include "lint/encoded.h"

#include <sodium.h>

#include <algorithm>
#include <array>

namespace latchkey::lint {
namespace {

/// Half of the shortest token that is known, encoded.
constexpr std::size_t shortest_run = 24;
/// No token is longer.
constexpr std::size_t longest_run = 16384;

bool is_encoding(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           std::string_view("+/-_").find(c) != std::string_view::npos;
}

bool is_printable(std::string_view text) {
    return std::ranges::all_of(
        text, [](char c) { return (c >= ' ' && c <= '~') || c == '\n' || c == '\r' || c == '\t'; });
}

/// The text behind a run without its padding; empty where there is none.
std::string decode(std::string_view run) {
    std::string decoded(run.size(), '\0');
    for (const int variant :
         {sodium_base64_VARIANT_ORIGINAL_NO_PADDING, sodium_base64_VARIANT_URLSAFE_NO_PADDING}) {
        std::size_t size = 0;
        const int failed =
            sodium_base642bin(reinterpret_cast<unsigned char*>(decoded.data()), decoded.size(),
                              run.data(), run.size(), nullptr, &size, nullptr, variant);
        if (failed == 0 && is_printable(std::string_view(decoded).substr(0, size))) {
            decoded.resize(size);
            return decoded;
        }
    }
    return "";
}

}  // namespace

std::vector<EncodedText> find_encoded(std::string_view text) {
    std::vector<EncodedText> found;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const std::size_t begin = at;
        while (at < text.size() && is_encoding(text[at])) {
            ++at;
        }
        if (at - begin < shortest_run || at - begin > longest_run) {
            continue;
        }
        if (std::string decoded = decode(text.substr(begin, at - begin)); !decoded.empty()) {
            found.push_back({{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at)},
                             std::move(decoded)});
        }
    }
    return found;
}

}  // namespace latchkey::lint
