#include "cli/check.h"

#include "cli/commands.h"

#include <algorithm>

namespace latchkey::cli {
namespace {

/// What may not be said together; empty when all is well.
std::string contradiction(const Common& common, const CheckOptions& options) {
    const bool fixes = !options.fix.empty() || options.diff;
    const bool reads_input = std::ranges::find(common.paths, "-") != common.paths.end();
    if (options.write_baseline && options.prune_baseline) {
        return "--write-baseline and --prune-baseline: a new baseline has nothing to prune";
    }
    if (options.prune_baseline && options.baseline.empty()) {
        return "--prune-baseline needs the file: --baseline latchkey.baseline.json";
    }
    if (options.dry_run && !options.write_baseline && !options.prune_baseline) {
        return "--dry-run goes with --write-baseline or --prune-baseline; --diff shows fixes";
    }
    if (fixes && options.write_baseline) {
        return "--fix and --write-baseline: fix first, then write the baseline of what is left";
    }
    if (fixes && reads_input && common.paths.size() > 1) {
        return "--fix with - fixes standard input alone; name no other paths";
    }
    return {};
}

}  // namespace

ExitCode run_check(const Common& common, const CheckOptions& options) {
    if (const std::string wrong = contradiction(common, options); !wrong.empty()) {
        complain(wrong);
        return wrong_usage;
    }
    // Static, so that it is never taken apart: the program ends without that.
    static Opened opened;
    opened = open_session(common);
    if (!opened.session) {
        return opened.code;
    }
    Session& session = *opened.session;
    const std::string fail_on = common.fail_on.empty() ? "warning" : common.fail_on;
    std::vector<Diagnostic> all;
    bool shows_findings = true;
    if (!options.fix.empty() || options.diff) {
        const Fixed fixed = fix(session, common, options);
        if (fixed.code != nothing_found) {
            return fixed.code;
        }
        shows_findings = !fixed.took_output;
    }
    all.assign(session.analysis->diagnostics().begin(), session.analysis->diagnostics().end());
    const ExitCode baseline = use_baseline(session, common, options, all);
    if (baseline != nothing_found && baseline != findings) {
        return baseline;
    }
    session.choose(all);
    const ExitCode code = shows_findings
                              ? report(session, common, fail_on)
                              : report_elsewhere(session, common, fail_on, !options.diff);
    return code == nothing_found && fail_on != "never" ? baseline : code;
}

}  // namespace latchkey::cli
