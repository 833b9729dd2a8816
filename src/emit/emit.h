#pragma once

#include "latchkey/manifest.h"
#include "latchkey/source.h"

#include "authority/authority.h"
#include "model/model.h"

#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace latchkey::emit {

struct Input {
    const model::Model* model = nullptr;
    const authority::Authorities* authorities = nullptr;
    /// Indexed by file id: for the paths and lines of `source`.
    std::span<const std::shared_ptr<const SourceFile>> files;
    /// How many threads may work on the manifests; their number changes no byte.
    unsigned jobs = 1;
};

/// The manifests of every active and retired integration, and `index.json`; sorted by name. The
/// same input gives the same bytes everywhere (manifest.md, version 1).
[[nodiscard]] std::vector<OutputFile> manifests(const Input& input);

/// JSON Schemas (draft 2020-12).
[[nodiscard]] std::string_view manifest_schema();
[[nodiscard]] std::string_view index_schema();

}  // namespace latchkey::emit
