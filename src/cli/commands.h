#pragma once

#include "cli/common.h"

#include <string>
#include <vector>

/// One function for each command; `main.cpp` reads the command line.
namespace latchkey::cli {

struct CompileOptions {
    std::string out;
    bool check = false;
};

struct ImportOptions {
    std::string provider;
    std::string openapi;
    std::string overlay;
    std::string out;
    std::string date;
};

[[nodiscard]] ExitCode run_check(const Common& common);
[[nodiscard]] ExitCode run_compile(const Common& common, const CompileOptions& options);
[[nodiscard]] ExitCode run_test(const Common& common);
[[nodiscard]] ExitCode run_explain(const Common& common, const std::vector<std::string>& id);
[[nodiscard]] ExitCode run_rules(const std::string& format);
[[nodiscard]] ExitCode run_catalog_list(const Common& common);
[[nodiscard]] ExitCode run_catalog_show(const Common& common, const std::string& provider);
/// `what` is a provider that ships with Latchkey, or the path of a catalogue file.
[[nodiscard]] ExitCode run_catalog_verify(const std::vector<std::string>& what);
[[nodiscard]] ExitCode run_catalog_import(const Common& common, const ImportOptions& options);
[[nodiscard]] ExitCode run_schema(const std::string& name);

}  // namespace latchkey::cli
