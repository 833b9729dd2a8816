#include "editor/place.h"

#include "syntax/words.h"

#include <algorithm>

namespace latchkey::editor {
namespace {

using syntax::Kind;
using syntax::Token;

/// Reads the tokens before the cursor once, from the start of the file.
class Finder {
public:
    Finder(std::string_view text, std::uint32_t offset) : text_(text), offset_(offset) {}

    Place find() {
        const syntax::Tokens cut = syntax::tokenize(text_);
        place_.word = {offset_, offset_};
        for (const Token& comment : cut.comments) {
            if (comment.span.begin < offset_ && offset_ <= comment.span.end) {
                place_.in_comment = true;
                return place_;
            }
        }
        for (const Token& token : cut.tokens) {
            if (token.span.begin >= offset_ || (token.span.end >= offset_ && type(token))) {
                break;
            }
            read(token);
        }
        return place_;
    }

private:
    [[nodiscard]] std::string_view spelt(const Token& token) const {
        return text_.substr(token.span.begin, token.span.size());
    }

    /// Whether a token that ends at or behind the cursor is what is being typed.
    bool type(const Token& token) {
        const bool string = token.kind == Kind::string || token.kind == Kind::open_string;
        if (string && (token.span.end > offset_ || token.kind == Kind::open_string)) {
            const std::uint32_t closing = token.kind == Kind::string ? 1 : 0;
            place_.word = {token.span.begin + 1, token.span.end - closing};
            place_.in_string = true;
            return true;
        }
        // A number, a date: nothing that a list could complete, and no start of anything else.
        if (syntax::is_word(token.kind) || token.kind == Kind::date ||
            token.kind == Kind::integer || token.kind == Kind::bad_number) {
            place_.word = token.span;
            return true;
        }
        return token.span.end > offset_;
    }

    void read(const Token& token) {
        if (token.kind == Kind::left_brace) {
            open();
        } else if (token.kind == Kind::right_brace) {
            place_.block.reset();
            place_.block_name = {};
            place_.provider = {};
            place_.before.clear();
        } else if (begins(token)) {
            note_provider();
            place_.before.assign(1, token);
        } else {
            place_.before.push_back(token);
        }
    }

    void open() {
        if (!place_.before.empty()) {
            place_.block = syntax::block_kind(place_.before.front().kind);
            place_.block_name = place_.before.size() > 1 ? spelt(place_.before[1]) : "";
        }
        place_.before.clear();
    }

    void note_provider() {
        if (place_.block && place_.before.size() > 1 &&
            place_.before.front().kind == Kind::provider) {
            place_.provider = spelt(place_.before[1]);
        }
    }

    /// Whether a token begins a statement of the open block, or a declaration.
    [[nodiscard]] bool begins(const Token& token) const {
        if (place_.before.empty()) {
            return true;
        }
        const Kind last = place_.before.back().kind;
        if (!token.starts_line || last == Kind::comma || place_.before.size() == 1) {
            return false;
        }
        const auto word = syntax::statement_word(token.kind);
        return place_.block ? word && syntax::belongs(*word, *place_.block)
                            : syntax::declares(token.kind);
    }

    std::string_view text_;
    std::uint32_t offset_;
    Place place_;
};

}  // namespace

Place place_at(std::string_view text, std::uint32_t offset) {
    const auto size = static_cast<std::uint32_t>(text.size());
    Place place = Finder(text, std::min(offset, size)).find();
    const std::size_t line = text.substr(0, place.word.begin).find_last_of("\r\n");
    const std::size_t begin = line == std::string_view::npos ? 0 : line + 1;
    place.starts_line = text.substr(begin, place.word.begin - begin).find_first_not_of(" \t") ==
                        std::string_view::npos;
    return place;
}

}  // namespace latchkey::editor
