#include "latchkey/explain.h"

#include "catalog/load.h"
#include "catalog/overlay.h"
#include "workspace/explain_parts.h"
#include "workspace/read_file.h"

#include <algorithm>
#include <memory>

namespace latchkey {
namespace {

using catalog::Catalog;
using std::string;
using std::string_view;

string_view origin_text(catalog::Origin origin) {
    switch (origin) {
        case catalog::Origin::workspace: return "this workspace";
        case catalog::Origin::overridden: return "this workspace (in place of the shipped one)";
        case catalog::Origin::shipped: break;
    }
    return "shipped";
}

string kind_line(const Catalog& provider, const catalog::Kind& kind) {
    return "- `" + string(kind.id) + "` " + string(kind.title) + ": " +
           (kind.full_access ? "full access" : "scoped") + ", " +
           (kind.is_static ? "static" : "expiring") + ", " +
           workspace::level_names(provider, kind.levels) +
           (kind.webhooks ? ", receives webhooks" : "") +
           (kind.support_ended.empty() ? "" : ", support ended " + string(kind.support_ended)) +
           "\n";
}

string entity_line(const Catalog& provider, const catalog::Entity& entity) {
    string verbs;
    for (const auto verb : entity.verbs) {
        verbs += (verbs.empty() ? "" : ", ") + string(provider[verb].id);
    }
    return "| " + string(entity.id) + " | " + verbs + " | " +
           std::to_string(entity.operations.size()) + " | " + std::to_string(entity.fields.size()) +
           " |\n";
}

std::vector<CatalogProblem> with_path(string_view path,
                                      std::vector<catalog::LoadProblem> problems) {
    std::vector<CatalogProblem> all;
    for (catalog::LoadProblem& problem : problems) {
        all.push_back({string(path), std::move(problem.pointer), std::move(problem.message)});
    }
    return all;
}

/// The catalogue that stands beside an overlay, if there is a sound one.
std::shared_ptr<const catalog::LoadedCatalog> beside(const string& overlay) {
    constexpr string_view ending = ".overlay.json";
    if (!overlay.ends_with(ending)) {
        return nullptr;
    }
    const workspace::FileText file =
        workspace::read_file(overlay.substr(0, overlay.size() - ending.size()) + ".json");
    return file.text ? catalog::load(*file.text).loaded : nullptr;
}

CatalogVerdict verify_overlay(const string& path, const string& text, const string& provider) {
    const auto own = beside(path);
    const auto shipped = catalog::shipped();
    const auto found = std::ranges::find(shipped, provider, &Catalog::id);
    const Catalog* made = own != nullptr && own->catalog().id == provider ? &own->catalog()
                          : found != shipped.end()                        ? &*found
                                                                          : nullptr;
    CatalogVerdict verdict{with_path(path, catalog::verify_overlay(text, made)), {}};
    if (made == nullptr) {
        verdict.note = path + ": there is no catalogue of `" + provider +
                       "` to hold it against; only its form was looked at";
    }
    return verdict;
}

}  // namespace

string list_catalogs(const Analysis& analysis) {
    string text =
        "| provider | version | scopes | entities | operations | events | from "
        "|\n|---|---|---|---|---|---|---|\n";
    for (const Catalog* provider : analysis.data().model.providers) {
        text += "| " + string(provider->id) + " | " + string(provider->version) + " | " +
                std::to_string(provider->scopes.size()) + " | " +
                std::to_string(provider->entities.size()) + " | " +
                std::to_string(provider->operations.size()) + " | " +
                std::to_string(provider->events.size()) + " | " +
                string(origin_text(provider->origin)) + " |\n";
    }
    return text;
}

string show_catalog(const Analysis& analysis, string_view id) {
    const auto& providers = analysis.data().model.providers;
    const auto found =
        std::ranges::find_if(providers, [&](const Catalog* one) { return one->id == id; });
    if (found == providers.end()) {
        return {};
    }
    const Catalog& provider = **found;
    string text = "# " + string(provider.title) + " (`" + string(id) + "`), " +
                  string(provider.version) + "\n\n";
    text += string(provider.digest) + ", " + string(origin_text(provider.origin)) +
            "\n\n## Credential kinds\n\n";
    for (const catalog::Kind& kind : provider.kinds) {
        text += kind_line(provider, kind);
    }
    text +=
        "\n## Scopes\n\n| scope | tier | levels | operations | status |\n|---|---|---|---|---|\n";
    for (const catalog::Scope& scope : provider.scopes) {
        // The permissions of human users are no scopes of a key; `explain` knows them.
        if (scope.status != catalog::ScopeStatus::user_role) {
            text += "| " + string(scope.id) + " | " + string(to_string(scope.tier)) + " | " +
                    workspace::level_names(provider, scope.levels) + " | " +
                    std::to_string(scope.operations.size()) + " | " +
                    string(to_string(scope.status)) + " |\n";
        }
    }
    text += "\n## Entities\n\n| entity | verbs | operations | fields |\n|---|---|---|---|\n";
    for (const catalog::Entity& entity : provider.entities) {
        text += entity_line(provider, entity);
    }
    return text;
}

CatalogVerdict verify_catalog(const std::string& provider_or_path) {
    const auto shipped = catalog::shipped();
    const auto found = std::ranges::find(shipped, provider_or_path, &Catalog::id);
    if (found != shipped.end()) {
        return {with_path(provider_or_path, catalog::verify(*found)), {}};
    }
    const workspace::FileText file = workspace::read_file(provider_or_path);
    if (!file.text) {
        return {{},
                provider_or_path + ": cannot be read: " + file.reason +
                    "; nor does latchkey ship such a provider"};
    }
    if (const auto provider = catalog::overlay_provider(*file.text)) {
        return verify_overlay(provider_or_path, *file.text, *provider);
    }
    catalog::LoadResult result = catalog::load(*file.text);
    if (result.loaded == nullptr) {
        return {with_path(provider_or_path, std::move(result.problems)), {}};
    }
    return {with_path(provider_or_path, catalog::verify(*result.loaded)), {}};
}

}  // namespace latchkey
