// edits SEQUENCES STEPS FOLDER
// Edits a workspace made for it, and the workspaces below the folder, in sequences of so many
// steps. After each, the analysis must say what that of a workspace made anew says, of every
// finding all there is to say, the manifests and the secrets.

#include "latchkey/workspace.h"

#include "edits/editing.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

namespace latchkey::edits {
namespace {

namespace fs = std::filesystem;

Options options() {
    Options chosen;
    chosen.as_of = "2026-11-23";
    chosen.profile = Profile::all;
    chosen.profile.insert(Regulation::gdpr);
    return chosen;
}

std::string describe(Location where) {
    return std::to_string(static_cast<std::size_t>(where.file)) + ":" +
           std::to_string(where.span.begin) + "-" + std::to_string(where.span.end) + " ";
}

std::string describe(const Diagnostic& one) {
    std::string text = describe(one.where) + one.id + " " + std::string(to_string(one.level)) +
                       " " + one.message + " [" + one.integration + "] [" + one.credential + "] " +
                       one.fingerprint + (one.waived ? " waived" : "") +
                       (one.language_error ? " error" : "") + "\n";
    for (const Label& label : one.labels) {
        text += "  label " + describe(label.where) + label.text + "\n";
    }
    for (const std::string& note : one.notes) {
        text += "  note " + note + "\n";
    }
    for (const Fix& fix : one.fixes) {
        text += "  fix " + std::to_string(static_cast<int>(fix.safety)) + " " + fix.title + "\n";
        for (const Edit& edit : fix.edits) {
            text += "    " + describe(edit.where) + edit.text + "\n";
        }
    }
    return text;
}

/// Everything that an analysis says.
std::vector<std::string> describe(const Analysis& analysis) {
    std::vector<std::string> all;
    for (const Diagnostic& one : analysis.diagnostics()) {
        all.push_back(describe(one));
    }
    for (std::size_t file = 0; file < analysis.file_count(); ++file) {
        all.push_back(analysis.files()[file]->path() + " has " +
                      std::to_string(analysis.diagnostics(static_cast<FileId>(file)).size()));
    }
    for (const Location secret : analysis.secrets()) {
        all.push_back("secret " + describe(secret));
    }
    all.push_back(std::to_string(analysis.assertion_count()) + " assertions");
    for (const OutputFile& file : analysis.manifests()) {
        all.push_back(file.name + "\n" + file.text);
    }
    return all;
}

std::vector<std::string> analyse_anew(const Texts& files) {
    Workspace workspace(options());
    for (const auto& [path, text] : files) {
        workspace.set(path, text);
    }
    return describe(*workspace.analyse());
}

void take(Workspace& workspace, const Texts& before, const Texts& now) {
    for (const auto& [path, text] : before) {
        if (!now.contains(path)) {
            workspace.remove(path);
        }
    }
    for (const auto& [path, text] : now) {
        workspace.set(path, text);
    }
}

/// Its first line (of a manifest, which names it) and the first that the other one does not have.
std::string told(const std::string& text, const std::string& other) {
    const auto [left, right] = std::ranges::mismatch(text, other);
    const auto begin = std::find(std::make_reverse_iterator(left), text.rend(), '\n').base();
    const std::string line(begin, std::find(left, text.end(), '\n'));
    const std::string first(text.begin(), std::ranges::find(text, '\n'));
    return begin == text.begin() ? line + "\n" : first + " … " + line + "\n";
}

/// The first thing that only one of the two says.
void print_difference(const std::vector<std::string>& edited,
                      const std::vector<std::string>& anew) {
    const auto [left, right] = std::ranges::mismatch(edited, anew);
    const std::string one = left == edited.end() ? "nothing" : *left;
    const std::string other = right == anew.end() ? "nothing" : *right;
    // At once: what follows from the mistake may be the end of the program.
    std::cout << "  edited: " << told(one, other) << "  anew:   " << told(other, one) << std::endl;
}

/// What came of one sequence: how many steps were taken, and whether all was well.
struct Result {
    std::size_t steps = 0;
    bool good = true;
};

Result play(const std::string& name, const Texts& first, const std::string& pool,
            std::uint64_t seed, std::size_t steps) {
    mutation::Random random(seed);
    Workspace workspace(options());
    Texts files = first;
    take(workspace, {}, files);
    auto kept = workspace.analyse();
    const std::vector<std::string> said = describe(*kept);
    std::vector<std::string> history;
    for (std::size_t step = 1; step <= steps; ++step) {
        const Texts before = files;
        history.push_back(edit(files, first, pool, random));
        take(workspace, before, files);
        const std::vector<std::string> edited = describe(*workspace.analyse());
        const std::vector<std::string> anew = analyse_anew(files);
        if (edited != anew) {
            std::cout << name << ", seed " << seed << ", step " << step << ":\n";
            for (const std::string& one : history) {
                std::cout << "  " << one << "\n";
            }
            print_difference(edited, anew);
            return {step, false};
        }
    }
    if (describe(*kept) != said) {
        std::cout << name << ": an analysis changed when its workspace moved on\n";
        return {steps, false};
    }
    return {steps, true};
}

std::vector<std::pair<std::string, Texts>> read_workspaces(const std::string& folder) {
    std::vector<fs::path> roots;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
        if (entry.is_directory()) {
            roots.push_back(entry.path());
        }
    }
    std::ranges::sort(roots);
    std::vector<std::pair<std::string, Texts>> found;
    for (const fs::path& root : roots) {
        Texts files;
        for (const fs::directory_entry& entry : fs::recursive_directory_iterator(root)) {
            if (entry.path().extension() == ".latch") {
                std::ifstream file(entry.path(), std::ios::binary);
                files[fs::relative(entry.path(), root).generic_string()] = {
                    std::istreambuf_iterator<char>(file), {}};
            }
        }
        if (!files.empty()) {
            found.emplace_back(root.filename().string(), std::move(files));
        }
    }
    return found;
}

int run(std::size_t sequences, std::size_t steps, const std::string& folder) {
    const auto workspaces = read_workspaces(folder);
    if (workspaces.empty()) {
        std::cout << folder << ": nothing to edit\n";
        return 1;
    }
    std::size_t failed = 0;
    std::size_t done = 0;
    for (std::uint64_t seed = 1; seed <= sequences; ++seed) {
        const auto& [name, files] = workspaces[seed % workspaces.size()];
        const std::string& pool = files.begin()->second;
        for (const Result result : {play("shared", shared_workspace(9), pool, seed, steps),
                                    play(name, files, pool, seed, steps / 4)}) {
            done += result.steps;
            failed += result.good ? 0 : 1;
        }
    }
    std::cout << done << " edits, " << failed << " sequences failed\n";
    return failed == 0 && done > 0 ? 0 : 1;
}

}  // namespace
}  // namespace latchkey::edits

int main(int count, char** words) {
    const auto number = [&](int at) {
        std::size_t value = 0;
        const std::string word = at < count ? words[at] : "";
        std::from_chars(word.data(), word.data() + word.size(), value);
        return value;
    };
    if (count != 4 || number(1) == 0 || number(2) == 0) {
        std::cout << "edits SEQUENCES STEPS FOLDER\n";
        return 2;
    }
    return latchkey::edits::run(number(1), number(2), words[3]);
}
