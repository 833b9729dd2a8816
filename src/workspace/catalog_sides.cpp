#include "latchkey/catalog_diff.h"

#include "catalog/compare.h"
#include "catalog/load.h"
#include "workspace/analysis.h"
#include "workspace/read_file.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <system_error>
#include <utility>

namespace latchkey {
namespace {

using catalog::Catalog;

/// A catalogue to compare, kept alive, or why there is none.
struct Side {
    std::shared_ptr<const catalog::LoadedCatalog> loaded;
    const Catalog* catalog = nullptr;
    std::string from;
    std::vector<LoadError> errors;
};

Side failed(LoadError::Kind kind, std::string message) {
    Side side;
    side.errors.push_back({kind, std::move(message)});
    return side;
}

/// What one argument stands for: a provider that ships with Latchkey, or a catalogue file.
Side load_side(const std::string& argument) {
    const auto shipped = catalog::shipped();
    const auto found = std::ranges::find(shipped, argument, &Catalog::id);
    if (found != shipped.end()) {
        return {.loaded = nullptr, .catalog = &*found, .from = "shipped", .errors = {}};
    }
    std::error_code error;
    if (std::filesystem::is_directory(argument, error)) {
        return failed(
            LoadError::Kind::usage,
            argument +
                ": a folder of OpenAPI files; make a catalogue of it first, with latchkey "
                "catalog import --provider ID --openapi " +
                argument + " --overlay FILE -o FILE");
    }
    const workspace::FileText file = workspace::read_file(argument);
    if (!file.text) {
        return failed(LoadError::Kind::io, argument + ": cannot be read: " + file.reason +
                                               "; nor does latchkey ship such a provider");
    }
    catalog::LoadResult result = catalog::load(*file.text);
    Side side{.loaded = result.loaded, .catalog = nullptr, .from = argument, .errors = {}};
    for (const catalog::LoadProblem& problem : result.problems) {
        side.errors.push_back(
            {LoadError::Kind::usage, argument + ": " +
                                         (problem.pointer.empty() ? "" : problem.pointer + ": ") +
                                         problem.message});
    }
    side.catalog = result.loaded == nullptr ? nullptr : &result.loaded->catalog();
    return side;
}

/// Adds an integration to those of a change.
void add_name(std::vector<std::string>& names, std::string_view name) {
    const auto at = std::ranges::lower_bound(names, name);
    if (at == names.end() || *at != name) {
        names.emplace(at, name);
    }
}

using OperationIds = std::vector<std::optional<catalog::Id<catalog::Operation>>>;

/// The operations of the changes in the catalogue that the workspace is judged by, which may be
/// neither of the two. Found once: there are hundreds, and they are asked for each integration.
OperationIds find_operations(const Catalog& provider, const std::vector<RecordChange>& changes) {
    const auto key = [](std::string_view method, std::string_view path) {
        return std::string(method) + " " + catalog::normalise_path(path);
    };
    std::map<std::string, std::uint32_t> known;
    for (std::uint32_t at = 0; at < provider.operations.size(); ++at) {
        const catalog::Operation& operation = provider.operations[at];
        known.emplace(key(to_string(operation.method), operation.path), at);
    }
    OperationIds found;
    for (const RecordChange& change : changes) {
        const std::string_view name = change.name;
        const std::size_t blank = name.find(' ');
        const auto at = known.find(key(name.substr(0, blank), name.substr(blank + 1)));
        found.push_back(at == known.end()
                            ? std::nullopt
                            : std::optional(catalog::Id<catalog::Operation>{at->second}));
    }
    return found;
}

void add_of(CatalogDiff& diff, const Catalog& provider, const OperationIds& operations,
            const authority::ProviderAuthority& held, std::string_view integration) {
    for (ScopeChange& scope : diff.scopes) {
        const auto found = provider.find_scope(scope.name);
        if (found && held.held.contains(*found)) {
            add_name(scope.held_by, integration);
        }
    }
    for (std::size_t at = 0; at < operations.size(); ++at) {
        if (operations[at] && held.allowed.contains(*operations[at])) {
            add_name(diff.operations[at].used_by, integration);
        }
    }
    for (RecordChange& event : diff.events) {
        const auto found = provider.find_event(event.name);
        if (found && std::ranges::find(held.events, *found, &authority::AllowedEvent::event) !=
                         held.events.end()) {
            add_name(event.used_by, integration);
        }
    }
}

}  // namespace

CatalogComparison compare_catalogs(const std::string& before, const std::string& after) {
    const Side old_side = load_side(before);
    const Side new_side = load_side(after);
    CatalogComparison comparison;
    comparison.errors = old_side.errors;
    comparison.errors.insert(comparison.errors.end(), new_side.errors.begin(),
                             new_side.errors.end());
    if (!comparison.errors.empty()) {
        return comparison;
    }
    if (old_side.catalog->id != new_side.catalog->id) {
        comparison.errors.push_back(
            {LoadError::Kind::usage, before + " is of `" + std::string(old_side.catalog->id) +
                                         "`, and " + after + " of `" +
                                         std::string(new_side.catalog->id) +
                                         "`: two catalogues of one provider can be compared"});
        return comparison;
    }
    comparison.diff = catalog::compare(*old_side.catalog, *new_side.catalog);
    comparison.diff->before.from = old_side.from;
    comparison.diff->after.from = new_side.from;
    return comparison;
}

void add_holders(CatalogDiff& diff, const Analysis& analysis) {
    const Analysis::Data& data = analysis.data();
    const auto& providers = data.model.providers;
    const auto provider = std::ranges::find_if(
        providers, [&](const Catalog* one) { return one->id == diff.after.provider; });
    if (provider == providers.end()) {
        return;
    }
    const OperationIds operations = find_operations(**provider, diff.operations);
    for (const model::Integration& integration : data.model.integrations) {
        if (integration.status == model::Status::retired) {
            continue;
        }
        for (const authority::ProviderAuthority& held :
             data.authorities[data.model.integrations.id_of(integration).index].providers) {
            if (&data.model.provider(held.provider) == *provider) {
                add_of(diff, **provider, operations, held, integration.name.text);
            }
        }
    }
}

}  // namespace latchkey
