#include "cli/commands.h"

#include <algorithm>

namespace latchkey::cli {

ExitCode run_test(const Common& common) {
    Opened opened = open_session(common);
    if (!opened.session) {
        return opened.code;
    }
    Session& session = *opened.session;
    // Assertions can only be trusted where the policies mean something: other errors of the
    // language stay.
    std::erase_if(session.chosen, [](const Diagnostic& one) { return !one.language_error; });
    const auto failed = std::ranges::count(session.chosen, "failed-assertion", &Diagnostic::id);
    const ExitCode code = report(session, common, "error");
    if (common.format == "text" && !common.quiet) {
        const std::size_t count = session.analysis->assertion_count();
        const std::size_t passed = count - static_cast<std::size_t>(failed);
        print(std::to_string(passed) + " of " + std::to_string(count) +
              (count == 1 ? " assertion holds\n" : " assertions hold\n"));
    }
    return code;
}

}  // namespace latchkey::cli
