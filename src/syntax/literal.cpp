#include "syntax/literal.h"

#include "source/utf8.h"

#include <algorithm>
#include <charconv>

namespace latchkey::syntax {
namespace {

using diag::Message;

constexpr Message<std::string_view> bad_escape{"`{}` is no escape of the language"};
constexpr Message<std::string_view> bad_character{"`{}` names no character"};
constexpr Message<std::string_view, std::string_view> declared_mark{
    "the name `{}` has a `{}`: a declared name is made of letters, digits, `-` and `_`"};

constexpr Message<std::string_view> without_mark{"`{}` would do"};

void append_utf8(std::string& out, std::uint32_t value) {
    const auto byte = [&](std::uint32_t bits) { out.push_back(static_cast<char>(bits)); };
    if (value < 0x80) {
        byte(value);
        return;
    }
    if (value < 0x800) {
        byte(0xC0U | value >> 6U);
    } else {
        if (value < 0x10000) {
            byte(0xE0U | value >> 12U);
        } else {
            byte(0xF0U | value >> 18U);
            byte(0x80U | (value >> 12U & 0x3FU));
        }
        byte(0x80U | (value >> 6U & 0x3FU));
    }
    byte(0x80U | (value & 0x3FU));
}

/// The number in `\u{…}` at the start of `text`, if it is that of a character.
std::optional<std::uint32_t> code_point(std::string_view escape) {
    constexpr std::size_t most_digits = 6;
    const std::string_view digits = escape.substr(3, escape.size() - 4);
    std::uint32_t value = 0;
    const char* const end = digits.data() + digits.size();
    const auto read = std::from_chars(digits.data(), end, value, 16);
    const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
    if (digits.size() > most_digits || read.ec != std::errc() || read.ptr != end || value == 0 ||
        surrogate || value > 0x10FFFF) {
        return std::nullopt;
    }
    return value;
}

/// One escape: how long it is, and whether it was understood.
class Escapes {
public:
    Escapes(const Cut& cut, std::size_t token, Complaints& complaints)
        : inside_(cut.text(token)), begin_(cut.span(token).begin), complaints_(complaints) {
        inside_ = inside_.substr(0, inside_.size() - 1);
    }

    std::string resolve() {
        std::string value;
        std::size_t at = 1;
        while (at < inside_.size()) {
            const std::size_t escape = std::min(inside_.find('\\', at), inside_.size());
            value += inside_.substr(at, escape - at);
            at = escape < inside_.size() ? escape + read(escape, value) : escape;
        }
        return value;
    }

private:
    std::size_t read(std::size_t at, std::string& value) {
        constexpr std::size_t two = 2;
        switch (inside_[at + 1]) {
            case '"': value += '"'; return two;
            case '\\': value += '\\'; return two;
            case 'n': value += '\n'; return two;
            case 't': value += '\t'; return two;
            case 'u':
                if (inside_.substr(at + two, 1) == "{") {
                    return read_code_point(at, value);
                }
                break;
            default: break;
        }
        const source::CodePoint what = source::decode_utf8(inside_.substr(at + 1));
        report(at, 1 + what.size, bad_escape(inside_.substr(at, 1 + what.size)));
        value += inside_.substr(at, 1 + what.size);
        return 1 + what.size;
    }

    std::size_t read_code_point(std::size_t at, std::string& value) {
        constexpr std::size_t longest = 16;
        const std::size_t close = inside_.substr(at, longest).find('}');
        const std::size_t length = close == std::string_view::npos ? 3 : close + 1;
        const std::string_view escape = inside_.substr(at, length);
        if (close == std::string_view::npos) {
            report(at, length, bad_escape(escape));
        } else if (const std::optional<std::uint32_t> found = code_point(escape)) {
            append_utf8(value, *found);
            return length;
        } else {
            report(at, length, bad_character(escape));
        }
        value += escape;
        return length;
    }

    void report(std::size_t at, std::size_t length, std::string message) {
        const auto begin = static_cast<std::uint32_t>(begin_ + at);
        complaints_.syntax({begin, static_cast<std::uint32_t>(begin + length)}, std::move(message))
            .note("the escapes are `\\\"`, `\\\\`, `\\n`, `\\t` and `\\u{1F511}`");
    }

    std::string_view inside_;
    std::uint32_t begin_;
    Complaints& complaints_;
};

}  // namespace

String read_string(const Cut& cut, std::size_t token, Complaints& complaints) {
    const std::string_view text = cut.text(token);
    if (text.find('\\') == std::string_view::npos) {
        return {.value = std::string(text.substr(1, text.size() - 2)), .span = cut.span(token)};
    }
    return {.value = Escapes(cut, token, complaints).resolve(), .span = cut.span(token)};
}

void check_declared(const Name& name, Complaints& complaints) {
    const std::size_t mark = name.text.find_first_of("./");
    if (mark == std::string_view::npos) {
        return;
    }
    std::string better(name.text);
    std::ranges::replace_if(
        better, [](char byte) { return byte == '.' || byte == '/'; }, '-');
    complaints.syntax(name.span, declared_mark(name.text, name.text.substr(mark, 1)))
        .note(without_mark(better));
}

}  // namespace latchkey::syntax
