#include "syntax/token.h"

#include <algorithm>
#include <array>
#include <utility>

namespace latchkey::syntax {
namespace {

/// What a byte can begin.
enum class Start : std::uint8_t { junk, blank, newline, letter, digit, quote, slash, bang, mark };

constexpr auto starts = [] {
    std::array<Start, 256> table{};
    const auto set = [&](std::string_view bytes, Start start) {
        for (const char byte : bytes) {
            table[static_cast<unsigned char>(byte)] = start;
        }
    };
    set(" \t", Start::blank);
    set("\r\n", Start::newline);
    set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_", Start::letter);
    set("0123456789", Start::digit);
    set("\"", Start::quote);
    set("/", Start::slash);
    set("!", Start::bang);
    set("{}(),:=;", Start::mark);
    return table;
}();

constexpr Start start_of(char byte) {
    return starts[static_cast<unsigned char>(byte)];
}

constexpr bool is_digit(char byte) {
    return byte >= '0' && byte <= '9';
}

constexpr bool in_word(char byte) {
    return start_of(byte) == Start::letter || start_of(byte) == Start::digit;
}

constexpr bool joins_words(char byte) {
    return byte == '.' || byte == '/' || byte == '-';
}

constexpr bool in_number(char byte) {
    return in_word(byte) || byte == '.' || byte == ':' || byte == '-';
}

constexpr bool ends_line(char byte) {
    return start_of(byte) == Start::newline;
}

constexpr bool ends_url(char byte) {
    return start_of(byte) == Start::blank || ends_line(byte) || byte == '"' || byte == ',';
}

constexpr bool stops_string(char byte) {
    return byte == '"' || byte == '\\' || ends_line(byte);
}

constexpr Kind kind_of_mark(char byte) {
    switch (byte) {
        case '{': return Kind::left_brace;
        case '}': return Kind::right_brace;
        case '(': return Kind::left_paren;
        case ')': return Kind::right_paren;
        case ',': return Kind::comma;
        case ':': return Kind::colon;
        case '=': return Kind::equal;
        default: return Kind::semicolon;
    }
}

class Lexer {
public:
    explicit Lexer(std::string_view text) : text_(text) {
        // Policies have a token for about each six bytes.
        found_.tokens.reserve(std::min(text.size() / 6 + 16, most_tokens));
    }

    Tokens run() {
        at_ = text_.starts_with("\xEF\xBB\xBF") ? 3 : 0;
        while (at_ < text_.size() && found_.tokens.size() + found_.comments.size() <= most_tokens) {
            begin_ = at_;
            cut();
        }
        return std::move(found_);
    }

private:
    /// The byte at an offset; past the end, one that is part of nothing.
    [[nodiscard]] char byte(std::size_t at) const { return at < text_.size() ? text_[at] : '\n'; }

    /// The offset of the first byte from `at` on that fits, or the end of the text.
    template <typename Fits>
    [[nodiscard]] std::size_t find(Fits fits, std::size_t at) const {
        while (at < text_.size() && !fits(text_[at])) {
            ++at;
        }
        return at;
    }

    void cut() {
        switch (start_of(text_[at_])) {
            case Start::blank: ++at_; break;
            case Start::newline:
                ++at_;
                starts_line_ = true;
                break;
            case Start::letter: name(); break;
            case Start::digit: number(); break;
            case Start::quote: string(); break;
            case Start::slash: slash(); break;
            case Start::bang: bang(); break;
            case Start::mark: add(kind_of_mark(text_[at_]), at_ + 1); break;
            case Start::junk: junk(); break;
        }
    }

    void push(std::vector<Token>& list, Kind kind, std::size_t end) {
        list.push_back(
            {.kind = kind,
             .starts_line = starts_line_,
             .span = {static_cast<std::uint32_t>(begin_), static_cast<std::uint32_t>(end)}});
        at_ = end;
        starts_line_ = false;
    }
    void add(Kind kind, std::size_t end) { push(found_.tokens, kind, end); }

    void name() {
        std::size_t end = at_ + 1;
        while (in_word(byte(end)) || (joins_words(byte(end)) && in_word(byte(end + 1)))) {
            ++end;
        }
        if (byte(end) == ':' && byte(end + 1) == '/' && byte(end + 2) == '/') {
            add(Kind::bad_url, find(ends_url, end));
            return;
        }
        add(keyword_or_name(text_.substr(begin_, end - begin_)), end);
    }

    void number() {
        std::size_t end = at_;
        while (in_number(byte(end)) || (byte(end) == '/' && in_number(byte(end + 1)))) {
            ++end;
        }
        const std::string_view found = text_.substr(begin_, end - begin_);
        if (byte(end) == '%' && is_share(found)) {
            add(Kind::percent, end + 1);
        } else {
            add(is_date(found)      ? Kind::date
                : is_integer(found) ? Kind::integer
                                    : Kind::bad_number,
                end);
        }
    }

    static bool is_share(std::string_view text) {
        const std::size_t point = text.find('.');
        const auto digits = [](std::string_view part) {
            return !part.empty() && part.find_first_not_of("0123456789") == std::string_view::npos;
        };
        return digits(text.substr(0, point)) &&
               (point == std::string_view::npos || digits(text.substr(point + 1)));
    }

    static bool is_date(std::string_view text) {
        constexpr std::string_view shape = "dddd-dd-dd";
        if (text.size() != shape.size()) {
            return false;
        }
        for (std::size_t at = 0; at < shape.size(); ++at) {
            if (shape[at] == 'd' ? !is_digit(text[at]) : text[at] != '-') {
                return false;
            }
        }
        return true;
    }

    /// Digits with single `_` between them.
    static bool is_integer(std::string_view text) {
        bool after_digit = false;
        for (const char byte : text) {
            if (!is_digit(byte) && (byte != '_' || !after_digit)) {
                return false;
            }
            after_digit = is_digit(byte);
        }
        return after_digit;
    }

    void string() {
        std::size_t end = at_ + 1;
        while (true) {
            end = find(stops_string, std::min(end, text_.size()));
            if (byte(end) == '"') {
                add(Kind::string, end + 1);
                return;
            }
            if (byte(end) != '\\') {
                add(Kind::open_string, end);
                return;
            }
            // What is escaped ends nothing, but a line ends everything.
            end += ends_line(byte(end + 1)) ? 1 : 2;
        }
    }

    void bang() {
        const bool equal = byte(at_ + 1) == '=';
        add(equal ? Kind::not_equal : Kind::junk, equal ? at_ + 2 : at_ + 1);
    }

    void slash() {
        if (byte(at_ + 1) != '/') {
            add(Kind::junk, at_ + 1);
            return;
        }
        const std::size_t end = find(ends_line, at_);
        const bool doc = byte(at_ + 2) == '/' && (end == at_ + 3 || byte(at_ + 3) != '/');
        push(found_.comments, doc ? Kind::doc_comment : Kind::comment, end);
    }

    void junk() {
        std::size_t end = at_ + 1;
        while (end < text_.size() && start_of(text_[end]) == Start::junk) {
            ++end;
        }
        add(Kind::junk, end);
    }

    std::string_view text_;
    Tokens found_;
    std::size_t at_ = 0;
    std::size_t begin_ = 0;
    bool starts_line_ = true;
};

}  // namespace

Tokens tokenize(std::string_view text) {
    return Lexer(text).run();
}

}  // namespace latchkey::syntax
