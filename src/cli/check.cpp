#include "cli/commands.h"

namespace latchkey::cli {

ExitCode run_check(const Common& common) {
    const Opened opened = open_session(common);
    if (!opened.session) {
        return opened.code;
    }
    return report(*opened.session, common, common.fail_on.empty() ? "warning" : common.fail_on);
}

}  // namespace latchkey::cli
