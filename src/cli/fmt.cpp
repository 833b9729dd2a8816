#include "latchkey/format.h"

#include "cli/commands.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <system_error>

namespace latchkey::cli {
namespace {

namespace fs = std::filesystem;

/// The files that were asked for, formatted, and how they are named.
struct Formatted {
    LoadedWorkspace loaded;
    std::vector<PolicyFile> chosen;
    Formatting result;

    [[nodiscard]] std::string name(std::size_t file) const {
        return loaded.prefix + chosen[file].path;
    }
    [[nodiscard]] bool changes(std::size_t file) const {
        return result.changes(static_cast<FileId>(file));
    }
};

Formatted format_chosen(LoadedWorkspace loaded, unsigned jobs) {
    Formatted formatted{.loaded = std::move(loaded), .chosen = {}, .result = {}};
    for (PolicyFile& file : formatted.loaded.files) {
        if (std::ranges::binary_search(formatted.loaded.chosen, file.path)) {
            formatted.chosen.push_back(std::move(file));
        }
    }
    formatted.result = format_files(formatted.chosen, formatted.loaded.options.catalogs, jobs);
    return formatted;
}

/// What does not parse is told on standard error: standard output is for texts and names.
void tell_errors(const Formatted& formatted, const Common& common) {
    const Findings findings{.list = formatted.result.errors,
                            .files = formatted.result.files,
                            .secrets = formatted.result.secrets,
                            .files_checked = formatted.chosen.size(),
                            .path_prefix = formatted.loaded.prefix};
    RenderOptions options = render_options(formatted.loaded, common, STDERR_FILENO);
    options.always_summary = false;
    const std::string text = render(findings, Format::text, options);
    std::fwrite(text.data(), 1, text.size(), stderr);
}

/// Replaces what changes; the number of files, or none where one could not be written.
std::optional<std::size_t> write_changed(const Formatted& formatted) {
    std::size_t count = 0;
    bool failed = false;
    for (std::size_t file = 0; file < formatted.chosen.size(); ++file) {
        if (!formatted.changes(file)) {
            continue;
        }
        const fs::path path = fs::path(formatted.loaded.root) / formatted.chosen[file].path;
        const std::string reason = rewrite_file(path.string(), *formatted.result.texts[file]);
        if (!reason.empty()) {
            complain(formatted.name(file) + ": cannot be written: " + reason);
            failed = true;
        }
        ++count;
    }
    return failed ? std::nullopt : std::optional(count);
}

void tell_written(std::size_t count, std::size_t all) {
    complain(std::to_string(count) + " of " + std::to_string(all) +
             (all == 1 ? " file" : " files") + " rewritten");
}

/// Shows what would change, and says whether anything would.
bool show_changed(const Formatted& formatted, const FormatOptions& options, bool quiet) {
    bool changes = false;
    for (std::size_t file = 0; file < formatted.chosen.size(); ++file) {
        changes = changes || formatted.changes(file);
        if (options.diff) {
            print(format_diff(formatted.result, static_cast<FileId>(file), formatted.name(file)));
        } else if (!quiet && formatted.changes(file)) {
            print(formatted.name(file) + "\n");
        }
    }
    return changes;
}

bool is_config(const std::string& path) {
    std::error_code error;
    return fs::path(path).filename() == "latchkey.toml" && fs::is_regular_file(path, error);
}

/// What standard input becomes.
void print_text(const Formatted& formatted) {
    if (formatted.result.texts.front()) {
        print(*formatted.result.texts.front());
    }
}

}  // namespace

ExitCode run_fmt(const Common& common, const FormatOptions& options) {
    const bool piped = std::ranges::find(common.paths, "-") != common.paths.end();
    if (piped && common.paths.size() > 1) {
        complain("fmt takes either `-` or paths: what it makes of standard input is its output");
        return wrong_usage;
    }
    // For the other commands a configuration stands for all of its policies; here that would
    // rewrite files that nobody named.
    const auto config = std::ranges::find_if(common.paths, is_config);
    if (config != common.paths.end()) {
        complain(*config + ": not a policy; policies end in .latch");
        return wrong_usage;
    }
    Loaded loaded = load(common);
    if (!loaded.workspace) {
        return loaded.code;
    }
    const Formatted formatted = format_chosen(std::move(*loaded.workspace), jobs_of(common));
    if (!common.quiet) {
        tell_errors(formatted, common);
    }
    ExitCode code = formatted.result.errors.empty() ? nothing_found : findings;
    if (options.check || options.diff) {
        const bool changes = show_changed(formatted, options, common.quiet);
        return changes && options.check ? findings : code;
    }
    if (piped) {
        print_text(formatted);
        return code;
    }
    const auto written = write_changed(formatted);
    if (written && !common.quiet) {
        tell_written(*written, formatted.chosen.size());
    }
    return written ? code : not_readable;
}

}  // namespace latchkey::cli
