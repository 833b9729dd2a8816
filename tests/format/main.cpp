// format_properties COUNT FOLDER…
// Takes the goldens and examples below the folders, each first as it is, then COUNT mutations of
// them, always the same ones, and demands of the formatter what must hold of any file.

#include "format/properties.h"
#include "golden/expectations.h"
#include "golden/placeholders.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

namespace latchkey::format_test {
namespace {

namespace fs = std::filesystem;

/// The policies below the folders; none when a folder has none.
std::vector<std::string> read_samples(const std::vector<std::string>& folders) {
    std::vector<fs::path> paths;
    for (const std::string& folder : folders) {
        const std::size_t before = paths.size();
        for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
            if (entry.path().extension() == ".latch") {
                paths.push_back(entry.path());
            }
        }
        if (paths.size() == before) {
            std::cout << folder << ": nothing to format\n";
            return {};
        }
    }
    std::ranges::sort(paths);
    std::vector<std::string> samples;
    for (const fs::path& path : paths) {
        std::ifstream file(path, std::ios::binary);
        const std::string text{std::istreambuf_iterator<char>(file), {}};
        // With what is expected of it, and without.
        samples.push_back(text);
        for (auto& [name, part] : golden::read(golden::expand_placeholders(text)).files) {
            if (name.ends_with(".latch")) {
                samples.push_back(std::move(part));
            }
        }
    }
    return samples;
}

struct Counts {
    std::size_t parsed = 0;
    std::size_t failed = 0;
};

void look(const std::string& name, const std::string& text, mutation::Random& random,
          Counts& counts) {
    const auto problems = check(text, random);
    counts.parsed += problems ? 1 : 0;
    if (!problems || problems->empty() || ++counts.failed > 10) {
        return;
    }
    const fs::path kept = fs::temp_directory_path() / ("latchkey-format-" + name + ".latch");
    std::ofstream(kept, std::ios::binary) << text;
    std::cout << name << ", kept in " << kept.string() << ":\n";
    for (const std::string& problem : *problems) {
        std::cout << "  " << problem << "\n";
    }
}

/// Half of them broken like a person's file, half only rearranged.
std::string change(const std::vector<std::string>& samples, std::uint64_t seed,
                   mutation::Random& random) {
    const std::string& sample = samples[random.below(samples.size())];
    const std::string& other = samples[random.below(samples.size())];
    return seed % 2 == 0 ? mutation::mutate(sample, other, random) : rearrange(sample, random);
}

int run(std::size_t count, const std::vector<std::string>& folders) {
    for (const std::string& problem : test_checks()) {
        std::cout << problem << "\n";
        return 1;
    }
    const std::vector<std::string> samples = read_samples(folders);
    Counts whole;
    for (std::size_t index = 0; index < samples.size(); ++index) {
        mutation::Random random(index);
        look("sample-" + std::to_string(index), samples[index], random, whole);
    }
    Counts changed;
    for (std::uint64_t seed = 1; seed <= count && !samples.empty(); ++seed) {
        mutation::Random random(seed);
        look(std::to_string(seed), change(samples, seed, random), random, changed);
    }
    std::cout << samples.size() << " samples, " << whole.parsed << " formatted; " << count
              << " mutations, " << changed.parsed << " formatted; " << whole.failed + changed.failed
              << " failed\n";
    // What does not parse shows nothing.
    const bool enough = whole.parsed > 0 && changed.parsed * 3 > count;
    return enough && whole.failed + changed.failed == 0 ? 0 : 1;
}

}  // namespace
}  // namespace latchkey::format_test

int main(int count, char** words) {
    std::size_t number = 0;
    if (count > 1) {
        const std::string_view text = words[1];
        std::from_chars(text.data(), text.data() + text.size(), number);
    }
    if (number == 0 || count < 3) {
        std::cout << "format_properties COUNT FOLDER…\n";
        return 2;
    }
    return latchkey::format_test::run(number, {words + 2, words + count});
}
