#pragma once

#include "catalog/openapi/endpoints.h"
#include "catalog/openapi/overlay.h"
#include "catalog/openapi/schemas.h"

#include <optional>
#include <string_view>
#include <vector>

namespace latchkey::catalog::openapi {

/// Finds the records in what an operation answers.
class Records {
public:
    Records(Documents& documents, Schemas& schemas, const ImportRules& rules)
        : documents_(documents), schemas_(schemas), rules_(rules) {}

    /// The properties of the record, or records, that an answer holds, without the envelope around
    /// them. `wanted` is where the overlay says that they are.
    [[nodiscard]] std::vector<Property> record(const Statement& statement,
                                               std::optional<std::string_view> wanted);

private:
    [[nodiscard]] std::vector<Property> unwrap(Node schema);
    [[nodiscard]] std::vector<Property> unwrap_named(Node schema, std::string_view wanted);
    [[nodiscard]] std::vector<Property> without_noise(const std::vector<Property>& all) const;

    Documents& documents_;
    Schemas& schemas_;
    const ImportRules& rules_;
};

}  // namespace latchkey::catalog::openapi
