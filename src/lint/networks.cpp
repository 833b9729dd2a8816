#include "lint/networks.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

namespace latchkey::lint {
namespace {

/// An address by its upper 64 bits; an IPv4 address takes 32 of them. Nobody covers the internet
/// with networks that are finer than this.
using Range = std::pair<std::uint64_t, std::uint64_t>;

struct Ranges {
    std::vector<Range> v4;
    std::vector<Range> v6;
};

constexpr std::uint64_t all_ones = ~std::uint64_t{0};

/// Private, local, multicast and reserved ones (IANA's registry of special addresses).
constexpr std::array<std::string_view, 8> not_public{
    "0.0.0.0/8",      "10.0.0.0/8",    "100.64.0.0/10",  "127.0.0.0/8",
    "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16", "224.0.0.0/3"};
/// What is given out of IPv6 is all in here.
constexpr Range public_v6{0x2000'0000'0000'0000, 0x3FFF'FFFF'FFFF'FFFF};

std::uint64_t upper_bits(const unsigned char* bytes, std::size_t count) {
    std::uint64_t bits = 0;
    for (std::size_t at = 0; at < 8; ++at) {
        bits = bits << 8U | (at < count ? bytes[at] : 0U);
    }
    return bits;
}

Range range_of(std::uint64_t first, unsigned prefix) {
    return {first, prefix >= 64 ? first : first | all_ones >> prefix};
}

void add(std::string_view network, Ranges& to) {
    const std::string address(network.substr(0, network.find('/')));
    const unsigned prefix = prefix_length(network);
    std::array<unsigned char, 16> bytes{};
    if (inet_pton(AF_INET, address.c_str(), bytes.data()) == 1) {
        to.v4.push_back(range_of(upper_bits(bytes.data(), 4), std::min(prefix, 32U)));
        return;
    }
    if (inet_pton(AF_INET6, address.c_str(), bytes.data()) != 1) {
        return;
    }
    constexpr std::array<unsigned char, 12> mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
    if (prefix >= 96 && std::equal(mapped.begin(), mapped.end(), bytes.begin())) {
        to.v4.push_back(range_of(upper_bits(bytes.data() + 12, 4), prefix - 96));
    } else if (prefix <= 64) {
        to.v6.push_back(range_of(upper_bits(bytes.data(), 8), prefix));
    }
}

/// Whether the ranges leave no gap in `whole`.
bool cover(std::vector<Range> ranges, Range whole) {
    std::ranges::sort(ranges);
    std::uint64_t next = whole.first;
    for (const auto& [first, last] : ranges) {
        if (first > next) {
            return false;
        }
        if (last >= whole.second) {
            return true;
        }
        next = std::max(next, last + 1);
    }
    return false;
}

}  // namespace

unsigned prefix_length(std::string_view network) {
    unsigned prefix = 128;
    if (const std::size_t slash = network.find('/'); slash != std::string_view::npos) {
        std::from_chars(network.data() + slash + 1, network.data() + network.size(), prefix);
    }
    return prefix;
}

std::string_view covered_internet(std::span<const std::string_view> networks) {
    Ranges ranges;
    for (const std::string_view network : networks) {
        add(network, ranges);
    }
    if (!ranges.v4.empty()) {
        for (const std::string_view network : not_public) {
            add(network, ranges);
        }
    }
    constexpr Range all_v4{0, 0xFFFF'FFFF'0000'0000};
    if (cover(ranges.v4, all_v4)) {
        return "IPv4";
    }
    return cover(ranges.v6, public_v6) ? "IPv6" : "";
}

}  // namespace latchkey::lint
