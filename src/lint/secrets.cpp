#include "lint/secrets.h"

#include "lint/addresses.h"
#include "lint/encoded.h"
#include "lint/entropy.h"
#include "lint/needles.h"

#include <re2/re2.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <mutex>
#include <unordered_map>

namespace latchkey::lint {
namespace {

using catalog::SecretShape;

/// No token is longer; one on an endless line is not searched further.
constexpr std::size_t longest_token = 8192;

constexpr std::string_view random_title = "string of random-looking characters";

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_part_of_token(char c) {
    return is_word_byte(c) || std::string_view("-.+/=").find(c) != std::string_view::npos;
}

/// Compiling an expression costs more than reading a small file, so it is done when a prefix
/// occurs, and once for the life of the program.
const re2::RE2& compiled(std::string_view pattern) {
    static std::mutex mutex;
    static std::map<std::string, std::unique_ptr<re2::RE2>, std::less<>> known;
    const std::scoped_lock lock(mutex);
    auto found = known.find(pattern);
    if (found == known.end()) {
        re2::RE2::Options options;
        options.set_log_errors(false);
        options.set_encoding(re2::RE2::Options::EncodingLatin1);
        std::string text(pattern);
        auto expression = std::make_unique<re2::RE2>(text, options);
        found = known.emplace(std::move(text), std::move(expression)).first;
    }
    return *found->second;
}

/// The length of the match that begins at `at`, else 0. An expression that is none matches nothing.
std::size_t match_at(std::string_view text, std::size_t at, const SecretShape& shape) {
    const re2::RE2& expression = compiled(shape.pattern);
    re2::StringPiece match;
    const std::size_t end = std::min(text.size(), at + longest_token);
    const bool matched = expression.ok() && expression.Match({text.data(), text.size()}, at, end,
                                                             re2::RE2::ANCHOR_START, &match, 1);
    return matched ? match.size() : 0;
}

/// A token put together from the parts it is wrapped into.
struct Joined {
    std::string text;
    /// Where each of its bytes stands.
    std::vector<std::uint32_t> places;
};

/// Behind a gap over which people wrap a token: `" "`, `", "`, `" + "`, a backslash at a line's
/// end, or a line break between two comments. The same offset where there is none.
std::size_t skip_gap(std::string_view text, std::size_t at) {
    const auto skip = [&](std::size_t from, std::string_view bytes) {
        return std::min(text.find_first_not_of(bytes, from), text.size());
    };
    if (at < text.size() && (text[at] == '"' || text[at] == '\'')) {
        const std::size_t next = skip(at + 1, " \t\r\n,+\\");
        return next > at + 1 && next < text.size() && text[next] == text[at] ? next + 1 : at;
    }
    const std::size_t backslash = at < text.size() && text[at] == '\\' ? at + 1 : at;
    const std::size_t next_line = skip(backslash, " \t\r\n");
    if (text.substr(backslash, next_line - backslash).find_first_of("\r\n") ==
        std::string_view::npos) {
        return at;
    }
    const std::size_t slashes = skip(next_line, "/");
    if (slashes - next_line >= 2) {
        return skip(slashes, " \t");
    }
    return backslash > at ? next_line : at;
}

/// What begins at `at`, with the gaps in it left out.
Joined join(std::string_view text, std::size_t at) {
    constexpr std::size_t most_parts = 16;
    // Nobody writes more on a line before he wraps it.
    constexpr std::size_t longest_part = 1024;
    Joined joined;
    for (std::size_t parts = 0; parts < most_parts; ++parts) {
        const std::size_t end = std::min(text.size(), at + longest_part);
        while (at < end && is_part_of_token(text[at]) && !text.substr(at, 2).starts_with("//")) {
            joined.text += text[at];
            joined.places.push_back(static_cast<std::uint32_t>(at));
            ++at;
        }
        const std::size_t next = skip_gap(text, at);
        if (next == at) {
            break;
        }
        at = next;
    }
    return joined;
}

class Scanner {
public:
    /// Also for a text within another.
    Scanner(std::string_view text, const Needles& needles) : text_(text), needles_(needles) {}

