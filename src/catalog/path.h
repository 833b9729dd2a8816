#pragma once

#include "catalog/catalog.h"

#include <compare>
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace latchkey::catalog {

/// Orders paths as their normalised forms do, without making these: what stands between braces and
/// a `/` at the end do not count.
[[nodiscard]] std::strong_ordering compare_paths(std::string_view left, std::string_view right);

/// The order of `Catalog::operations`: by normalised path, then by method.
[[nodiscard]] std::strong_ordering compare_operations(const Operation& left,
                                                      const Operation& right);

/// Takes a path apart: its segments, one after another, without the `/` between them.
class Segments {
public:
    explicit Segments(std::string_view path);
    [[nodiscard]] std::optional<std::string_view> next();

private:
    std::string_view rest_;
    bool done_ = false;
};

/// Whether a segment is, or holds, a parameter.
[[nodiscard]] bool has_parameter(std::string_view segment);

/// Whether a written literal may stand for what the catalogue's segment leaves open.
[[nodiscard]] bool stands_for(std::string_view literal, std::string_view segment);

/// The names between the braces of a path, in their order.
[[nodiscard]] std::vector<std::string_view> parameter_names(std::string_view path);

}  // namespace latchkey::catalog
