#pragma once

#include "diag/report.h"
#include "syntax/cut.h"

#include <cstdint>
#include <optional>
#include <string>

namespace latchkey::syntax {

/// What is wrong with one file. After a hundred messages the rest is one note: who wrote them has
/// enough to do, and a file that is no policy at all must not flood the list.
class Complaints {
public:
    Complaints(const Cut& cut, diag::Reports& reports) : cut_(cut), reports_(reports) {}

    diag::Finding syntax(Span where, std::string message) {
        return add(diag::ErrorId::syntax_error, where, std::move(message));
    }
    diag::Finding add(diag::ErrorId id, Span where, std::string message);

    /// How many messages there were; `parse` compares it to know whether a part had any.
    [[nodiscard]] std::size_t count() const { return count_; }
    /// Where the last message begins.
    [[nodiscard]] std::uint32_t last_begin() const { return last_begin_; }
    /// Nothing more will be listed; reading on makes no sense.
    [[nodiscard]] bool full() const { return count_ > most; }

private:
    static constexpr std::size_t most = 100;

    const Cut& cut_;
    diag::Reports& reports_;
    std::size_t count_ = 0;
    std::uint32_t last_begin_ = 0;
    std::optional<diag::Finding> last_;
    /// Takes what is said about a message that is not listed.
    Diagnostic unlisted_;
};

}  // namespace latchkey::syntax
