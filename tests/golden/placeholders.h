#pragma once

#include <array>
#include <string>
#include <string_view>
#include <utility>

/// Goldens and pages hold no token, not even a made-up one: other people's scanners, and ours,
/// would find it. They say `{{secret:highlevel-pit}}`, and tests put a token in its place that is
/// put together from pieces. It opens nothing and is always the same.
namespace latchkey::golden {

using Placeholder = std::pair<std::string_view, std::string>;

[[nodiscard]] inline const std::array<Placeholder, 6>& placeholders() {
    using std::string;
    static const std::array<Placeholder, 6> all{{
        {"{{secret:highlevel-pit}}",
         string("pit") + "-7f3a91c2" + "-58de-4b06-9a17" + "-c4e2d80b6f35"},
        {"{{secret:jwt}}",
         string("eyJhbGciOiJIUzI1NiJ9") + ".eyJsb2NhdGlvbiI6InRlc3QifQ" + ".Xk2vP9sQ7rT4uW1yZ3aB"},
        {"{{secret:aws}}", string("AK") + "IA" + "Q7RX2LMZ" + "8W3KD5TN"},
        {"{{secret:private-key}}", string("-----BEGIN ") + "PRIVATE KEY-----" +
                                       "MC4CAQAwBQYDK2VwBCIEIH7kQ2xR" + "-----END " +
                                       "PRIVATE KEY-----"},
        {"{{secret:stripe}}", string("sk") + "_live_" + "4bT9xQ2mV7" + "nR5wK1cH8z"},
        {"{{secret:entropy}}", string("q7Rk2Xv9") + "Lm4Tz8Wc" + "3Ypb6Nhs" + "1Djf5Gae"},
    }};
    return all;
}

namespace detail {

[[nodiscard]] inline std::string replace_all(std::string text, std::string_view from,
                                             std::string_view to) {
    for (std::size_t at = text.find(from); at != std::string::npos;
         at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
    return text;
}

}  // namespace detail

/// The text with a token for each placeholder.
[[nodiscard]] inline std::string expand_placeholders(std::string_view text) {
    std::string expanded(text);
    for (const auto& [placeholder, token] : placeholders()) {
        expanded = detail::replace_all(std::move(expanded), placeholder, token);
    }
    return expanded;
}

/// The text with a placeholder for each such token.
[[nodiscard]] inline std::string collapse_placeholders(std::string_view text) {
    std::string collapsed(text);
    for (const auto& [placeholder, token] : placeholders()) {
        collapsed = detail::replace_all(std::move(collapsed), token, placeholder);
    }
    return collapsed;
}

}  // namespace latchkey::golden
