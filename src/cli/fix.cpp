#include "latchkey/fix.h"

#include "cli/check.h"

#include <algorithm>
#include <cstdio>

namespace latchkey::cli {
namespace {

std::string count_of(std::size_t count, std::string_view noun) {
    return std::to_string(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

void say(const Common& common, const std::string& text) {
    if (!common.quiet) {
        const std::string line = "latchkey: " + text + "\n";
        std::fwrite(line.data(), 1, line.size(), stderr);
    }
}

std::string refused_text(std::size_t refused) {
    if (refused == 0) {
        return "";
    }
    return "; " + (refused == 1 ? "1 fix was" : std::to_string(refused) + " fixes were") +
           " left out, which would have given more power or brought a new finding";
}

ExitCode write_files(const Session& session, const FixResult& result) {
    for (const FixedFile& file : result.files) {
        const std::string error =
            replace_file(session.loaded.root + "/" + file.path, file.text, &file.before);
        if (!error.empty()) {
            complain(session.loaded.prefix + file.path + ": cannot be written: " + error);
            return not_readable;
        }
    }
    return nothing_found;
}

}  // namespace

Fixed fix(Session& session, const Common& common, const CheckOptions& options) {
    const FixMode mode = options.fix == "all" ? FixMode::all : FixMode::safe;
    const FixResult result = apply_fixes(*session.workspace, session.loaded.chosen, mode);
    const std::string what = result.applied == 0 ? "nothing" + refused_text(result.refused)
                                                 : count_of(result.applied, "finding") + " in " +
                                                       count_of(result.files.size(), "file") +
                                                       refused_text(result.refused);
    if (options.diff) {
        for (const FixedFile& file : result.files) {
            print(file.diff);
        }
        say(common, "would fix " + what);
        return {nothing_found, true};
    }
    session.analysis = result.analysis;
    if (std::ranges::find(common.paths, "-") != common.paths.end()) {
        const auto own = session.analysis->files().first(session.analysis->file_count());
        const auto input = std::ranges::find(own, session.loaded.chosen.front(),
                                             [](const auto& file) { return file->path(); });
        print((*input)->text());
        say(common, "fixed " + what);
        return {nothing_found, true};
    }
    const ExitCode code = write_files(session, result);
    if (code == nothing_found && (result.applied > 0 || result.refused > 0)) {
        say(common, "fixed " + what);
    }
    return {code, false};
}

}  // namespace latchkey::cli
