#pragma once

#include "latchkey/catalog_diff.h"

#include <cstddef>
#include <string>
#include <vector>

/// What there is to tell a person of two catalogues, apart from how it is laid out.
namespace latchkey::workspace {

/// A line below an entry.
struct DiffDetail {
    /// `+` or `-`.
    char sign = '+';
    /// An operation or event.
    std::string name;
    /// Why, and what besides; may be empty.
    std::string remark;
};

struct DiffEntry {
    std::string line;
    std::vector<DiffDetail> details = {};
};

struct DiffSection {
    std::string title;
    std::vector<DiffEntry> entries = {};
};

struct DiffReport {
    std::string title;
    /// "operations 413 -> 663".
    std::vector<std::string> counts = {};
    /// None is empty.
    std::vector<DiffSection> sections = {};
};

[[nodiscard]] DiffReport describe(const CatalogDiff& diff);

}  // namespace latchkey::workspace
