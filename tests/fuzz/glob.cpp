// A pattern, a line end and a path: matching ends, and every path matches itself where it has no
// special character.

#include "latchkey/files.h"

#include "fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace latchkey;
    const std::string_view text = fuzz::text_of(data, size);
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view pattern = text.substr(0, end);
    const std::string_view path = text.substr(std::min(end + 1, text.size()));
    const bool matches = matches_glob(pattern, path);
    fuzz::demand(matches == matches_glob(pattern, path), "the same path matches and does not");
    if (path.find_first_of("*?[]{}\\,") == std::string_view::npos) {
        fuzz::demand(matches_glob(path, path), "a plain path does not match itself");
    }
    return 0;
}
