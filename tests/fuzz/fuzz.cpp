#include "fuzz/fuzz.h"

#include "source/utf8.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace latchkey::fuzz {

void demand(bool condition, std::string_view what) {
    if (!condition) {
        std::fprintf(stderr, "fuzz: %.*s\n", static_cast<int>(what.size()), what.data());
        std::abort();
    }
}

void demand_none(const std::vector<std::string>& problems) {
    for (const std::string& problem : problems) {
        demand(false, problem);
    }
}

std::string_view text_of(const std::uint8_t* data, std::size_t size) {
    return {reinterpret_cast<const char*>(data), size};
}

std::vector<std::pair<std::string, std::string>> split(std::string_view input,
                                                       std::string_view first) {
    constexpr std::string_view mark = "%%% ";
    std::vector<std::pair<std::string, std::string>> files{{std::string(first), ""}};
    while (!input.empty()) {
        const std::size_t end = std::min(input.find('\n'), input.size() - 1) + 1;
        const std::string_view line = input.substr(0, end);
        if (line.starts_with(mark)) {
            const std::size_t name_end = line.find_last_not_of("\r\n") + 1;
            files.emplace_back(line.substr(mark.size(), name_end - mark.size()), "");
        } else {
            files.back().second += line;
        }
        input.remove_prefix(end);
    }
    if (files.size() > 1 && files.front().second.empty()) {
        files.erase(files.begin());
    }
    return files;
}

std::string as_utf8(std::string_view text) {
    std::string good(text);
    std::size_t from = 0;
    while (const auto wrong = source::first_invalid_utf8(std::string_view(good).substr(from))) {
        from += *wrong;
        good[from] = '?';
    }
    return good;
}

std::uint64_t number_of(std::string_view text) {
    // FNV-1a
    std::uint64_t number = 0xCBF29CE484222325U;
    for (const char byte : text) {
        number = (number ^ static_cast<unsigned char>(byte)) * 0x100000001B3U;
    }
    return number;
}

}  // namespace latchkey::fuzz
