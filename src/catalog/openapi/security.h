#pragma once

#include "catalog/openapi/endpoints.h"
#include "catalog/openapi/overlay.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace latchkey::catalog::openapi {

/// Who may call an operation.
struct Reach {
    Names levels;
    /// None = every kind has it.
    std::optional<Names> kinds;
    /// None = not known.
    std::optional<ScopeSets> scopes;
    /// The levels of the alternatives that name a scope.
    std::map<std::string_view, Names> scope_levels;
    std::string_view evidence;
};

/// Reads what the files say of credentials. An empty list of scopes does not say that none is
/// needed; no security at all, or an alternative without any, does.
class Security {
public:
    /// Without rows for the schemes in the overlay each scheme is a credential kind of its own, and
    /// the one level of all is `derived_level`.
    Security(Documents& documents, const ApiFiles& files, const Endpoints& endpoints,
             const Overlay& overlay, Arena& arena);

    static constexpr std::string_view derived_level = "account";

    /// The kinds that the files' own schemes are; none where the overlay has its own.
    [[nodiscard]] const std::vector<Kind>& derived_kinds() const { return kinds_; }
    [[nodiscard]] Reach of(const Endpoint& endpoint);

private:
    /// What one statement, or one alternative of it, demands.
    struct Stated {
        Names levels;
        std::vector<std::optional<Names>> kinds;
        /// None = it does not say.
        std::optional<ScopeSets> scopes;
        std::map<std::string_view, Names> scope_levels;
    };

    [[nodiscard]] Node requirement(const Statement& statement) const;
    [[nodiscard]] Stated stated(const Statement& statement);
    void add_alternative(Node alternative, const Statement& statement, Stated& found,
                         bool& needs_none);
    [[nodiscard]] const SchemeRow* scheme(Node name, std::string_view product);

    void derive_rows(const ApiFiles& files, const Endpoints& endpoints, Arena& arena);
    void derive_kind(Node scheme, bool has_scopes, Arena& arena);
    [[nodiscard]] std::map<std::string_view, bool> schemes_with_scopes(const Endpoints& endpoints);

    Documents& documents_;
    const Overlay& overlay_;
    bool says_nothing_ = false;
    std::vector<SchemeRow> rows_;
    std::vector<Kind> kinds_;
};

}  // namespace latchkey::catalog::openapi
