#include "latchkey/assertions.h"

#include "cli/commands.h"

#include <algorithm>

namespace latchkey::cli {

ExitCode run_test(const Common& common, bool coverage) {
    if (coverage && common.format != "text" && common.format != "json") {
        complain("--coverage is written as text or json, not as " + common.format);
        return wrong_usage;
    }
    Opened opened = open_session(common);
    if (!opened.session) {
        return opened.code;
    }
    Session& session = *opened.session;
    // Assertions can only be trusted where the policies mean something: other errors of the
    // language stay.
    std::erase_if(session.chosen, [](const Diagnostic& one) { return !one.language_error; });
    session.tests = assertion_cases(*session.analysis, session.loaded.chosen);
    const auto failed = std::ranges::count(session.chosen, "failed-assertion", &Diagnostic::id);
    const bool as_json = coverage && common.format == "json";
    const ExitCode code = as_json ? report_elsewhere(session, common, "error", true)
                                  : report(session, common, "error");
    if (code != nothing_found && code != findings) {
        return code;
    }
    if (common.format == "text" && !common.quiet) {
        const std::size_t count = session.tests.size();
        const std::size_t passed = count - std::min(count, static_cast<std::size_t>(failed));
        print(std::to_string(passed) + " of " + std::to_string(count) +
              (count == 1 ? " assertion holds\n" : " assertions hold\n"));
    }
    if (coverage && (as_json || !common.quiet)) {
        const auto counted = assertion_coverage(*session.analysis, session.loaded.chosen);
        const auto write = as_json ? coverage_json : coverage_text;
        print(write(*session.analysis, counted, session.loaded.prefix));
    }
    return code;
}

}  // namespace latchkey::cli
