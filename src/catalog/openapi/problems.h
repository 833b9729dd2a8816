#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace latchkey::catalog::openapi {

/// What is wrong with one of the files of an import, at which JSON pointer.
struct Problem {
    /// Empty: the set as a whole.
    std::string path;
    std::string pointer;
    std::string message;

    friend bool operator==(const Problem&, const Problem&) = default;
};

/// The problems of one import, each once and no more than anyone reads.
class Problems {
public:
    static constexpr std::size_t most = 100;

    void add(std::string_view path, std::string pointer, std::string message);
    [[nodiscard]] bool empty() const { return list_.empty(); }
    [[nodiscard]] bool full() const { return list_.size() >= most; }
    [[nodiscard]] std::vector<Problem> take() { return std::move(list_); }

private:
    std::vector<Problem> list_;
};

}  // namespace latchkey::catalog::openapi
