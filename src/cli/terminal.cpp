#include "cli/common.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string_view>

namespace latchkey::cli {
namespace {

std::string_view environment(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? std::string_view() : value;
}

/// Whether the terminal is one of those known to follow links (OSC 8). Others mostly pass over
/// them, but some show them as rubbish.
bool follows_links() {
    constexpr std::array<std::string_view, 6> programs{"iTerm.app", "WezTerm", "vscode",
                                                       "ghostty",   "Hyper",   "Tabby"};
    constexpr std::array<std::string_view, 5> terminals{"xterm-kitty", "xterm-ghostty", "alacritty",
                                                        "foot", "contour"};
    const auto holds = [](const auto& names, std::string_view name) {
        return std::ranges::find(names, name) != names.end();
    };
    // Of the terminals made with VTE only those from 0.50 on; the variable says 5002.
    const std::string_view vte = environment("VTE_VERSION");
    return holds(programs, environment("TERM_PROGRAM")) || holds(terminals, environment("TERM")) ||
           vte.size() > 4 || (vte.size() == 4 && vte >= "5000") ||
           !environment("WT_SESSION").empty() || !environment("KONSOLE_VERSION").empty();
}

}  // namespace

RenderOptions render_options(const LoadedWorkspace& loaded, const Common& common, int file) {
    RenderOptions options;
    const bool terminal = isatty(file) == 1;
    const bool dumb = environment("TERM") == "dumb";
    const bool wanted = environment("NO_COLOR").empty() && !dumb;
    options.colour = common.colour == "always" || (common.colour == "auto" && terminal && wanted);
    options.always_summary = terminal && !common.quiet;
    winsize size{};
    if (terminal && ioctl(file, TIOCGWINSZ, &size) == 0) {
        options.width = size.ws_col;
    }
    if (terminal && !dumb && common.colour != "never" && follows_links()) {
        options.link_root = loaded.root;
    }
    return options;
}

}  // namespace latchkey::cli