    std::vector<FoundSecret> scan() {
        needles_.find(text_, [this](const Needle& needle, std::size_t at) { look(needle, at); });
        for (const Span span : find_random_strings(text_)) {
            for (const SecretShape* shape : needles_.without_prefix()) {
                look_in_line(*shape, span.begin);
            }
            add(span, std::string(text_.substr(span.begin, span.size())), random_title, 2);
        }
        find_in_encoded();
        return without_overlaps();
    }

private:
    struct Hit {
        FoundSecret secret;
        /// The lower the surer: a shape, a place in an address, looks alone.
        int rank = 0;
    };

    /// How often a shape was tried in the run of token characters that ends at `run_end`.
    struct Tries {
        std::size_t run_end = 0;
        std::size_t count = 0;
    };

    void add(Span span, std::string value, std::string_view title, int rank) {
        hits_.push_back({{span, std::move(value), title}, rank});
    }

    void find_in_encoded() {
        for (const EncodedText& encoded : find_encoded(text_)) {
            Scanner inner(encoded.text, needles_);
            inner.needles_.find(
                inner.text_, [&](const Needle& needle, std::size_t at) { inner.look(needle, at); });
            for (FoundSecret& found : inner.without_overlaps()) {
                add(encoded.span, std::move(found.value), found.title, 0);
            }
        }
    }

    void look(const Needle& needle, std::size_t at) {
        switch (needle.meaning) {
            case Needle::Meaning::prefix: look_for_token(*needle.shape, at); break;
            case Needle::Meaning::context: look_in_line(*needle.shape, at); break;
            case Needle::Meaning::address:
                for (const AddressSecret& found : secrets_of_address(text_, at)) {
                    add(found.span,
                        std::string(text_.substr(found.value.begin, found.value.size())),
                        found.is_password ? "password in an address" : "token in an address", 1);
                }
                break;
        }
    }

    void look_for_token(const SecretShape& shape, std::size_t at) {
        // What stands inside a token that was found already is part of it.
        if (at < covered_ || !has_context(shape, at) || !is_worth_trying(shape, at)) {
            return;
        }
        if (const std::size_t size = match_at(text_, at, shape); size > 0) {
            const std::size_t end = end_of_block(shape, at, at + size);
            add_shape(shape, at, end, std::string(text_.substr(at, end - at)));
            tries_[&shape].count = 0;
            return;
        }
        const Joined joined = join(text_, at);
        const std::size_t whole = static_cast<std::size_t>(
            std::ranges::adjacent_find(joined.places,
                                       [](auto left, auto right) { return right != left + 1; }) -
            joined.places.begin());
        const std::size_t size = whole < joined.places.size() ? match_at(joined.text, 0, shape) : 0;
        // A prefix that prose mentions at a line's end goes on in words, a token in figures.
        if (size > whole + 1 &&
            std::any_of(joined.text.begin() + static_cast<std::ptrdiff_t>(whole) + 1,
                        joined.text.begin() + static_cast<std::ptrdiff_t>(size), is_digit)) {
            add_shape(shape, at, joined.places[size - 1] + 1, joined.text.substr(0, size));
        }
    }

    /// An endless run of token characters can be made of nothing but prefixes; each would be read
    /// to the run's end. After some of them nobody is hiding a token there, somebody is playing.
    bool is_worth_trying(const SecretShape& shape, std::size_t at) {
        constexpr std::size_t most_tries = 16;
        Tries& tries = tries_[&shape];
        if (at >= tries.run_end) {
            tries = {.run_end = at, .count = 0};
            while (tries.run_end < text_.size() && is_part_of_token(text_[tries.run_end])) {
                ++tries.run_end;
            }
        }
        return ++tries.count <= most_tries;
    }

    void look_in_line(const SecretShape& shape, std::size_t at) {
        const std::string_view line = line_around(at);
        const auto first = static_cast<std::size_t>(line.data() - text_.data());
        const re2::RE2& expression = compiled(shape.pattern);
        re2::StringPiece match;
        std::size_t from = 0;
        while (expression.ok() &&
               expression.Match({line.data(), line.size()}, from, line.size(), re2::RE2::UNANCHORED,
                                &match, 1) &&
               !match.empty()) {
            const auto begin = static_cast<std::size_t>(match.data() - line.data());
            add_shape(shape, first + begin, first + begin + match.size(), std::string(match));
            from = begin + match.size();
        }
    }

