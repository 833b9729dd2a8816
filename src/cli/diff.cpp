#include "latchkey/diff.h"

#include "latchkey/revision.h"

#include "cli/commands.h"
#include "cli/known.h"
#include "cli/progress.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <utility>

namespace latchkey::cli {
namespace {

constexpr std::array<std::pair<std::string_view, DiffFormat>, 4> formats{
    {{"text", DiffFormat::text},
     {"json", DiffFormat::json},
     {"markdown", DiffFormat::markdown},
     {"sarif", DiffFormat::sarif}}};

std::optional<DiffFormat> find_diff_format(std::string_view name) {
    const auto found = std::ranges::find(formats, name, &decltype(formats)::value_type::first);
    return found == formats.end() ? std::nullopt : std::optional(found->second);
}

DiffThreshold threshold_of(std::string_view name) {
    return name == "escalated" ? DiffThreshold::escalated
           : name == "any"     ? DiffThreshold::any
           : name == "never"   ? DiffThreshold::never
                               : DiffThreshold::widened;
}

/// One side read and analysed, or how the command ends.
struct Side {
    std::optional<DiffSide> side;
    Options options;
    ExitCode code = nothing_found;
};

/// Where people look for a file of that side.
std::string prefix_of(const PolicySide& side) {
    switch (side.kind) {
        case PolicySide::Kind::revision: return side.name + ":" + side.workspace.prefix;
        case PolicySide::Kind::manifests: return side.name + (side.name.ends_with('/') ? "" : "/");
        default: return side.workspace.prefix;
    }
}

Side analyse(PolicySide loaded, const Common& common, bool is_new) {
    Side side;
    side.options = std::move(loaded.workspace.options);
    side.side = DiffSide{.name = loaded.name, .analysis = nullptr, .manifests = {}, .prefix = {}};
    // Annotations on a pull request want the path of the file as it is in the tree.
    side.side->prefix = is_new && loaded.kind == PolicySide::Kind::revision
                            ? loaded.workspace.prefix
                            : prefix_of(loaded);
    if (!apply_options(common, side.options)) {
        return {std::nullopt, {}, wrong_usage};
    }
    for (const std::string& note : loaded.notes) {
        complain(loaded.name + ": " + note);
    }
    if (loaded.kind == PolicySide::Kind::manifests) {
        side.side->manifests = std::move(loaded.manifests);
        return side;
    }
    Workspace workspace(side.options);
    for (PolicyFile& file : loaded.workspace.files) {
        workspace.set(std::move(file.path), std::move(file.text));
    }
    side.side->analysis = workspace.analyse();
    for (const CatalogProblem& problem : side.side->analysis->catalog_problems()) {
        complain(line_of(problem, side.side->prefix));
        side.code = wrong_usage;
    }
    return side;
}

Side open_side(const std::string& name, const Common& common, bool is_new) {
    SideOutcome outcome = load_side({.name = name, .config = common.config});
    Side side;
    for (const LoadError& error : outcome.errors) {
        complain(error.message);
        side.code =
            std::max(side.code, error.kind == LoadError::Kind::io ? not_readable : wrong_usage);
    }
    return outcome.side ? analyse(std::move(*outcome.side), common, is_new) : std::move(side);
}

/// `--output FORMAT:PATH`.
ExitCode write_output(const PolicyDiff& diff, const std::string& output) {
    const std::size_t colon = output.find(':');
    const auto format = find_diff_format(output.substr(0, colon));
    if (colon == std::string::npos || !format) {
        complain("--output " + output +
                 ": write FORMAT:PATH with a format of text, json, markdown or sarif");
        return wrong_usage;
    }
    const std::string path = output.substr(colon + 1);
    std::ofstream file(path, std::ios::binary);
    file << render(diff, *format, false);
    file.close();
    if (!file) {
        complain(path + ": cannot be written");
        return not_readable;
    }
    return nothing_found;
}

ExitCode tell(const PolicyDiff& diff, const Common& common) {
    for (const std::string& output : common.outputs) {
        if (const ExitCode code = write_output(diff, output); code != nothing_found) {
            return code;
        }
    }
    const DiffFormat format = find_diff_format(common.format).value_or(DiffFormat::text);
    if (!common.quiet || format != DiffFormat::text) {
        const bool colour = render_options({}, common, STDOUT_FILENO).colour;
        print(render(diff, format, colour));
    }
    return fails(diff, threshold_of(common.fail_on)) ? findings : nothing_found;
}

}  // namespace

ExitCode run_diff(const Common& common, const DiffOptions& options) {
    DiffOutcome outcome;
    {
        // Its line has to be gone before anything is printed.
        Progress progress(common.quiet);
        progress.begin("reading");
        const Side before = open_side(options.before, common, false);
        const Side after = open_side(options.after, common, true);
        if (const ExitCode code = std::max(before.code, after.code); code != nothing_found) {
            return code;
        }
        progress.begin("comparing");
        outcome = compare_policies(*before.side, *after.side, after.options, before.options);
    }
    for (const std::string& error : outcome.errors) {
        complain(error);
    }
    return outcome.diff ? tell(*outcome.diff, common) : not_readable;
}

}  // namespace latchkey::cli
