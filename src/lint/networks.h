#pragma once

#include <span>
#include <string_view>

namespace latchkey::lint {

/// Which internet these addresses and networks cover as a whole, alone or together: "IPv4" or
/// "IPv6"; empty when neither. Ranges that no public host has do not count; an IPv4 network may be
/// written as IPv6 (`::ffff:0:0/96`). They are well formed: `invalid-network` is an error.
[[nodiscard]] std::string_view covered_internet(std::span<const std::string_view> networks);

/// The number behind the `/`; that of a single address is 128.
[[nodiscard]] unsigned prefix_length(std::string_view network);

}  // namespace latchkey::lint
