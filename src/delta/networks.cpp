#include "delta/order.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>

namespace latchkey::delta {
namespace {

/// An IPv4 address as IPv6 writes it: both in one order.
using Address = std::array<unsigned char, 16>;

struct Range {
    Address first{};
    Address last{};
};

bool read_address(const std::string& text, Address& address, unsigned& width) {
    std::array<unsigned char, 4> short_form{};
    if (inet_pton(AF_INET, text.c_str(), short_form.data()) == 1) {
        address = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
        std::ranges::copy(short_form, address.begin() + 12);
        width = 32;
        return true;
    }
    width = 128;
    return inet_pton(AF_INET6, text.c_str(), address.data()) == 1;
}

/// None where it is no network; two such are the same when they are written the same.
std::optional<Range> range_of(const std::string& network) {
    const std::size_t slash = network.find('/');
    Address address{};
    unsigned width = 0;
    if (!read_address(network.substr(0, slash), address, width)) {
        return std::nullopt;
    }
    unsigned prefix = width;
    if (slash != std::string::npos) {
        std::from_chars(network.data() + slash + 1, network.data() + network.size(), prefix);
    }
    Range range{address, address};
    for (unsigned bit = 128 - width + std::min(prefix, width); bit < 128; ++bit) {
        const auto mask = static_cast<unsigned char>(0x80U >> (bit % 8));
        range.first[bit / 8] = static_cast<unsigned char>(range.first[bit / 8] & ~mask);
        range.last[bit / 8] = static_cast<unsigned char>(range.last[bit / 8] | mask);
    }
    return range;
}

/// The address after it; false where it is the last one.
bool step(Address& address) {
    for (std::size_t at = address.size(); at > 0; --at) {
        if (++address[at - 1] != 0) {
            return true;
        }
    }
    return false;
}

bool is_within(const Range& whole, std::vector<Range> parts) {
    std::ranges::sort(parts, {}, &Range::first);
    Address next = whole.first;
    for (const Range& part : parts) {
        if (part.first > next) {
            return false;
        }
        if (part.last >= whole.last) {
            return true;
        }
        if (part.last >= next) {
            next = part.last;
            step(next);
        }
    }
    return false;
}

}  // namespace

std::vector<std::string> outside(std::span<const std::string> some,
                                 std::span<const std::string> others) {
    std::vector<std::string> found;
    if (others.empty()) {
        return found;
    }
    std::vector<Range> ranges;
    for (const std::string& other : others) {
        if (const auto range = range_of(other)) {
            ranges.push_back(*range);
        }
    }
    for (const std::string& one : some) {
        const auto range = range_of(one);
        const bool named = std::ranges::find(others, one) != others.end();
        if (!named && (!range || !is_within(*range, ranges))) {
            found.push_back(one);
        }
    }
    return found;
}

}  // namespace latchkey::delta
