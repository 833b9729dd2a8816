// mutation [--trace] COUNT FOLDER…
// Takes the goldens and examples below the folders, each first as it is, then COUNT mutations of
// them, always the same ones. --trace names each before it is tried: the last one crashed.

#include "golden/expectations.h"
#include "golden/placeholders.h"
#include "mutation/mutation.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

namespace latchkey::mutation {
namespace {

namespace fs = std::filesystem;
using Problems = std::vector<std::string>;

/// Numbers below it stand for samples as they are, those above for mutations.
constexpr std::uint64_t unmutated = 10'000;

/// The tokens that the placeholders of a text stand for.
std::vector<std::string> secrets_in(std::string_view text) {
    std::vector<std::string> secrets;
    for (std::size_t at = text.find("{{"); at != std::string_view::npos;
         at = text.find("{{", at + 2)) {
        const std::size_t end = text.find("}}", at);
        const std::string mark(text.substr(at, end == std::string_view::npos ? end : end + 2 - at));
        if (std::string secret = golden::expand_placeholders(mark); secret != mark) {
            secrets.push_back(std::move(secret));
        }
    }
    return secrets;
}

std::vector<Sample> read_samples(const std::vector<std::string>& folders) {
    std::vector<fs::path> paths;
    for (const std::string& folder : folders) {
        const std::size_t before = paths.size();
        for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
            if (entry.path().extension() == ".latch") {
                paths.push_back(entry.path());
            }
        }
        if (paths.size() == before) {
            std::cout << folder << ": nothing to mutate\n";
            return {};
        }
    }
    std::ranges::sort(paths);
    std::vector<Sample> samples;
    for (const fs::path& path : paths) {
        std::ifstream file(path, std::ios::binary);
        const std::string text{std::istreambuf_iterator<char>(file), {}};
        Sample sample{path.filename().string(),
                      golden::read(golden::expand_placeholders(text)).files, secrets_in(text)};
        std::erase_if(sample.files, [](const auto& one) { return one.first.ends_with(".json"); });
        samples.push_back(std::move(sample));
    }
    if (std::ranges::all_of(samples, [](const Sample& sample) { return sample.secrets.empty(); })) {
        std::cout << "no sample holds a secret, so none could be shown\n";
        return {};
    }
    return samples;
}

/// An input that failed, kept for whoever looks into it.
void report(const std::string& name, std::uint64_t seed, const Files& files,
            const Problems& problems) {
    std::cout << name << ", seed " << seed << ":\n";
    for (const std::string& problem : problems) {
        std::cout << "  " << problem << "\n";
    }
    const fs::path folder =
        fs::temp_directory_path() / ("latchkey-mutation-" + std::to_string(seed));
    for (const auto& [path, text] : files) {
        fs::create_directories((folder / path).parent_path());
        std::ofstream(folder / path, std::ios::binary) << text;
    }
    std::cout << "  kept in " << folder.string() << std::endl;
}

/// Each check sees something that it must report.
Problems test_checks() {
    Problems problems;
    const auto demand = [&](bool condition, std::string_view what) {
        if (!condition) {
            problems.push_back("self-test: " + std::string(what));
        }
    };
    demand(check_text("x", "caf\xC3\xA9", {"secret"}).empty(), "good text is reported");
    demand(check_text("x", "caf\xC3", {}).size() == 1, "half a character passes");
    demand(check_text("x", "\xED\xA0\x80", {}).size() == 1, "a surrogate passes");
    demand(check_text("x", "a secret b", {"secret"}).size() == 1, "a shown secret passes");
    Workspace workspace(
        {.as_of = "2026-11-23", .profile = Profile::all, .rules = {}, .catalogs = {}});
    workspace.set("a.latch", "// \xC3\xA9\n");
    const auto analysis = workspace.analyse();
    const auto wrong = [&](FileId file, Span span) {
        Diagnostic one;
        one.where = {file, span};
        return check_spans(*analysis, {&one, 1}).size();
    };
    demand(wrong(FileId{0}, {0, 6}) == 0, "a good span is reported");
    demand(wrong(FileId{0}, {0, 7}) == 1, "a span past the end passes");
    demand(wrong(FileId{0}, {2, 1}) == 1, "a span that ends before it begins passes");
    demand(wrong(FileId{0}, {4, 5}) == 1, "a span within a character passes");
    demand(wrong(FileId{1}, {0, 0}) == 1, "a finding in the standard purposes passes");
    Diagnostic fixed;
    fixed.fixes.push_back({.safety = Fix::Safety::safe,
                           .title = "x",
                           .edits = {{{FileId{0}, {0, 3}}, ""}, {{FileId{0}, {2, 3}}, ""}}});
    demand(check_spans(*analysis, {&fixed, 1}).size() == 1, "edits that overlap pass");
    return problems;
}

std::size_t run(const std::vector<Sample>& samples, std::size_t count, bool trace) {
    std::size_t failed = 0;
    const auto announce = [&](const std::string& name, std::uint64_t seed, const Files& files) {
        if (trace) {
            report(name, seed, files, {});
        }
    };
    const auto look = [&](const std::string& name, std::uint64_t seed, const Files& files,
                          Problems problems) {
        if (!problems.empty() && ++failed <= 10) {
            report(name, seed, files, problems);
        }
    };
    for (std::size_t index = 0; index < samples.size(); ++index) {
        announce(samples[index].name, index, samples[index].files);
        look(samples[index].name, index, samples[index].files,
             check(samples[index].files, samples[index].secrets));
    }
    for (std::uint64_t seed = 1; seed <= count; ++seed) {
        Random random(seed);
        const Sample& sample = samples[random.below(samples.size())];
        const Sample& other = samples[random.below(samples.size())];
        Files files = sample.files;
        auto& [path, text] = files[random.below(files.size())];
        text = mutate(text, other.files[random.below(other.files.size())].second, random);
        std::vector<std::string> secrets = sample.secrets;
        secrets.insert(secrets.end(), other.secrets.begin(), other.secrets.end());
        announce(sample.name, unmutated + seed, files);
        look(sample.name, unmutated + seed, files, check(files, secrets));
        if (seed % 5 == 0) {
            look(sample.name, unmutated + seed, files, check_change(sample.files, files));
        }
    }
    return failed;
}

}  // namespace
}  // namespace latchkey::mutation

int main(int count, char** words) {
    using namespace latchkey::mutation;
    std::vector<std::string> arguments(words + 1, words + count);
    const bool trace = !arguments.empty() && arguments.front() == "--trace";
    arguments.erase(arguments.begin(), arguments.begin() + (trace ? 1 : 0));
    std::size_t number = 0;
    if (!arguments.empty()) {
        std::from_chars(arguments[0].data(), arguments[0].data() + arguments[0].size(), number);
    }
    if (number == 0 || arguments.size() < 2) {
        std::cout << "mutation [--trace] COUNT FOLDER…\n";
        return 2;
    }
    for (const std::string& problem : test_checks()) {
        std::cout << problem << "\n";
        return 1;
    }
    const auto samples = read_samples({arguments.begin() + 1, arguments.end()});
    const std::size_t failed = samples.empty() ? 1 : run(samples, number, trace);
    std::cout << samples.size() << " samples, " << number << " mutations, " << failed
              << " failed\n";
    return failed == 0 ? 0 : 1;
}
