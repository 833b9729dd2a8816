#pragma once

#include "catalog/openapi/endpoints.h"
#include "catalog/openapi/overlay.h"
#include "catalog/openapi/schemas.h"

#include <span>
#include <string_view>
#include <vector>

namespace latchkey::catalog::openapi {

/// What a caller sends. Valid as long as the documents are.
class Requests {
public:
    Requests(Documents& documents, Schemas& schemas, std::string_view version_header)
        : documents_(documents), schemas_(schemas), version_header_(version_header) {}

    /// Path parameters are called as the newest generation calls them; queries add up.
    [[nodiscard]] std::vector<Parameter> parameters(const Endpoint& endpoint);
    /// The values of the header that says which version is meant.
    [[nodiscard]] Names versions(const Endpoint& endpoint);
    /// The fields of every generation's body; the newest one says type and whether it is required.
    [[nodiscard]] std::vector<BodyField> body(const Endpoint& endpoint);

private:
    /// Of the path item and of the operation, which comes later and wins.
    [[nodiscard]] std::vector<Node> stated_parameters(const Statement& statement);
    [[nodiscard]] ValueType parameter_type(Node parameter);
    [[nodiscard]] std::vector<Property> body_properties(const Statement& statement);

    Documents& documents_;
    Schemas& schemas_;
    std::string_view version_header_;
};

}  // namespace latchkey::catalog::openapi
