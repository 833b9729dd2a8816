#pragma once

#include "catalog/catalog.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace latchkey::lint {

/// What `\b` of an expression takes for part of a word.
[[nodiscard]] constexpr bool is_word_byte(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
}

/// A text whose occurrence makes a closer look worth while.
struct Needle {
    enum class Meaning : std::uint8_t { prefix, context, address };

    std::string text;
    Meaning meaning = Meaning::prefix;
    const catalog::SecretShape* shape = nullptr;
    /// Nothing but a word's beginning will do.
    bool begins_word = false;
};

/// All needles, found in one walk over a text: two bytes decide for nearly every place.
class Needles {
public:
    /// Of the catalogues' shapes and the generic ones.
    explicit Needles(std::span<const catalog::Catalog* const> catalogs);

    /// Calls `visit` with each needle and where it stands.
    template <typename Visit>
    void find(std::string_view text, Visit visit) const {
        if (text.size() < 2) {
            return;
        }
        std::size_t previous = byte(text[0]);
        for (std::size_t at = 0; at + 1 < text.size(); ++at) {
            const std::size_t next = byte(text[at + 1]);
            const bool begins = pairs_[previous << 8U | next] != 0;
            previous = next;
            if (!begins) {
                continue;
            }
            const std::size_t first = byte(text[at]);
            for (std::size_t place = begin_[first]; place < end_[first]; ++place) {
                const Needle& needle = list_[place];
                const bool inside = needle.begins_word && at > 0 && is_word_byte(text[at - 1]);
                if (!inside && text.substr(at).starts_with(needle.text)) {
                    visit(needle, at);
                }
            }
        }
    }
    /// Shapes of which no beginning is known; only lines with a random-looking string are tried.
    [[nodiscard]] std::span<const catalog::SecretShape* const> without_prefix() const {
        return without_prefix_;
    }

private:
    static std::size_t byte(char c) { return static_cast<unsigned char>(c); }
    static std::size_t pair(char first, char second) { return byte(first) << 8U | byte(second); }

    void add(Needle needle);
    void add(const catalog::SecretShape& shape);

    std::vector<Needle> list_;
    std::vector<const catalog::SecretShape*> without_prefix_;
    /// By two bytes: whether a needle begins with them. Whole bytes, because they are asked for at
    /// every place of a text.
    std::vector<std::uint8_t> pairs_;
    /// By first byte: the needles' places in the list.
    std::array<std::size_t, 256> begin_{};
    std::array<std::size_t, 256> end_{};
};

/// In small letters; bytes that are no ASCII letters stay.
[[nodiscard]] std::string lowered(std::string_view text);

}  // namespace latchkey::lint
