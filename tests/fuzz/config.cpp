// Any `latchkey.toml` gives options that an analysis takes, or problems that name a place in it.

#include "workspace/config.h"

#include "latchkey/workspace.h"

#include "fuzz/fuzz.h"

#include <charconv>

using namespace latchkey;

namespace {

/// `3:17: …`, in a file of that many lines.
bool names_a_place(std::string_view problem, std::size_t lines) {
    std::size_t line = 0;
    std::size_t column = 0;
    const char* const end = problem.data() + problem.size();
    const auto first = std::from_chars(problem.data(), end, line);
    if (first.ec != std::errc{} || first.ptr == end || *first.ptr != ':') {
        return false;
    }
    const auto second = std::from_chars(first.ptr + 1, end, column);
    return second.ec == std::errc{} && end - second.ptr > 2 && line >= 1 && line <= lines + 1 &&
           column >= 1;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::text_of(data, size);
    const workspace::Config config = workspace::parse_config(text);
    const SourceFile file("latchkey.toml", std::string(text));
    for (const std::string& problem : config.problems) {
        fuzz::demand(names_a_place(problem, file.line_count()), "a problem without a place");
        fuzz::demand(fuzz::as_utf8(problem) == problem, "a problem is no UTF-8");
    }
    fuzz::demand(workspace::parse_config(text).problems == config.problems,
                 "the same text is read in two ways");
    if (config.problems.empty()) {
        Options options;
        options.profile = config.profile;
        options.rules = config.rules;
        options.scope_search = config.scope_search;
        Workspace workspace(options);
        workspace.set("a.latch", "use highlevel\n");
        static_cast<void>(workspace.analyse());
    }
    return 0;
}
