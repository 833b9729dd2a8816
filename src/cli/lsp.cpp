#include "latchkey/language_server.h"

#include "cli/commands.h"

#include <iostream>

namespace latchkey::cli {

ExitCode run_lsp(const Common& common) {
    // The protocol's stream carries bytes, and nobody else reads it.
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    const ServerOptions options{.today = common.as_of.empty() ? today() : common.as_of,
                                .jobs = jobs_of(common)};
    return serve(std::cin, std::cout, options) == 0 ? nothing_found : findings;
}

}  // namespace latchkey::cli
