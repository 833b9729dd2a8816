#include "lint/entropy.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <initializer_list>

namespace latchkey::lint {
namespace {

constexpr std::size_t shortest = 20;
constexpr std::size_t shortest_part = 16;
/// Providers' record ids have up to 23 characters or 24 hexadecimal digits.
constexpr std::size_t longer_than_ids = 24;
constexpr std::size_t shortest_hex = 32;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_lower(char c) {
    return c >= 'a' && c <= 'z';
}
bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}
bool is_letter(char c) {
    return is_lower(c) || is_upper(c);
}
char lower(char c) {
    return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
}

/// What a run of token characters is made of: base64 in both alphabets, and dots.
constexpr std::array<bool, 256> token_bytes = [] {
    std::array<bool, 256> table{};
    for (const char c : std::string_view("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                         "0123456789+/_-.=")) {
        table[static_cast<unsigned char>(c)] = true;
    }
    return table;
}();

bool is_token_byte(char c) {
    return token_bytes[static_cast<unsigned char>(c)];
}

bool ends_word(char c) {
    return std::string_view(" \t\r\n\"'`(),<>;").find(c) != std::string_view::npos;
}

bool is_hex(std::string_view text) {
    const auto all = [&](char first, char last) {
        return std::ranges::all_of(
            text, [&](char c) { return is_digit(c) || (c >= first && c <= last); });
    };
    return all('a', 'f') || all('A', 'F');
}

std::size_t count_changes(std::string_view text) {
    std::size_t changes = 0;
    for (std::size_t at = 1; at < text.size(); ++at) {
        const char left = text[at - 1];
        const char right = text[at];
        const bool same = is_digit(left) == is_digit(right) && is_upper(left) == is_upper(right);
        changes += same || (is_upper(left) && is_lower(right)) ? 0U : 1U;
    }
    return changes;
}

std::size_t longest_lower_run(std::string_view text) {
    std::size_t longest = 0;
    std::size_t run = 0;
    for (const char c : text) {
        run = is_lower(c) ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    return longest;
}

bool looks_random(std::string_view text) {
    const auto figures = static_cast<std::size_t>(std::ranges::count_if(text, is_digit));
    const auto letters = static_cast<std::size_t>(std::ranges::count_if(text, is_letter));
    if (is_hex(text)) {
        return text.size() >= shortest_hex && figures >= 4 && letters >= 4 && entropy(text) >= 3.0;
    }
    const bool mixed = std::ranges::any_of(text, is_lower) && std::ranges::any_of(text, is_upper);
    return figures >= 2 && letters >= 2 && 4 * count_changes(text) >= text.size() &&
           entropy(text) >= 3.5 && (!mixed || longest_lower_run(text) < 6);
}

/// The longest part between separators.
std::string_view longest_part(std::string_view run) {
    std::string_view longest;
    while (!run.empty()) {
        const std::size_t end = std::min(run.find_first_of("-_./="), run.size());
        if (end > longest.size()) {
            longest = run.substr(0, end);
        }
        run.remove_prefix(std::min(end + 1, run.size()));
    }
    return longest;
}

/// How far around a run its line is looked at: nobody means a word a page away on an endless line.
constexpr std::size_t window = 200;

/// A random-looking part of a run of token characters, with what stands around it.
class Candidate {
public:
    Candidate(std::string_view text, Span run, std::string_view part)
        : run_(text.substr(run.begin, run.size())), part_(part), lead_(text.substr(0, run.begin)) {
        std::size_t begin = run.begin;
        while (begin > 0 && run.begin - begin < window && !ends_word(text[begin - 1])) {
            --begin;
        }
        std::size_t end = run.end;
        while (end < text.size() && end - run.end < window && !ends_word(text[end])) {
            ++end;
        }
        word_ = text.substr(begin, end - begin);
        const auto part_begin = static_cast<std::size_t>(part.data() - text.data());
        const std::size_t first = part_begin > window ? part_begin - window : 0;
        before_ = text.substr(first, part_begin - first);
        before_.remove_prefix(before_.find_last_of("\r\n") + 1);
    }

    [[nodiscard]] bool is_secret() const {
        const bool long_enough = part_.size() >= shortest || run_.size() >= shortest_hex;
        if (!long_enough || is_address() || is_path() || is_account()) {
            return false;
        }
        const std::size_t secret =
            last_word({"secret", "token", "password", "passwd", "key", "bearer", "auth",
                       "authorization", "credential", "store"});
        const std::size_t digest = may_be_public() ? last_digest_word() : 0;
        const bool named_harmless = std::max(last_id_word(), digest) > secret;
        const bool may_be_id = part_.size() < longer_than_ids && run_.size() < shortest_hex;
        return !named_harmless && (!may_be_id || secret > 0);
    }

private:
    /// An e-mail address or a URL.
    [[nodiscard]] bool is_address() const {
        const std::size_t at = word_.find('@');
        return word_.find("://") != std::string_view::npos ||
               (at != std::string_view::npos &&
                (at == 0 || word_.find('.', at) != std::string_view::npos)) ||
               lead_.ends_with('@');
    }
    [[nodiscard]] bool is_path() const {
        if (word_.starts_with('/') || word_.starts_with("./") || word_.starts_with("../") ||
            word_.starts_with("~/")) {
            return true;
        }
        const std::string_view first = run_.substr(0, run_.find('/'));
        return first.size() != run_.size() && first.size() >= 2 &&
               std::ranges::all_of(
                   first, [](char c) { return is_lower(c) || c == '-' || c == '_' || c == '.'; });
    }
    [[nodiscard]] bool is_account() const {
        std::string_view rest = lead_.substr(lead_.size() > window ? lead_.size() - window : 0);
        if (!rest.ends_with('"')) {
            return false;
        }
        rest.remove_suffix(1);
        rest = rest.substr(0, rest.find_last_not_of(" \t\r\n") + 1);
        const std::string_view keyword = "account";
        return rest.ends_with(keyword) && (rest.size() == keyword.size() ||
                                           !is_token_byte(rest[rest.size() - keyword.size() - 1]));
    }
    /// Digests are hexadecimal or, in `sha256-…` and of SSH keys, base64.
    [[nodiscard]] bool may_be_public() const {
        return is_hex(part_) || part_.starts_with("AAAA") || part_.size() >= 40;
    }

    /// Behind the last of these words before the run on its line, in any case; 0 = none. A word may
    /// be part of another one, as in `client_secret`.
    [[nodiscard]] std::size_t last_word(std::initializer_list<std::string_view> words) const {
        std::size_t last = 0;
        for (std::size_t at = 0; at < before_.size(); ++at) {
            for (const std::string_view word : words) {
                const bool same =
                    before_.size() - at >= word.size() &&
                    std::ranges::equal(before_.substr(at, word.size()), word, {}, lower);
                last = same ? at + word.size() : last;
            }
        }
        return last;
    }
    [[nodiscard]] std::size_t last_digest_word() const {
        return last_word({"sha1", "sha-1", "sha256", "sha-256", "sha384", "sha512", "md5", "digest",
                          "checksum", "commit", "revision", "hash", "etag", "integrity", "ssh-rsa",
                          "ssh-ed25519", "ecdsa-"});
    }
    /// Behind the last word that names an id: `id`, `ids`, `locationId`, `contact_id`, `ID`.
    [[nodiscard]] std::size_t last_id_word() const {
        std::size_t last = 0;
        for (std::size_t at = 2; at <= before_.size(); ++at) {
            std::string_view word = before_.substr(0, at);
            if (at < before_.size() && is_letter(before_[at])) {
                continue;
            }
            word.remove_suffix(word.ends_with('s') ? 1 : 0);
            const bool named = word.ends_with("Id") || word.ends_with("ID") || word.ends_with("id");
            const bool whole = word.size() == 2 || !is_letter(word[word.size() - 3]);
            last = named && (whole || word.ends_with("Id") || word.ends_with("ID")) ? at : last;
        }
        return last;
    }

    std::string_view run_;
    std::string_view part_;
    /// All that stands before the run.
    std::string_view lead_;
    /// The run with everything that no blank or quote parts from it.
    std::string_view word_;
    /// What stands before the part on its line.
    std::string_view before_;
};

/// The run without `NAME=` before it and punctuation behind it.
Span trimmed(std::string_view text, Span run, std::string_view part) {
    const auto part_begin = static_cast<std::uint32_t>(part.data() - text.data());
    const std::size_t equal = text.substr(run.begin, part_begin - run.begin).rfind('=');
    if (equal != std::string_view::npos) {
        run.begin += static_cast<std::uint32_t>(equal) + 1;
    }
    while (std::string_view("-_./").find(text[run.end - 1]) != std::string_view::npos) {
        --run.end;
    }
    return run;
}

}  // namespace

double entropy(std::string_view text) {
    std::array<std::size_t, 256> counts{};
    for (const char c : text) {
        ++counts[static_cast<unsigned char>(c)];
    }
    double bits = 0;
    for (const std::size_t count : counts) {
        if (count > 0) {
            const double share = static_cast<double>(count) / static_cast<double>(text.size());
            bits -= share * std::log2(share);
        }
    }
    return bits;
}

std::vector<Span> find_random_strings(std::string_view text) {
    std::vector<Span> found;
    std::size_t begin = 0;
    while (begin + shortest <= text.size()) {
        // Looking back from where a run would have to reach passes over most of the text.
        std::size_t at = begin + shortest;
        while (at > begin && is_token_byte(text[at - 1])) {
            --at;
        }
        if (at > begin) {
            begin = at;
            continue;
        }
        std::size_t end = begin + shortest;
        while (end < text.size() && is_token_byte(text[end])) {
            ++end;
        }
        const Span span{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
        const std::string_view part = longest_part(text.substr(begin, end - begin));
        if (part.size() >= shortest_part && looks_random(part) &&
            Candidate(text, span, part).is_secret()) {
            found.push_back(trimmed(text, span, part));
        }
        begin = end;
    }
    return found;
}

}  // namespace latchkey::lint
