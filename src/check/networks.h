#pragma once

#include <string>
#include <string_view>

namespace latchkey::check {

/// What is wrong with an address (`203.0.113.7`, `2001:db8::1`) or a network in CIDR form
/// (`203.0.113.0/24`); a message's text, empty when nothing is.
struct NetworkProblem {
    std::string message;
    /// The network that is meant, where that is clear.
    std::string instead;
};

[[nodiscard]] NetworkProblem check_network(std::string_view text);

}  // namespace latchkey::check
