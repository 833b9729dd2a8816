#include "samples.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string_view>

namespace latchkey::syntax::test {

const std::string& full_example() {
    static const std::string text = read_file("tests/unit/syntax/full.latch");
    return text;
}

std::string read_file(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
}

std::vector<std::string> all_policies() {
    std::vector<std::string> found;
    for (const char* const top : {"policies", "tests"}) {
        for (const auto& entry : std::filesystem::recursive_directory_iterator(top)) {
            if (entry.path().extension() == ".latch") {
                found.push_back(entry.path().string());
            }
        }
    }
    std::ranges::sort(found);
    return found;
}

std::string mutate(std::string text, std::mt19937& random) {
    static constexpr std::array<std::string_view, 40> pieces{"{",
                                                             "}",
                                                             "(",
                                                             ")",
                                                             ",",
                                                             ";",
                                                             ":",
                                                             "=",
                                                             "!=",
                                                             "!",
                                                             "\"",
                                                             "\\",
                                                             "//",
                                                             "///",
                                                             "/",
                                                             "-",
                                                             ".",
                                                             "_",
                                                             "\n",
                                                             "\r\n",
                                                             "\r",
                                                             "\t",
                                                             "90days",
                                                             "5%",
                                                             "5_000",
                                                             "2026-1-1",
                                                             "2026-01-01",
                                                             "https://x",
                                                             "'",
                                                             "#",
                                                             "/*",
                                                             "*/",
                                                             "\xC3\xA9",
                                                             "\xD0\xB0",
                                                             "\xE2\x80\xAE",
                                                             "\xEF\xBB\xBF",
                                                             "\xFF",
                                                             "allow",
                                                             "purpose",
                                                             "integration x {"};
    const auto below = [&](std::size_t limit) { return limit == 0 ? 0 : random() % limit; };
    for (std::size_t change = 1 + below(6); change > 0; --change) {
        const std::size_t at = below(text.size() + 1);
        const std::size_t length = below(std::min<std::size_t>(text.size() - at, 40) + 1);
        switch (below(6)) {
            case 0: text.erase(at, length); break;
            case 1: text.insert(at, text.substr(below(text.size()), length)); break;
            case 2: text.insert(at, pieces[below(pieces.size())]); break;
            case 3:
                text.replace(at, std::min<std::size_t>(length, 3), pieces[below(pieces.size())]);
                break;
            case 4:
                if (at < text.size()) {
                    text[at] = static_cast<char>(below(256));
                }
                break;
            default: text.resize(std::max<std::size_t>(at, text.size() / 4)); break;
        }
    }
    return text;
}

}  // namespace latchkey::syntax::test
