#include "latchkey/catalog_import.h"

#include "cli/commands.h"

#include <cstdio>
#include <filesystem>
#include <system_error>

namespace latchkey::cli {
namespace {

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
    return std::to_string(count) + " " + std::string(count == 1 ? one : many);
}

void print_problems(const std::vector<CatalogProblem>& problems) {
    for (const CatalogProblem& problem : problems) {
        const std::string pointer = problem.pointer.empty() ? "" : problem.pointer + ": ";
        print(problem.path + ": " + pointer + problem.message + "\n");
    }
    // What follows on standard error is to be read after it.
    std::fflush(stdout);
}

/// Ends an import that wrote nothing.
ExitCode stopped(const std::vector<CatalogProblem>& problems, const ImportOptions& options) {
    print_problems(problems);
    complain("nothing was written to " + options.out);
    return findings;
}

void print_derived(const CatalogImport& made, bool has_overlay) {
    if (made.derived.empty()) {
        return;
    }
    const std::size_t count = made.derived.size();
    std::string text =
        has_overlay
            ? counted(count, "operation has", "operations have") + " no line in the overlay:\n"
            : "without an overlay " + counted(count, "operation is", "operations are") +
                  " what method and path let one suppose:\n";
    for (const DerivedOperation& one : made.derived) {
        text += "  " + one.operation + ": " + one.verb + " on " + one.entity + "\n";
    }
    print(text);
}

void read_overlay(const std::string& path, ImportRead& read, ImportRequest& request) {
    std::error_code error;
    if (std::filesystem::is_directory(path, error)) {
        read.unreadable = path + ": is no overlay but a folder";
        return;
    }
    ImportRead overlay = read_import_set(path, {});
    read.unreadable = overlay.unreadable;
    read.problems.insert(read.problems.end(), overlay.problems.begin(), overlay.problems.end());
    if (!overlay.set.files.empty()) {
        request.overlay = ImportFile{path, std::move(overlay.set.files.front().text)};
    }
}

}  // namespace

ExitCode run_catalog_import(const Common& common, const ImportOptions& options) {
    ImportRead read = read_import_set(options.openapi, {options.out, options.overlay});
    ImportRequest request{.provider = options.provider,
                          .date = options.date.empty() ? today() : options.date,
                          .set = std::move(read.set),
                          .overlay = std::nullopt};
    if (!options.overlay.empty() && read.unreadable.empty()) {
        read_overlay(options.overlay, read, request);
    }
    if (!read.unreadable.empty()) {
        complain(read.unreadable);
        return not_readable;
    }
    if (!read.problems.empty()) {
        return stopped(read.problems, options);
    }
    const CatalogImport made = import_catalog(request);
    if (!made.problems.empty()) {
        return stopped(made.problems, options);
    }
    if (const std::string error = write_catalog(options.out, made.text); !error.empty()) {
        complain(error);
        return not_readable;
    }
    if (!common.quiet) {
        print_derived(made, request.overlay.has_value());
        print_problems(made.notes);
        const std::string text =
            "latchkey: " + counted(made.operations, "operation", "operations") + ", " +
            counted(made.scopes, "scope", "scopes") + " and " +
            counted(made.entities, "entity", "entities") + " in " + options.out + "\n";
        std::fwrite(text.data(), 1, text.size(), stderr);
    }
    return nothing_found;
}

}  // namespace latchkey::cli
