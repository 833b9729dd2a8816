#include "emit/json.h"

#include "emit/json_scalar.h"
#include "emit/json_sink.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <utility>

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

bool before(const Member* left, const Member* right) {
    return left->plain && right->plain ? left->key < right->key
                                       : before_in_utf16(left->key, right->key);
}

std::size_t key_width(const Member& member) {
    return member.plain ? member.key.size() : characters(escaped(member.key));
}

void write_key(Sink& out, const Member& member) {
    if (member.plain) {
        out.put_scalar(member.key, true);
    } else {
        out.put_scalar(escaped(member.key), true);
    }
}

class Canonical {
public:
    explicit Canonical(Sink& out) : out_(&out) {}

    void write(const Value& value) {
        quoted_ = value.quoted();
        std::visit(*this, value.content());
    }

    void operator()(std::string_view text) { out_->put_scalar(text, quoted_); }
    void operator()(const std::string& text) { out_->put_scalar(text, quoted_); }

    void operator()(const List& list) {
        out_->put('[');
        for (const Value& item : list) {
            if (&item != list.data()) {
                out_->put(',');
            }
            write(item);
        }
        out_->put(']');
    }

    void operator()(const Object& object) {
        // An object of ours has less than 20 members, and so many are sorted in place.
        std::array<const Member*, 20> few{};
        std::vector<const Member*> many;
        const std::vector<Member>& members = object.members();
        std::span<const Member*> sorted(few.data(), std::min(few.size(), members.size()));
        if (members.size() > few.size()) {
            many.resize(members.size());
            sorted = many;
        }
        std::ranges::transform(members, sorted.begin(), [](const Member& item) { return &item; });
        std::ranges::sort(sorted, before);
        out_->put('{');
        for (const Member* const member : sorted) {
            if (member != sorted.front()) {
                out_->put(',');
            }
            write_key(*out_, *member);
            out_->put(':');
            write(member->value);
        }
        out_->put('}');
    }

private:
    Sink* out_;
    bool quoted_ = false;
};

class Pretty {
public:
    explicit Pretty(Sink& out) : out_(&out) {}

    /// `column` is where the value begins.
    void write(const Value& value, std::size_t column) {
        quoted_ = value.quoted();
        const bool was_one_line =
            std::exchange(one_line_, one_line_ || column + value.width() < last_column);
        std::visit(*this, value.content());
        one_line_ = was_one_line;
    }

    void operator()(std::string_view text) { out_->put_scalar(text, quoted_); }
    void operator()(const std::string& text) { out_->put_scalar(text, quoted_); }

    void operator()(const List& list) {
        between('[', ']', list, [this](const Value& item) { write(item, indent_); });
    }

    void operator()(const Object& object) {
        between('{', '}', object.members(), [this](const Member& member) {
            write_key(*out_, member);
            out_->put(": ");
            // The two quotes, the colon and the blank.
            write(member.value, indent_ + key_width(member) + 4);
        });
    }

private:
    template <typename Items, typename Write>
    void between(char open, char close, const Items& items, Write write_item) {
        const bool one_line = one_line_ || items.empty();
        out_->put(open);
        indent_ += 2;
        for (const auto& item : items) {
            if (&item != items.data()) {
                out_->put(one_line ? std::string_view(", ") : std::string_view(","));
            }
            if (!one_line) {
                start_line();
            }
            write_item(item);
        }
        indent_ -= 2;
        if (!one_line) {
            start_line();
        }
        out_->put(close);
    }

    void start_line() {
        out_->put('\n');
        out_->put_blanks(indent_);
    }

    Sink* out_;
    std::size_t indent_ = 0;
    bool quoted_ = false;
    bool one_line_ = false;
};

std::size_t width_of(const List& list) {
    std::size_t width = 2 + (list.empty() ? 0 : 2 * (list.size() - 1));
    for (const Value& item : list) {
        width += item.width();
    }
    return width;
}

}  // namespace

Object::Object() = default;
Object::Object(Object&&) noexcept = default;
Object& Object::operator=(Object&&) noexcept = default;
Object::~Object() = default;

void Object::add(std::string_view key, Value value) {
    if (members_.empty()) {
        members_.reserve(8);
    }
    const Member& added = members_.emplace_back(Member{key, is_plain(key), std::move(value)});
    // Quotes, a colon and a blank; a comma and a blank after the first.
    width_ += key_width(added) + 4 + added.value.width() + (members_.size() == 1 ? 0 : 2);
}

void Object::reserve(std::size_t count) {
    members_.reserve(count);
}

Value::Value(Content content, bool quoted, std::size_t width)
    : content_(std::move(content)), quoted_(quoted), width_(width) {}

Value::Value(std::int64_t number) {
    std::string text = std::to_string(number);
    quoted_ = number > largest_integer || number < -largest_integer;
    width_ = text.size() + (quoted_ ? 2 : 0);
    content_ = std::move(text);
}

Value::Value(double number) : Value() {
    if (std::isfinite(number)) {
        std::string text = number_text(number);
        width_ = text.size();
        content_ = std::move(text);
    }
}

Value::Value(std::string_view text) : content_(text), quoted_(true), width_(text.size() + 2) {
    if (!is_plain(text)) {
        std::string kept = escaped(text);
        width_ = characters(kept) + 2;
        content_ = std::move(kept);
    }
}

Value::Value(std::string text) : quoted_(true) {
    std::string kept = is_plain(text) ? std::move(text) : escaped(text);
    width_ = characters(kept) + 2;
    content_ = std::move(kept);
}

Value::Value(List list) : width_(width_of(list)) {
    content_ = std::move(list);
}

Value::Value(Object object) : width_(object.width()) {
    content_ = std::move(object);
}

Value count(std::uint64_t number) {
    return static_cast<std::int64_t>(std::min(number, static_cast<std::uint64_t>(largest_integer)));
}

std::string pretty(const Value& value) {
    Sink out(2 * value.width());
    Pretty(out).write(value, 0);
    out.put('\n');
    return out.take();
}

std::string canonical(const Value& value) {
    Sink out(value.width());
    Canonical(out).write(value);
    return out.take();
}

std::string canonical(const Object& object) {
    Sink out(object.width());
    Canonical{out}(object);
    return out.take();
}

}  // namespace latchkey::emit::json
