#include "latchkey/manifest.h"

#include "cli/commands.h"

#include <algorithm>

namespace latchkey::cli {
namespace {

std::string manifests_text(std::size_t count) {
    return std::to_string(count) + (count == 1 ? " file" : " files");
}

ExitCode compare(const std::string& out, const std::vector<OutputFile>& files) {
    const SetResult result = compare_set(out, files);
    if (!result.error.empty()) {
        complain(result.error);
        return not_readable;
    }
    for (const std::string& name : result.changed) {
        complain(out + "/" + name + ": is not what the policies compile to");
    }
    for (const std::string& name : result.removed) {
        complain(out + "/" + name + ": no integration compiles to it any more");
    }
    return result.changed.empty() && result.removed.empty() ? nothing_found : findings;
}

ExitCode write(const std::string& out, const std::vector<OutputFile>& files, bool quiet) {
    const SetResult result = write_set(out, files);
    if (!result.error.empty()) {
        complain(result.error);
        return not_readable;
    }
    if (!quiet) {
        std::string text = "latchkey: " + manifests_text(files.size()) + " in " + out + " (" +
                           std::to_string(result.changed.size()) + " written, " +
                           std::to_string(result.unchanged) + " unchanged, " +
                           std::to_string(result.removed.size()) + " removed)\n";
        std::fwrite(text.data(), 1, text.size(), stderr);
    }
    return nothing_found;
}

/// What stops the writing: an error of the language anywhere, or a finding at the threshold.
bool is_stopped(const Session& session, std::string_view fail_on) {
    return std::ranges::any_of(session.analysis->diagnostics(), [&](const Diagnostic& one) {
        return one.language_error || reaches(one, fail_on);
    });
}

}  // namespace

ExitCode run_compile(const Common& common, const CompileOptions& options) {
    // Static, so that it is never taken apart: the program ends without that.
    static Opened opened;
    opened = open_session(common);
    if (!opened.session) {
        return opened.code;
    }
    Session& session = *opened.session;
    std::string out = options.out;
    if (out.empty() && !session.loaded.out.empty()) {
        out = session.loaded.prefix + session.loaded.out;
    }
    if (out.empty()) {
        complain(
            "compile needs an output directory: -o DIR, or `out` under [compile] in latchkey.toml");
        return wrong_usage;
    }
    // A set of manifests is of the whole workspace, so all that stops it is shown.
    session.chosen.assign(session.analysis->diagnostics().begin(),
                          session.analysis->diagnostics().end());
    const std::string_view fail_on =
        common.fail_on.empty() ? std::string_view("error") : common.fail_on;
    const ExitCode reported = report(session, common, fail_on);
    if (reported != nothing_found && reported != findings) {
        return reported;
    }
    if (is_stopped(session, fail_on)) {
        complain((options.check ? "nothing was compared with " : "nothing was written to ") + out);
        return findings;
    }
    const std::vector<OutputFile> files = session.analysis->manifests();
    if (files.empty()) {
        complain(
            "a manifest would show a secret that stands in a policy (hard-coded-secret); nothing "
            "was written to " +
            out);
        return findings;
    }
    return options.check ? compare(out, files) : write(out, files, common.quiet);
}

}  // namespace latchkey::cli
