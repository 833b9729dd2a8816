#pragma once

#include "catalog/arena.h"
#include "catalog/load.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace latchkey::catalog {

/// Where each row of the sorted lists stood in the file, so that a pointer finds it there.
struct FileOrder {
    std::span<const std::uint32_t> kinds;
    std::span<const std::uint32_t> scopes;
    std::span<const std::uint32_t> entities;
    std::span<const std::uint32_t> operations;
    std::span<const std::uint32_t> events;
    std::span<const std::uint32_t> secrets;
};

struct LoadedCatalog::Storage {
    Arena arena;
    Catalog catalog;
    FileOrder order;
};

/// The shapes of secrets.json, in `arena`.
[[nodiscard]] std::span<const SecretShape> load_secrets(std::string_view json, Arena& arena,
                                                        std::vector<LoadProblem>& problems);

/// `sha256:` and 64 hexadecimal digits.
[[nodiscard]] std::string digest_of(std::string_view bytes);

}  // namespace latchkey::catalog
