#include "emit/digest.h"

// The functions below are called old in favour of ones that look ciphers up by name, which would
// bring in all of the library: five megabytes in place of thirty kilobytes.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>

#include <array>

namespace latchkey::emit {

// A large set is hashed for longer than it is made; this library uses what the processor has for
// it.
std::string sha256(std::string_view bytes) {
    std::array<unsigned char, SHA256_DIGEST_LENGTH> hash{};
    SHA256_CTX state;
    SHA256_Init(&state);
    SHA256_Update(&state, bytes.data(), bytes.size());
    SHA256_Final(hash.data(), &state);
    constexpr std::string_view digits = "0123456789abcdef";
    std::string hex;
    hex.reserve(2 * hash.size());
    for (const unsigned char byte : hash) {
        hex += digits[byte >> 4U];
        hex += digits[byte & 15U];
    }
    return hex;
}

std::string digest(const json::Object& document) {
    return "sha256:" + sha256(json::canonical(document));
}

}  // namespace latchkey::emit
