#include "lint/addresses.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace latchkey::lint {
namespace {

constexpr std::array<std::string_view, 16> secret_parameters{
    "token",   "access_token",  "refresh_token", "auth_token", "api_key", "apikey",
    "api-key", "client_secret", "secret",        "password",   "passwd",  "pwd",
    "auth",    "sig",           "signature",     "key"};
constexpr std::size_t shortest_value = 6;
constexpr std::size_t longest_address = 4096;

bool is_placeholder(std::string_view value) {
    return value.empty() ||
           std::string_view("${<*%[").find(value.front()) != std::string_view::npos ||
           value.find_first_not_of(value.front()) == std::string_view::npos;
}

bool equal_ignoring_case(std::string_view left, std::string_view right) {
    return std::ranges::equal(left, right, [](unsigned char a, unsigned char b) {
        return std::tolower(a) == std::tolower(b);
    });
}

Span span_of(std::size_t begin, std::size_t end) {
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

void add_password(std::string_view text, std::size_t colon, std::size_t end,
                  std::vector<AddressSecret>& found) {
    const std::size_t begin = colon + 3;
    const std::string_view authority = text.substr(begin, end - begin);
    const std::size_t at = authority.rfind('@');
    const std::size_t parting = authority.find(':');
    if (at == std::string_view::npos || parting >= at) {
        return;
    }
    const std::string_view password = authority.substr(parting + 1, at - parting - 1);
    if (!is_placeholder(password)) {
        // The user may be a token too (`https://x:y@`), so nothing of both is shown.
        found.push_back(
            {span_of(colon, begin + at), span_of(begin + parting + 1, begin + at), true});
    }
}

void add_parameters(std::string_view text, std::size_t begin, std::size_t end,
                    std::vector<AddressSecret>& found) {
    while (begin < end) {
        const std::size_t next = std::min(text.find_first_of("&#;", begin), end);
        const std::string_view parameter = text.substr(begin, next - begin);
        const std::size_t equal = std::min(parameter.find('='), parameter.size());
        const std::string_view name = parameter.substr(0, equal);
        const std::string_view value = parameter.substr(std::min(equal + 1, parameter.size()));
        const bool secret = std::ranges::any_of(secret_parameters, [&](std::string_view known) {
            return equal_ignoring_case(known, name);
        });
        // A short `key` is more often the name of a record than a secret.
        const std::size_t shortest = equal_ignoring_case(name, "key") ? 16 : shortest_value;
        if (secret && value.size() >= shortest && !is_placeholder(value)) {
            found.push_back({span_of(begin, next), span_of(begin + equal + 1, next), false});
        }
        begin = next + 1;
    }
}

}  // namespace

std::vector<AddressSecret> secrets_of_address(std::string_view text, std::size_t colon) {
    std::vector<AddressSecret> found;
    text = text.substr(0, std::min(text.size(), colon + longest_address));
    const std::size_t end = std::min(text.find_first_of(" \t\r\n\"'`<>)", colon), text.size());
    const std::size_t authority_end = std::min(text.find_first_of("/?#", colon + 3), end);
    add_password(text, colon, authority_end, found);
    const std::size_t question = text.find('?', authority_end);
    if (question < end) {
        add_parameters(text, question + 1, end, found);
    }
    return found;
}

}  // namespace latchkey::lint
