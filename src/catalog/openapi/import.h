#pragma once

#include "catalog/openapi/problems.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace latchkey::catalog::openapi {

struct SourceText {
    /// How messages and references name the file: relative to the set, with `/`.
    std::string_view path;
    std::string_view text;
};

struct ImportInput {
    std::string_view provider;
    /// The day of the files; an overlay says it itself.
    std::string_view date;
    /// Sorted by path.
    std::span<const SourceText> files;
    std::optional<SourceText> overlay;
};

/// An operation that nobody has judged, and what its method and path let one suppose.
struct Supposed {
    std::string operation;
    std::string verb;
    std::string entity;
};

struct ImportOutput {
    /// The catalogue of format 1; empty when there are problems.
    std::string text;
    std::size_t operations = 0;
    std::size_t scopes = 0;
    std::size_t entities = 0;
    std::vector<Supposed> derived;
    /// What the overlay speaks of and no file has.
    std::vector<Problem> notes;
    std::vector<Problem> problems;
};

/// Joins a provider's OpenAPI files with an overlay. The same input gives the same bytes.
[[nodiscard]] ImportOutput run_import(const ImportInput& input);

}  // namespace latchkey::catalog::openapi
