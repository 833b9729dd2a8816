#include "check/networks.h"

#include "diag/message.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <vector>

namespace latchkey::check {
namespace {

using diag::Message;
using std::string_view;

constexpr Message<string_view> no_address{
    "`{}` is neither an address nor a network such as `203.0.113.0/24`"};
constexpr Message<> empty_network{"an address or a network such as `203.0.113.0/24` belongs here"};
constexpr Message<string_view> blanks_around{"`{}` has blanks around the address"};
constexpr Message<string_view, string_view, unsigned> no_prefix{
    "`/{}` is no prefix length: that of {} is 0 to {}"};
constexpr Message<string_view, string_view> host_bits{
    "`{}` has bits set past its prefix: the network is `{}`"};
constexpr Message<string_view> leading_zero{
    "`{}` has a number with a leading zero, which some programs read as octal"};

/// The bytes of an address, 4 or 16 of them.
using Bytes = std::vector<std::uint8_t>;

std::optional<unsigned> parse_number(string_view text, int base, std::size_t longest,
                                     unsigned most) {
    unsigned value = 0;
    const char* const end = text.data() + text.size();
    const auto [at, failure] = std::from_chars(text.data(), end, value, base);
    const bool good = !text.empty() && text.size() <= longest && failure == std::errc{} &&
                      at == end && value <= most;
    return good ? std::optional(value) : std::nullopt;
}

std::vector<string_view> split(string_view text, char at) {
    std::vector<string_view> parts;
    while (true) {
        const std::size_t end = text.find(at);
        parts.push_back(text.substr(0, end));
        if (end == string_view::npos) {
            return parts;
        }
        text.remove_prefix(end + 1);
    }
}

bool has_leading_zero(string_view number) {
    return number.size() > 1 && number.front() == '0';
}

std::optional<Bytes> parse_v4(string_view text) {
    Bytes bytes;
    for (const string_view part : split(text, '.')) {
        const std::optional<unsigned> number = parse_number(part, 10, 3, 255);
        if (!number.has_value()) {
            return std::nullopt;
        }
        bytes.push_back(static_cast<std::uint8_t>(*number));
    }
    return bytes.size() == 4 ? std::optional(bytes) : std::nullopt;
}

/// One side of `::`: groups of four hexadecimal digits. The last of the whole address may be an
/// address of version 4.
std::optional<Bytes> parse_groups(string_view text, bool ends_address) {
    Bytes bytes;
    if (text.empty()) {
        return bytes;
    }
    const std::vector<string_view> groups = split(text, ':');
    for (const string_view& group : groups) {
        if (const std::optional<unsigned> number = parse_number(group, 16, 4, 0xFFFF)) {
            bytes.push_back(static_cast<std::uint8_t>(*number >> 8U));
            bytes.push_back(static_cast<std::uint8_t>(*number & 0xFFU));
            continue;
        }
        const std::optional<Bytes> embedded =
            ends_address && &group == &groups.back() ? parse_v4(group) : std::nullopt;
        if (!embedded.has_value()) {
            return std::nullopt;
        }
        bytes.insert(bytes.end(), embedded->begin(), embedded->end());
    }
    return bytes;
}

std::optional<Bytes> parse_v6(string_view text) {
    const std::size_t gap = text.find("::");
    if (gap == string_view::npos) {
        std::optional<Bytes> bytes = parse_groups(text, true);
        return bytes.has_value() && bytes->size() == 16 ? bytes : std::nullopt;
    }
    std::optional<Bytes> front = parse_groups(text.substr(0, gap), false);
    const std::optional<Bytes> back = parse_groups(text.substr(gap + 2), true);
    // The gap stands for at least one group.
    if (!front.has_value() || !back.has_value() || front->size() + back->size() > 14) {
        return std::nullopt;
    }
    front->resize(16 - back->size());
    front->insert(front->end(), back->begin(), back->end());
    return front;
}

std::optional<Bytes> parse_address(string_view text) {
    return text.find(':') == string_view::npos ? parse_v4(text) : parse_v6(text);
}

/// Clears what stands behind the prefix.
Bytes network_of(Bytes bytes, unsigned prefix) {
    for (unsigned bit = prefix; bit < bytes.size() * 8; ++bit) {
        bytes[bit / 8] = static_cast<std::uint8_t>(bytes[bit / 8] & ~(0x80U >> (bit % 8)));
    }
    return bytes;
}

std::string format_v4(const Bytes& bytes) {
    std::string text;
    for (const std::uint8_t byte : bytes) {
        text += (text.empty() ? "" : ".") + std::to_string(byte);
    }
    return text;
}

/// As RFC 5952 says: lower case, no leading zeros, the first longest run of two or more zero groups
/// as `::`.
std::string format_v6(const Bytes& bytes) {
    std::array<unsigned, 8> groups{};
    for (std::size_t at = 0; at < groups.size(); ++at) {
        groups[at] = static_cast<unsigned>(bytes[2 * at] << 8U) | bytes[2 * at + 1];
    }
    std::size_t best = groups.size();
    std::size_t best_length = 1;
    for (std::size_t at = 0; at < groups.size(); ++at) {
        const auto end = std::find_if(groups.begin() + static_cast<std::ptrdiff_t>(at),
                                      groups.end(), [](unsigned group) { return group != 0; });
        const auto length = static_cast<std::size_t>(end - groups.begin()) - at;
        if (length > best_length) {
            best = at;
            best_length = length;
        }
    }
    std::string text;
    for (std::size_t at = 0; at < groups.size(); ++at) {
        if (at == best) {
            text += "::";
            at += best_length - 1;
            continue;
        }
        std::array<char, 4> digits{};
        const auto [end, failure] =
            std::to_chars(digits.data(), digits.data() + digits.size(), groups[at], 16);
        text += text.empty() || text.ends_with(':') ? "" : ":";
        text.append(digits.data(), end);
    }
    return text;
}

std::string format_address(const Bytes& bytes) {
    return bytes.size() == 4 ? format_v4(bytes) : format_v6(bytes);
}

/// What is wrong with a text that begins with no address.
NetworkProblem no_network(string_view text) {
    constexpr string_view blanks = " \t";
    const std::size_t begin = text.find_first_not_of(blanks);
    if (begin == string_view::npos) {
        return {empty_network(), ""};
    }
    const string_view inside = text.substr(begin, text.find_last_not_of(blanks) + 1 - begin);
    if (inside != text && check_network(inside).message.empty()) {
        return {blanks_around(text), std::string(inside)};
    }
    return {no_address(text), ""};
}

}  // namespace

NetworkProblem check_network(string_view text) {
    const std::size_t slash = text.find('/');
    const string_view address = text.substr(0, slash);
    const std::optional<Bytes> bytes = parse_address(address);
    if (!bytes.has_value()) {
        return no_network(text);
    }
    const bool v4 = bytes->size() == 4;
    if (v4 && std::ranges::any_of(split(address, '.'), has_leading_zero)) {
        const std::string plain =
            format_address(*bytes) + std::string(text.substr(std::min(slash, text.size())));
        return {leading_zero(text), plain};
    }
    if (slash == string_view::npos) {
        return {};
    }
    const string_view prefix_text = text.substr(slash + 1);
    const unsigned longest = v4 ? 32 : 128;
    const std::optional<unsigned> prefix = parse_number(prefix_text, 10, 3, longest);
    if (!prefix.has_value() || has_leading_zero(prefix_text)) {
        return {no_prefix(prefix_text, v4 ? "an IPv4 network" : "an IPv6 network", longest), ""};
    }
    const Bytes network = network_of(*bytes, *prefix);
    if (network != *bytes) {
        const std::string meant = format_address(network) + "/" + std::to_string(*prefix);
        return {host_bits(text, meant), meant};
    }
    return {};
}

}  // namespace latchkey::check
