#include "latchkey/catalog_diff.h"
#include "latchkey/catalog_import.h"

#include "catalog/compare.h"
#include "catalog/load.h"
#include "catalog/overlay.h"
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

void add_problem(Side& side, const CatalogProblem& problem) {
    side.errors.push_back(
        {LoadError::Kind::usage, problem.path + ": " +
                                     (problem.pointer.empty() ? "" : problem.pointer + ": ") +
                                     problem.message});
}

Side failed(LoadError::Kind kind, std::string message) {
    Side side;
    side.errors.push_back({kind, std::move(message)});
    return side;
}

/// A catalogue that was read from a text, or the problems of it at this name.
Side side_of(const std::string& text, std::string from) {
    catalog::LoadResult result = catalog::load(text);
    Side side{.loaded = result.loaded, .catalog = nullptr, .from = from, .errors = {}};
    for (const catalog::LoadProblem& problem : result.problems) {
        add_problem(side, {from, problem.pointer, problem.message});
    }
    side.catalog = result.loaded == nullptr ? nullptr : &result.loaded->catalog();
    return side;
}

/// Makes a catalogue of a folder of OpenAPI files and an overlay. Without one every entity would be
/// a guess, and nearly every operation differ from what people have judged.
Side import_side(const std::string& folder, const std::string& overlay) {
    if (overlay.empty()) {
        return failed(LoadError::Kind::usage,
                      folder +
                          ": a folder of OpenAPI files needs --overlay FILE, which says of which "
                          "provider they are and what they do not state");
    }
    const workspace::FileText file = workspace::read_file(overlay);
    if (!file.text) {
        return failed(LoadError::Kind::io, overlay + ": cannot be read: " + file.reason);
    }
    ImportRead read = read_import_set(folder, {overlay});
    if (!read.unreadable.empty()) {
        return failed(LoadError::Kind::io, read.unreadable);
    }
    const CatalogImport made =
        import_catalog({.provider = catalog::overlay_provider(*file.text).value_or(""),
                        .date = "1970-01-01",
                        .set = std::move(read.set),
                        .overlay = ImportFile{overlay, *file.text}});
    Side side;
    for (const CatalogProblem& problem : read.problems) {
        add_problem(side, problem);
    }
    for (const CatalogProblem& problem : made.problems) {
        add_problem(side, problem);
    }
    return side.errors.empty() ? side_of(made.text, folder) : std::move(side);
}

/// What one argument stands for: a provider that ships with Latchkey, a catalogue file, or a folder
/// of OpenAPI files.
Side load_side(const std::string& argument, const std::string& overlay) {
    const auto shipped = catalog::shipped();
    const auto found = std::ranges::find(shipped, argument, &Catalog::id);
    if (found != shipped.end()) {
        return {.loaded = nullptr, .catalog = &*found, .from = "shipped", .errors = {}};
    }
    std::error_code error;
    if (std::filesystem::is_directory(argument, error)) {
        return import_side(argument, overlay);
    }
    const workspace::FileText file = workspace::read_file(argument);
    if (!file.text) {
        return failed(LoadError::Kind::io, argument + ": cannot be read: " + file.reason +
                                               "; nor does latchkey ship such a provider");
    }
    return side_of(*file.text, argument);
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

CatalogComparison compare_catalogs(const std::string& before, const std::string& after,
                                   const std::string& overlay) {
    const Side old_side = load_side(before, overlay);
    const Side new_side = load_side(after, overlay);
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
             data.authorities[{data.model.integrations.id_of(integration).index}].providers) {
            if (&data.model.provider(held.provider) == *provider) {
                add_of(diff, **provider, operations, held, integration.name.text);
            }
        }
    }
}

}  // namespace latchkey
