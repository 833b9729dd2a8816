#include "latchkey/baseline.h"

#include "cli/check.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <system_error>

namespace latchkey::cli {
namespace {

constexpr std::string_view default_name = "latchkey.baseline.json";

std::string entry_text(const BaselineEntry& entry) {
    return entry.rule + (entry.object.empty() ? "" : " of " + entry.object) + ": " + entry.message;
}

std::string count_of(const Baseline& baseline) {
    std::size_t count = 0;
    for (const BaselineEntry& entry : baseline) {
        count += entry.count;
    }
    return std::to_string(count) + (count == 1 ? " finding" : " findings");
}

ExitCode write(const std::string& path, const Baseline& baseline, const Common& common,
               bool dry_run) {
    if (!dry_run) {
        if (const std::string error = replace_file(path, write_baseline(baseline));
            !error.empty()) {
            complain(path + ": cannot be written: " + error);
            return not_readable;
        }
    }
    if (!common.quiet) {
        complain((dry_run ? "would write " : "wrote ") + count_of(baseline) + " to " + path);
    }
    return nothing_found;
}

std::optional<Baseline> read(const std::string& path, ExitCode& code) {
    std::ifstream file(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    if (!file || file.bad()) {
        complain(path + ": cannot be read; latchkey check --write-baseline --baseline " + path +
                 " makes it");
        code = not_readable;
        return std::nullopt;
    }
    BaselineText read = read_baseline(text);
    if (!read.baseline) {
        complain(path + ": " + read.problem);
        code = wrong_usage;
    }
    return std::move(read.baseline);
}

/// Without a configuration the workspace is what was named; only where directories were named it
/// can be the one that the baseline is of.
bool is_whole(const Session& session, const Common& common) {
    return !session.loaded.config_path.empty() ||
           std::ranges::all_of(common.paths, [](const std::string& path) {
               std::error_code error;
               return std::filesystem::is_directory(path, error);
           });
}

ExitCode judge(const std::string& path, const Baseline& gone) {
    for (const BaselineEntry& entry : gone) {
        complain(path + ": no longer found" +
                 (entry.count == 1 ? "" : " (" + std::to_string(entry.count) + " times)") + ": " +
                 entry_text(entry));
    }
    if (!gone.empty()) {
        complain("latchkey check --baseline " + path + " --prune-baseline takes " +
                 (gone.size() == 1 ? "it" : "them") + " out of the baseline");
    }
    return gone.empty() ? nothing_found : findings;
}

}  // namespace

ExitCode use_baseline(const Session& session, const Common& common, const CheckOptions& options,
                      std::vector<Diagnostic>& all) {
    if (options.baseline.empty() && !options.write_baseline) {
        return nothing_found;
    }
    const std::string path = options.baseline.empty()
                                 ? session.loaded.prefix + std::string(default_name)
                                 : options.baseline;
    if (options.write_baseline) {
        const Baseline made = make_baseline(all);
        // Nothing is left to judge: what is listed is what is there.
        static_cast<void>(apply_baseline(made, session.loaded.options, all));
        return write(path, made, common, options.dry_run);
    }
    ExitCode code = nothing_found;
    const auto baseline = read(path, code);
    if (!baseline) {
        return code;
    }
    Baseline gone = apply_baseline(*baseline, session.loaded.options, all);
    if (!is_whole(session, common)) {
        gone.clear();
    }
    if (!options.prune_baseline) {
        return judge(path, gone);
    }
    return gone.empty() ? nothing_found
                        : write(path, prune_baseline(*baseline, gone), common, options.dry_run);
}

}  // namespace latchkey::cli
