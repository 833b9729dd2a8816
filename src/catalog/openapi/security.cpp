#include "catalog/openapi/security.h"

#include "catalog/json_reader.h"
#include "catalog/openapi/derive.h"

#include <algorithm>
#include <set>

namespace latchkey::catalog::openapi {
namespace {

void add_sorted(Names& names, const Names& more) {
    names.insert(names.end(), more.begin(), more.end());
    std::ranges::sort(names);
    names.erase(std::unique(names.begin(), names.end()), names.end());
}

constexpr std::size_t most_kinds = 16;

}  // namespace

Security::Security(Documents& documents, const ApiFiles& files, const Endpoints& endpoints,
                   const Overlay& overlay, Arena& arena)
    : documents_(documents), overlay_(overlay), rows_(overlay.rules.security) {
    if (!overlay.rules.has_security && overlay.kinds.empty()) {
        derive_rows(files, endpoints, arena);
    } else {
        // An overlay that has kinds, and does not say which schemes they are.
        says_nothing_ = !overlay.rules.has_security;
    }
}

Node Security::requirement(const Statement& statement) const {
    const Node own = documents_.member(statement.operation, "security");
    return own ? own : documents_.member(statement.root, "security");
}

std::map<std::string_view, bool> Security::schemes_with_scopes(const Endpoints& endpoints) {
    std::map<std::string_view, bool> found;
    for (const auto& [key, endpoint] : endpoints) {
        for (const Statement& statement : endpoint.statements) {
            for (const Node alternative : documents_.elements(requirement(statement))) {
                for (const Node scheme : documents_.members(alternative)) {
                    found[documents_.name(scheme)] |= !documents_.elements(scheme).empty();
                }
            }
        }
    }
    return found;
}

void Security::derive_kind(Node written, bool has_scopes, Arena& arena) {
    const std::string_view scheme = documents_.name(written);
    if (std::ranges::find(rows_, scheme, &SchemeRow::scheme) != rows_.end()) {
        return;
    }
    const Node declared = documents_.resolve(written);
    const std::string_view type = documents_.text(documents_.member(declared, "type"));
    std::string name = name_of(scheme);
    name = name.empty() ? "credential" : name;
    const bool scoped = type == "oauth2" || type == "openIdConnect";
    const std::string_view id = arena.keep_text(name);
    rows_.push_back({.scheme = scheme,
                     .products = {},
                     .levels = {derived_level},
                     .kinds = Names{id},
                     .needs_none = false});
    const auto known = std::ranges::find(kinds_, id, &Kind::id);
    if (known != kinds_.end()) {
        known->full_access = known->full_access && !scoped && !has_scopes;
        return;
    }
    if (kinds_.size() == most_kinds) {
        documents_.problem(written, "is one kind of credential too many: there may be " +
                                        std::to_string(most_kinds) +
                                        "; an overlay can say which are the same");
        return;
    }
    Kind kind;
    kind.id = id;
    kind.title = id;
    kind.full_access = !scoped && !has_scopes;
    kind.levels = 1;
    kind.is_static = !scoped;
    kinds_.push_back(kind);
}

void Security::derive_rows(const ApiFiles& files, const Endpoints& endpoints, Arena& arena) {
    const std::map<std::string_view, bool> with_scopes = schemes_with_scopes(endpoints);
    for (const ApiFiles::File& file : files.files()) {
        const Node components = documents_.member(file.root, "components");
        for (const Node scheme :
             documents_.members(documents_.member(components, "securitySchemes"))) {
            const auto used = with_scopes.find(documents_.name(scheme));
            if (used != with_scopes.end()) {
                derive_kind(scheme, used->second, arena);
            }
        }
    }
    if (kinds_.empty()) {
        // Files that say nothing of credentials do not mean that none is needed.
        Kind kind;
        kind.id = "api-key";
        kind.title = "api-key";
        kind.full_access = true;
        kind.levels = 1;
        kind.is_static = true;
        kinds_.push_back(kind);
    }
    std::ranges::sort(kinds_, {}, &Kind::id);
}

const SchemeRow* Security::scheme(Node written, std::string_view product) {
    const std::string_view name = documents_.name(written);
    const SchemeRow* found = nullptr;
    for (const SchemeRow& row : rows_) {
        if (row.scheme != name) {
            continue;
        }
        const bool own = std::ranges::find(row.products, product) != row.products.end();
        if (own) {
            return &row;
        }
        found = found == nullptr && row.products.empty() ? &row : found;
    }
    if (found == nullptr) {
        documents_.problem(
            written, overlay_.rules.has_security
                         ? "is the security scheme " + quoted(name) +
                               ", which the overlay's `import.security` does not know"
                         : "is the security scheme " + quoted(name) + ", which no file declares");
    }
    return found;
}

void Security::add_alternative(Node alternative, const Statement& statement, Stated& found,
                               bool& needs_none) {
    const std::vector<Node> schemes = documents_.members(alternative);
    if (schemes.empty()) {
        needs_none = true;
        found.kinds.emplace_back(std::nullopt);
        return;
    }
    const bool any_scopes =
        std::ranges::any_of(schemes, [&](Node one) { return !documents_.elements(one).empty(); });
    Names scopes;
    Names levels;
    bool none = true;
    for (const Node one : schemes) {
        Names own;
        for (const Node scope : documents_.elements(one)) {
            own.push_back(documents_.text(scope));
        }
        // Of several that go together the one with scopes is the credential; the others only say
        // who calls.
        if (own.empty() && any_scopes) {
            continue;
        }
        add_sorted(scopes, own);
        const SchemeRow* const row = says_nothing_ ? nullptr : scheme(one, statement.product);
        if (row != nullptr) {
            add_sorted(levels, row->levels);
            found.kinds.push_back(row->kinds);
        }
        none = none && row != nullptr && row->needs_none;
    }
    add_sorted(found.levels, levels);
    for (const std::string_view scope : scopes) {
        add_sorted(found.scope_levels[scope], levels);
    }
    if (!scopes.empty()) {
        found.scopes = found.scopes.value_or(ScopeSets());
        found.scopes->push_back(std::move(scopes));
    }
    needs_none = needs_none || (!any_scopes && none);
}

Security::Stated Security::stated(const Statement& statement) {
    Stated found;
    const Node list = requirement(statement);
    if (!list) {
        return found;
    }
    const std::vector<Node> alternatives = documents_.elements(list);
    bool needs_none = alternatives.empty() && documents_.kind(list) == Documents::Kind::list;
    for (const Node alternative : alternatives) {
        add_alternative(alternative, statement, found, needs_none);
    }
    if (needs_none) {
        found.scopes = ScopeSets();
    } else if (found.scopes.has_value()) {
        std::ranges::sort(*found.scopes);
        found.scopes->erase(std::unique(found.scopes->begin(), found.scopes->end()),
                            found.scopes->end());
    }
    return found;
}

Reach Security::of(const Endpoint& endpoint) {
    Reach reach;
    Names kinds;
    bool every_kind = true;
    bool none_open = true;
    std::size_t stating = 0;
    for (const Statement& statement : endpoint.statements) {
        Stated found = stated(statement);
        add_sorted(reach.levels, found.levels);
        for (const std::optional<Names>& one : found.kinds) {
            every_kind = false;
            none_open = none_open && one.has_value();
            add_sorted(kinds, one.value_or(Names()));
        }
        if (found.scopes.has_value()) {
            ++stating;
            reach.scopes = std::move(found.scopes);
        }
        for (const auto& [scope, levels] : found.scope_levels) {
            add_sorted(reach.scope_levels[scope], levels);
        }
    }
    if (!every_kind && none_open) {
        reach.kinds = std::move(kinds);
    }
    const bool by_all = stating == 0 || stating == endpoint.statements.size();
    reach.evidence = by_all ? "spec" : "other-version";
    return reach;
}

}  // namespace latchkey::catalog::openapi
