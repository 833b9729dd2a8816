#include "diag/report.h"

#include <fmt/format.h>

#include <algorithm>

namespace latchkey::diag {
namespace {

/// FNV-1a, 64 bits: its values are fixed by its definition, so they hold in every build.
class Hash {
public:
    void add(std::string_view text) {
        for (const char byte : text) {
            mix(byte);
        }
        end_part();
    }
    void mix(char byte) { value_ = (value_ ^ static_cast<unsigned char>(byte)) * 0x100000001B3U; }
    /// No text holds this byte, so the parts cannot run into each other.
    void end_part() { mix('\xFF'); }
    [[nodiscard]] std::uint64_t value() const { return value_; }

private:
    std::uint64_t value_ = 0xCBF29CE484222325U;
};

bool is_digit(char byte) {
    return byte >= '0' && byte <= '9';
}

/// The message without its numbers, which tell how much and not what: they change with the date
/// and the catalogue. In backticks stand names, and those stay whole.
void add_message(Hash& hash, std::string_view text) {
    bool code = false;
    char last = ' ';
    for (const char byte : text) {
        code ^= byte == '`';
        const char kept = !code && is_digit(byte) ? '#' : byte;
        if (kept != '#' || last != '#') {
            hash.mix(kept);
        }
        last = kept;
    }
    hash.end_part();
}

/// The marked text without what the formatter may change: blanks, line ends, commas, comments.
void add_words(Hash& hash, std::string_view text) {
    bool in_string = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char byte = text[at];
        if (in_string && byte == '\\' && at + 1 < text.size()) {
            hash.mix(byte);
            hash.mix(text[++at]);
            continue;
        }
        in_string ^= byte == '"';
        if (!in_string && text.substr(at).starts_with("//")) {
            at = std::min(text.find_first_of("\r\n", at), text.size());
        } else if (in_string || std::string_view(" \t\r\n,").find(byte) == std::string_view::npos) {
            hash.mix(byte);
        }
    }
    hash.end_part();
}

}  // namespace

std::string fingerprint(const Diagnostic& diagnostic, std::string_view marked) {
    Hash hash;
    hash.add(diagnostic.id);
    hash.add(diagnostic.integration);
    hash.add(diagnostic.credential);
    add_message(hash, diagnostic.message);
    add_words(hash, marked);
    return fmt::format("{:016x}", hash.value());
}

}  // namespace latchkey::diag
