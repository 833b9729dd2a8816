#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>

namespace latchkey::emit::json {

/// A text that grows by many small pieces, most of them one character long. `std::string` calls a
/// function of the library for each, which takes twice as long as all else in writing JSON.
class Sink {
public:
    explicit Sink(std::size_t expected) : text_(expected + 64, '\0') {}

    void put(char character) {
        make_room(1);
        text_[size_++] = character;
    }
    void put(std::string_view piece) {
        make_room(piece.size());
        copy(piece);
    }
    void put_blanks(std::size_t count) {
        make_room(count);
        std::memset(text_.data() + size_, ' ', count);
        size_ += count;
    }
    void put_scalar(std::string_view text, bool quoted) {
        make_room(text.size() + 2);
        if (!quoted) {
            copy(text);
            return;
        }
        text_[size_++] = '"';
        copy(text);
        text_[size_++] = '"';
    }
    [[nodiscard]] std::string take() {
        text_.resize(size_);
        return std::move(text_);
    }

private:
    void make_room(std::size_t count) {
        if (text_.size() - size_ < count) [[unlikely]] {
            grow(count);
        }
    }
    [[gnu::noinline]] void grow(std::size_t count) {
        text_.resize(std::max(2 * text_.size(), size_ + count));
    }
    void copy(std::string_view piece) {
        // An empty view may point nowhere, and memcpy may not.
        if (!piece.empty()) {
            std::memcpy(text_.data() + size_, piece.data(), piece.size());
        }
        size_ += piece.size();
    }

    std::string text_;
    std::size_t size_ = 0;
};

}  // namespace latchkey::emit::json
