#pragma once

#include "catalog/catalog.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace latchkey::catalog {

/// What is wrong with a catalogue file, at which JSON pointer (`/operations/12/entity`).
struct LoadProblem {
    std::string pointer;
    std::string message;
};

/// A catalogue read from a file, and the storage that its views look into.
class LoadedCatalog {
public:
    struct Storage;
    explicit LoadedCatalog(std::unique_ptr<Storage> storage);
    LoadedCatalog(const LoadedCatalog&) = delete;
    LoadedCatalog& operator=(const LoadedCatalog&) = delete;
    LoadedCatalog(LoadedCatalog&&) noexcept;
    LoadedCatalog& operator=(LoadedCatalog&&) noexcept;
    ~LoadedCatalog();

    [[nodiscard]] const Catalog& catalog() const;
    [[nodiscard]] const Storage& storage() const { return *storage_; }

private:
    std::unique_ptr<Storage> storage_;
};

struct LoadResult {
    /// Empty when there are problems.
    std::shared_ptr<const LoadedCatalog> loaded;
    std::vector<LoadProblem> problems;
};

/// Reads a catalogue of format 1. Any bytes are safe; every problem of form is reported, at most
/// 100.
[[nodiscard]] LoadResult load(std::string_view json);

/// What is well-formed but makes no sense: paths that shadow each other, scopes named nowhere,
/// entities without operations, a tier without a reason, fields of unknown class …
/// Pointers count in the catalogue's order, …
[[nodiscard]] std::vector<LoadProblem> verify(const Catalog& catalog);
/// … or in that of the file that it was read from.
[[nodiscard]] std::vector<LoadProblem> verify(const LoadedCatalog& loaded);

/// The JSON Schema of a catalogue file.
[[nodiscard]] std::string_view schema();

}  // namespace latchkey::catalog