    void add_shape(const SecretShape& shape, std::size_t begin, std::size_t end,
                   std::string value) {
        covered_ = std::max(covered_, end);
        add({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}, std::move(value),
            shape.title, 0);
    }

    /// The line, but no more of an endless one than stands near.
    [[nodiscard]] std::string_view line_around(std::size_t at) const {
        constexpr std::size_t near = 512;
        std::size_t begin = at;
        while (begin > 0 && at - begin < near && text_[begin - 1] != '\n' &&
               text_[begin - 1] != '\r') {
            --begin;
        }
        const std::size_t end =
            std::min({text_.find_first_of("\r\n", at), at + near, text_.size()});
        return text_.substr(begin, end - begin);
    }

    [[nodiscard]] bool has_context(const SecretShape& shape, std::size_t at) const {
        if (shape.context.empty()) {
            return true;
        }
        const std::string line = lowered(line_around(at));
        return std::ranges::any_of(shape.context, [&](std::string_view word) {
            return line.find(lowered(word)) != std::string::npos;
        });
    }

    /// A private key's shape is its first line; the secret goes on to the last.
    [[nodiscard]] std::size_t end_of_block(const SecretShape& shape, std::size_t begin,
                                           std::size_t end) const {
        constexpr std::string_view last_line = "-----END ";
        constexpr std::size_t longest_block = 16384;
        if (!shape.prefix.starts_with("-----BEGIN")) {
            return end;
        }
        const std::string_view rest =
            text_.substr(0, std::min(text_.size(), begin + longest_block));
        const std::size_t last = rest.find(last_line, end);
        const std::size_t dashes =
            last == std::string_view::npos ? last : rest.find("-----", last + last_line.size());
        return dashes == std::string_view::npos ? end : dashes + 5;
    }

    /// Of hits that overlap, the surest, then the longest.
    std::vector<FoundSecret> without_overlaps() {
        std::ranges::stable_sort(hits_, [](const Hit& left, const Hit& right) {
            return left.rank != right.rank ? left.rank < right.rank
                                           : left.secret.span.size() > right.secret.span.size();
        });
        std::map<std::uint32_t, FoundSecret> kept;
        for (Hit& hit : hits_) {
            const Span span = hit.secret.span;
            const auto next = kept.lower_bound(span.begin);
            const bool free_behind = next == kept.end() || next->second.span.begin >= span.end;
            const bool free_before =
                next == kept.begin() || std::prev(next)->second.span.end <= span.begin;
            if (free_behind && free_before) {
                kept.emplace(span.begin, std::move(hit.secret));
            }
        }
        std::vector<FoundSecret> secrets;
        for (auto& [begin, secret] : kept) {
            secrets.push_back(std::move(secret));
        }
        return secrets;
    }

    std::string_view text_;
    const Needles& needles_;
    std::vector<Hit> hits_;
    /// Where the last token that was found by its beginning ends.
    std::size_t covered_ = 0;
    std::unordered_map<const SecretShape*, Tries> tries_;
};

}  // namespace

SecretScanner::SecretScanner(std::span<const catalog::Catalog* const> catalogs)
    : needles_(std::make_unique<const Needles>(catalogs)) {}
SecretScanner::~SecretScanner() = default;

std::vector<FoundSecret> SecretScanner::scan(std::string_view text) const {
    return Scanner(text, *needles_).scan();
}

std::vector<FoundSecret> scan_secrets(std::string_view text,
                                      std::span<const catalog::Catalog* const> catalogs) {
    return SecretScanner(catalogs).scan(text);
}

std::vector<FoundSecret> scan_tokens(std::string_view text,
                                     std::span<const catalog::Catalog* const> catalogs) {
    std::vector<FoundSecret> found = scan_secrets(text, catalogs);
    std::erase_if(found, [](const FoundSecret& one) { return one.title == random_title; });
    return found;
}

// SHA-256 alone needs no `sodium_init`, which would only gather randomness.
std::string secret_fingerprint(std::string_view value) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
    crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(value.data()),
                       value.size());
    std::array<char, 9> hex{};
    sodium_bin2hex(hex.data(), hex.size(), hash.data(), 4);
    return hex.data();
}

}  // namespace latchkey::lint
