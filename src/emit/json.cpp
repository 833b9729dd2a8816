#include "emit/json.h"

#include "emit/json_scalar.h"

#include <algorithm>
#include <cstddef>

namespace latchkey::emit::json {
namespace {

constexpr std::size_t last_column = 100;

/// Whether a key comes first in UTF-16. That is the order of the bytes of UTF-8, except that
/// characters past U+FFFF (lead bytes from F0 on), as pairs of surrogates, come before U+E000 to
/// U+FFFF (lead bytes EE and EF).
bool before_in_utf16(std::string_view left, std::string_view right) {
    const auto [at, other] = std::ranges::mismatch(left, right);
    if (at == left.end() || other == right.end()) {
        return at == left.end() && other != right.end();
    }
    const auto byte = static_cast<unsigned char>(*at);
    const auto other_byte = static_cast<unsigned char>(*other);
    const bool is_pair = byte >= 0xF0;
    const bool other_is_pair = other_byte >= 0xF0;
    if (is_pair != other_is_pair && byte >= 0xEE && other_byte >= 0xEE) {
        return is_pair;
    }
    return byte < other_byte;
}

class Canonical {
public:
    explicit Canonical(std::string& out) : out_(&out) {}

    void operator()(const List& list) {
        *out_ += '[';
        for (const Value& item : list) {
            separate(&item == list.data());
            std::visit(*this, item.variant());
        }
        *out_ += ']';
    }

    void operator()(const Object& object) {
        std::vector<const Member*> sorted;
        sorted.reserve(object.members().size());
        for (const Member& member : object.members()) {
            sorted.push_back(&member);
        }
        std::ranges::sort(sorted, before_in_utf16,
                          [](const Member* member) { return member->key; });
        *out_ += '{';
        for (const Member* member : sorted) {
            separate(member == sorted.front());
            append_scalar(*out_, member->key);
            *out_ += ':';
            std::visit(*this, member->value.variant());
        }
        *out_ += '}';
    }

    void operator()(const auto& scalar) { append_scalar(*out_, scalar); }

private:
    void separate(bool first) {
        if (!first) {
            *out_ += ',';
        }
    }

    std::string* out_;
};

class Pretty {
public:
    explicit Pretty(std::string& out) : out_(&out) {}

    void operator()(const List& list) {
        write(list, '[', ']', [this](const Value& item) { std::visit(*this, item.variant()); });
    }

    void operator()(const Object& object) {
        write(object.members(), '{', '}', [this](const Member& member) {
            (*this)(member.key);
            put(": ");
            std::visit(*this, member.value.variant());
        });
    }

    void operator()(const auto& scalar) {
        const std::size_t begin = out_->size();
        append_scalar(*out_, scalar);
        for (std::size_t at = begin; at < out_->size(); ++at) {
            // Bytes 80 to BF continue a character.
            column_ += (static_cast<unsigned char>((*out_)[at]) & 0xC0U) != 0x80U ? 1 : 0;
        }
    }

private:
    /// Tries one line first. Inside such a try nothing is broken up, and the try ends where it is
    /// seen to fail, so that no text costs more than one line's worth of tries for each level.
    template <typename Items, typename Write>
    void write(const Items& items, char open, char close, Write write_item) {
        const std::size_t begin = out_->size();
        const std::size_t begin_column = column_;
        if (on_one_line(items, open, close, write_item)) {
            return;
        }
        if (one_line_) {
            return;
        }
        out_->resize(begin);
        column_ = begin_column;
        on_many_lines(items, open, close, write_item);
    }

    template <typename Items, typename Write>
    bool on_one_line(const Items& items, char open, char close, Write write_item) {
        const bool was_one_line = std::exchange(one_line_, true);
        put({&open, 1});
        for (const auto& item : items) {
            if (&item != items.data()) {
                put(", ");
            }
            if (!fits()) {
                break;
            }
            write_item(item);
        }
        put({&close, 1});
        one_line_ = was_one_line;
        return fits();
    }

    template <typename Items, typename Write>
    void on_many_lines(const Items& items, char open, char close, Write write_item) {
        put({&open, 1});
        indent_ += 2;
        for (const auto& item : items) {
            if (&item != items.data()) {
                put(",");
            }
            start_line();
            write_item(item);
        }
        indent_ -= 2;
        start_line();
        put({&close, 1});
    }

    /// With a comma behind what is written.
    [[nodiscard]] bool fits() const { return column_ < last_column; }

    void start_line() {
        *out_ += '\n';
        out_->append(indent_, ' ');
        column_ = indent_;
    }

    /// `text` is ASCII.
    void put(std::string_view text) {
        *out_ += text;
        column_ += text.size();
    }

    std::string* out_;
    std::size_t indent_ = 0;
    std::size_t column_ = 0;
    bool one_line_ = false;
};

}  // namespace

Object::Object() = default;
Object::~Object() = default;
Object::Object(Object&&) noexcept = default;
Object& Object::operator=(Object&&) noexcept = default;
Object::Object(const Object&) = default;
Object& Object::operator=(const Object&) = default;

void Object::add(std::string_view key, Value value) {
    members_.push_back({key, std::move(value)});
}

void Object::reserve(std::size_t count) {
    members_.reserve(count);
}

Value::Value(std::int64_t number) : variant_(number) {
    if (number > largest_integer || number < -largest_integer) {
        variant_ = std::to_string(number);
    }
}

Value count(std::uint64_t number) {
    return static_cast<std::int64_t>(std::min(number, static_cast<std::uint64_t>(largest_integer)));
}

std::string pretty(const Value& value) {
    std::string out;
    std::visit(Pretty(out), value.variant());
    out += '\n';
    return out;
}

std::string canonical(const Value& value) {
    std::string out;
    std::visit(Canonical(out), value.variant());
    return out;
}

}  // namespace latchkey::emit::json
