#include "syntax/text_checks.h"

#include "source/utf8.h"
#include "syntax/scripts.h"

#include <algorithm>
#include <cctype>

namespace latchkey::syntax {
namespace {

using diag::ErrorId;
using diag::Message;
using std::string_view;

constexpr Message<string_view, std::uint32_t> not_utf8{"byte {} at offset {} is not UTF-8"};
constexpr Message<std::uint32_t> nul{"byte 0x00 at offset {} is no text"};
constexpr Message<string_view> utf16{"the file begins as UTF-16 ({}): save it as UTF-8"};
constexpr Message<> save_as_utf8{"save the file as UTF-8"};
constexpr Message<string_view> bidi{
    "{} turns the direction of the text, which then reads other than it is"};
constexpr Message<string_view, string_view, string_view, string_view> mixed{
    "`{}` mixes scripts: `{}` is {}, a {} letter"};
constexpr Message<string_view, string_view, string_view> foreign_letter{
    "`{}` is no name: `{}` ({}) is none of `a` to `z`, digits, `-` and `_`"};

std::string hexadecimal(unsigned char byte) {
    constexpr string_view digits = "0123456789ABCDEF";
    return {'0', 'x', digits[byte >> 4U], digits[byte & 0xFU]};
}

bool is_ascii_letter(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

struct Foreign {
    string_view letter;
    char32_t value = 0;
};

/// What is foreign in a word: the first letter of another script, else the first beyond ASCII.
Foreign find_foreign(string_view word) {
    Foreign first;
    while (!word.empty()) {
        const source::CodePoint found = source::decode_utf8(word);
        if (!script_of(found.value).empty() && is_foreign_letter(found.value)) {
            return {word.substr(0, found.size), found.value};
        }
        if (first.letter.empty() && found.value >= 0x80) {
            first = {word.substr(0, found.size), found.value};
        }
        word.remove_prefix(found.size);
    }
    return first;
}

/// The word in ASCII letters that look the same; empty where there is none.
std::string twin_of(string_view word) {
    std::string twin;
    while (!word.empty()) {
        const source::CodePoint found = source::decode_utf8(word);
        const char letter =
            found.value < 0x80 ? static_cast<char>(found.value) : latin_twin(found.value);
        if (letter == '\0') {
            return {};
        }
        twin += letter;
        word.remove_prefix(found.size);
    }
    return twin;
}

}  // namespace

bool has_foreign_letter(string_view text) {
    while (!text.empty()) {
        const source::CodePoint found = source::decode_utf8(text);
        if (is_foreign_letter(found.value)) {
            return true;
        }
        text.remove_prefix(found.size);
    }
    return false;
}

bool has_invalid_encoding(const Cut& cut, Complaints& complaints) {
    const string_view text = cut.file.text();
    const std::size_t zero = text.find('\0');
    const std::optional<std::uint32_t> bad = source::first_invalid_utf8(text);
    if (zero == string_view::npos && !bad) {
        return false;
    }
    const bool is_nul = !bad || zero < *bad;
    const std::uint32_t at = is_nul ? static_cast<std::uint32_t>(zero) : *bad;
    auto finding = complaints.add(
        ErrorId::invalid_encoding, {at, at + 1},
        is_nul ? nul(at) : not_utf8(hexadecimal(static_cast<unsigned char>(text[at])), at));
    const bool little = text.starts_with("\xFF\xFE");
    if (little || text.starts_with("\xFE\xFF")) {
        finding.note(utf16(little ? "little endian" : "big endian"));
    } else {
        finding.note(save_as_utf8());
    }
    return true;
}

void check_direction(const Cut& cut, Complaints& complaints) {
    const string_view text = cut.file.text();
    std::uint32_t from = 0;
    while (const std::optional<Span> found = find_bidi_control(text.substr(from))) {
        const Span first{from + found->begin, from + found->end};
        const std::size_t line_end = std::min(text.find_first_of("\r\n", first.end), text.size());
        std::vector<Edit> edits{{cut.at(first), ""}};
        from = first.end;
        for (auto next = find_bidi_control(text.substr(from, line_end - from)); next;
             next = find_bidi_control(text.substr(from, line_end - from))) {
            edits.push_back({cut.at(Span{from + next->begin, from + next->end}), ""});
            from += next->end;
        }
        const char32_t control = source::decode_utf8(text.substr(first.begin)).value;
        complaints.add(ErrorId::confusable_text, first, bidi(code_point_name(control)))
            .fix(Fix::Safety::safe, "remove it", std::move(edits));
    }
}

void join_foreign_words(string_view text, std::vector<Token>& tokens) {
    const auto part_of_word = [](Kind kind) {
        return is_word(kind) || kind == Kind::integer || kind == Kind::bad_number ||
               kind == Kind::junk;
    };
    std::size_t kept = 0;
    for (std::size_t at = 0; at < tokens.size();) {
        std::size_t end = at + 1;
        bool foreign = false;
        const auto look = [&](const Token& token) {
            foreign =
                foreign || (token.kind == Kind::junk &&
                            has_foreign_letter(text.substr(token.span.begin, token.span.size())));
        };
        look(tokens[at]);
        while (part_of_word(tokens[at].kind) && end < tokens.size() &&
               part_of_word(tokens[end].kind) &&
               tokens[end].span.begin == tokens[end - 1].span.end) {
            look(tokens[end++]);
        }
        if (foreign) {
            tokens[kept++] = {.kind = Kind::junk,
                              .starts_line = tokens[at].starts_line,
                              .span = cover(tokens[at].span, tokens[end - 1].span)};
        } else {
            std::copy(tokens.begin() + static_cast<std::ptrdiff_t>(at),
                      tokens.begin() + static_cast<std::ptrdiff_t>(end),
                      tokens.begin() + static_cast<std::ptrdiff_t>(kept));
            kept += end - at;
        }
        at = end;
    }
    tokens.resize(kept);
}

void report_foreign_word(const Cut& cut, std::size_t token, Complaints& complaints) {
    const string_view word = cut.text(token);
    const Foreign found = find_foreign(word);
    const string_view script = script_of(found.value);
    if (script.empty() || !std::ranges::any_of(word, is_ascii_letter)) {
        complaints.syntax(cut.span(token),
                          foreign_letter(word, found.letter, code_point_name(found.value)));
        return;
    }
    auto finding = complaints.add(ErrorId::confusable_text, cut.span(token),
                                  mixed(word, found.letter, code_point_name(found.value), script));
    if (std::string twin = twin_of(word); !twin.empty()) {
        finding.fix(Fix::Safety::unsafe, "write it in Latin letters",
                    {{cut.at(token), std::move(twin)}});
    }
}

}  // namespace latchkey::syntax
