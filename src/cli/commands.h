#pragma once

#include "cli/common.h"

#include <optional>
#include <string>
#include <vector>

/// One function for each command; `main.cpp` reads the command line.
namespace latchkey::cli {

struct CompileOptions {
    std::string out;
    bool check = false;
};

struct FormatOptions {
    /// Write nothing; name the files that would change.
    bool check = false;
    /// Write nothing; show what would change.
    bool diff = false;
};

struct CheckOptions {
    /// `safe` or `all`; empty = nothing is fixed.
    std::string fix;
    /// Show what would be fixed and write nothing.
    bool diff = false;
    std::string baseline;
    bool write_baseline = false;
    bool prune_baseline = false;
    bool dry_run = false;
};

/// Both sides: a provider that ships with Latchkey, a catalogue file, or a folder of OpenAPI files.
struct CatalogDiffOptions {
    std::string before;
    std::string after;
    /// For folders.
    std::string overlay;
    std::string format = "text";
    /// `widened`, `any` or `never`.
    std::string fail_on = "never";
};

struct ImportOptions {
    std::string provider;
    std::string openapi;
    std::string overlay;
    std::string out;
    std::string date;
};

struct InitOptions {
    std::string directory = ".";
    bool dry_run = false;
    /// The scopes, `@FILE` or `-`.
    std::optional<std::string> from_scopes;
    std::string provider = "highlevel";
    std::string name;
};

[[nodiscard]] ExitCode run_check(const Common& common, const CheckOptions& options);
[[nodiscard]] ExitCode run_compile(const Common& common, const CompileOptions& options);
[[nodiscard]] ExitCode run_fmt(const Common& common, const FormatOptions& options);
/// With `coverage` also what no assertion speaks of, as text or JSON.
[[nodiscard]] ExitCode run_test(const Common& common, bool coverage);
[[nodiscard]] ExitCode run_explain(const Common& common, const std::vector<std::string>& id);
[[nodiscard]] ExitCode run_rules(const std::string& format);
[[nodiscard]] ExitCode run_catalog_list(const Common& common);
[[nodiscard]] ExitCode run_catalog_show(const Common& common, const std::string& provider);
/// `what` is a provider that ships with Latchkey, or the path of a catalogue file.
[[nodiscard]] ExitCode run_catalog_verify(const std::vector<std::string>& what);
[[nodiscard]] ExitCode run_lsp(const Common& common);
[[nodiscard]] ExitCode run_catalog_diff(const Common& common, const CatalogDiffOptions& options);
[[nodiscard]] ExitCode run_catalog_import(const Common& common, const ImportOptions& options);
[[nodiscard]] ExitCode run_init(const Common& common, const InitOptions& options);
[[nodiscard]] ExitCode run_schema(const std::string& name);

}  // namespace latchkey::cli
