#include "emit/digest.h"

#include <sodium.h>

#include <array>

namespace latchkey::emit {

// SHA-256 alone needs no `sodium_init`, which would only gather randomness.
std::string sha256(std::string_view bytes) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
    crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(bytes.data()),
                       bytes.size());
    std::array<char, 2 * crypto_hash_sha256_BYTES + 1> hex{};
    sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
    return {hex.data(), hex.size() - 1};
}

std::string digest(const json::Object& document) {
    return "sha256:" + sha256(json::canonical(document));
}

}  // namespace latchkey::emit
