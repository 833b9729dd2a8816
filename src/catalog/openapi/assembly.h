#pragma once

#include "catalog/openapi/documents.h"
#include "catalog/openapi/draft.h"
#include "catalog/openapi/endpoints.h"
#include "catalog/openapi/import.h"
#include "catalog/openapi/records.h"
#include "catalog/openapi/request.h"
#include "catalog/openapi/schemas.h"
#include "catalog/openapi/security.h"

#include <map>
#include <set>
#include <string_view>
#include <vector>

namespace latchkey::catalog::openapi {

/// Makes the rows of a catalogue out of what was read.
class Assembly {
public:
    Assembly(Documents& documents, const ApiFiles& files, const Endpoints& endpoints,
             const Overlay& overlay, Arena& arena, ImportOutput& output);

    [[nodiscard]] Draft run();

private:
    [[nodiscard]] DraftOperation operation(const EndpointKey& key, const Endpoint& endpoint);
    void suppose(DraftOperation& operation);
    void judge(DraftOperation& operation);
    [[nodiscard]] std::string_view id_of(const DraftOperation& operation);
    /// Counts rows of the catalogue; false, and a problem, where they are too many.
    [[nodiscard]] bool count(const DraftOperation& operation, std::size_t rows);
    void add_operations(Draft& draft);
    void add_entities(Draft& draft);
    void leave_out_unused(const Draft& draft, std::map<std::string_view, EntityRow>& rows);
    void add_scopes(Draft& draft);
    void check_events(const Draft& draft);
    void note_unused(const Draft& draft);
    void note(Node at, std::string message);
    [[nodiscard]] std::set<std::string_view> user_role_scopes();

    Documents& documents_;
    const ApiFiles& files_;
    const Endpoints& endpoints_;
    const Overlay& overlay_;
    Arena& arena_;
    ImportOutput& output_;
    Schemas schemas_;
    Records records_;
    Requests requests_;
    Security security_;
    std::size_t rows_ = 0;
};

}  // namespace latchkey::catalog::openapi
