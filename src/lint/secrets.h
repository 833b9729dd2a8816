#pragma once

#include "latchkey/source.h"

#include "catalog/catalog.h"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace latchkey::lint {

struct FoundSecret {
    /// What must not be shown past its first four characters. For a short secret it begins before
    /// the secret, so that those four give nothing away.
    Span span;
    /// The secret itself; of one that is wrapped over several lines or strings, put together.
    std::string value;
    /// "HighLevel private integration token"; a view into a catalogue or static.
    std::string_view title;
};

class Needles;

/// Looks for secrets in many texts; any number of threads may use it at once. It reads bytes, not
/// tokens: names, strings, comments and what is no policy at all are searched alike. Found are
///   * the catalogues' shapes and the generic ones, also where a token is wrapped over two strings
///     or two lines of a comment;
///   * a password or token in an address (`https://user:password@…`, `?token=…`);
///   * strings of random-looking characters (entropy.h).
class SecretScanner {
public:
    explicit SecretScanner(std::span<const catalog::Catalog* const> catalogs);
    ~SecretScanner();
    SecretScanner(const SecretScanner&) = delete;
    SecretScanner& operator=(const SecretScanner&) = delete;

    /// Every secret in a text, sorted, without overlaps.
    [[nodiscard]] std::vector<FoundSecret> scan(std::string_view text) const;

private:
    std::unique_ptr<const Needles> needles_;
};

/// The same for one text.
[[nodiscard]] std::vector<FoundSecret> scan_secrets(
    std::string_view text, std::span<const catalog::Catalog* const> catalogs);

/// Of those, the ones that have the shape of a token: nobody gives a file such a name by chance.
[[nodiscard]] std::vector<FoundSecret> scan_tokens(
    std::string_view text, std::span<const catalog::Catalog* const> catalogs);

/// Names a secret without saying it: 8 hexadecimal digits of its SHA-256. Whoever knows the secret
/// can recognise it; nobody can compute it back, as long as it is too long to be guessed. So there
/// is none for a value of under 16 characters: a search through short values would find it.
[[nodiscard]] std::string secret_fingerprint(std::string_view value);
inline constexpr std::size_t shortest_fingerprinted = 16;

}  // namespace latchkey::lint
