#pragma once

#include <map>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace latchkey::catalog::embed {

/// All lists of one type of one catalogue, one after another in a single array of C++ source; equal
/// lists share their place.
class Pool {
public:
    Pool(std::string type, std::string name) : type_(std::move(type)), name_(std::move(name)) {}

    /// The span, as C++ writes it, of a list whose items are written so.
    [[nodiscard]] std::string add(const std::vector<std::string>& items);
    void write(std::ostream& out) const;

private:
    std::string type_;
    std::string name_;
    std::vector<std::string> items_;
    std::map<std::vector<std::string>, std::string> spans_;
};

/// A string as an initialiser of `std::string_view`; its length is not left to the compiler to
/// find.
[[nodiscard]] std::string text(std::string_view bytes);

/// `{a, b, c}`.
[[nodiscard]] std::string braced(std::initializer_list<std::string> parts);

}  // namespace latchkey::catalog::embed
