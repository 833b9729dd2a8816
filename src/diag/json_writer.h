#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace latchkey::diag {

/// Writes JSON with two blanks of indentation. By hand, because the one library costs three
/// seconds to compile and few shapes are written here.
class JsonWriter {
public:
    void open(char bracket) {
        out_ += bracket;
        ++depth_;
        first_ = true;
    }
    void close(char bracket) {
        --depth_;
        // Nothing inside: `[]` on one line.
        if (!first_) {
            new_line();
        }
        out_ += bracket;
        first_ = false;
    }
    /// Begins the next element of an array.
    void element() {
        out_ += first_ ? "" : ",";
        first_ = false;
        new_line();
    }
    /// Begins the next member of an object.
    void key(std::string_view name) {
        element();
        string(name);
        out_ += ": ";
    }
    void string(std::string_view text);
    void number(std::size_t value) { out_ += std::to_string(value); }
    void boolean(bool value) { out_ += value ? "true" : "false"; }
    /// Members of one line: a key with a text, or with a number.
    void member(std::string_view name, std::string_view text) {
        key(name);
        string(text);
    }
    void member(std::string_view name, const char* text) { member(name, std::string_view(text)); }
    void member(std::string_view name, std::size_t value) {
        key(name);
        number(value);
    }
    /// Begins a member that is an object or an array.
    void open(std::string_view name, char bracket) {
        key(name);
        open(bracket);
    }
    /// A name, or null where there is none.
    void name(std::string_view text) {
        if (text.empty()) {
            out_ += "null";
        } else {
            string(text);
        }
    }
    [[nodiscard]] std::string take() { return std::move(out_) + '\n'; }

private:
    void new_line() { out_.append(1, '\n').append(2 * depth_, ' '); }

    std::string out_;
    std::size_t depth_ = 0;
    bool first_ = true;
};

}  // namespace latchkey::diag
