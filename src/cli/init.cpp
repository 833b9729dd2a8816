#include "latchkey/init.h"

#include "cli/commands.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>

namespace latchkey::cli {
namespace {

/// A list of scopes is short; what is longer is another file.
constexpr std::size_t longest_list = std::size_t{1} << 20U;

std::optional<std::string> read_some(std::istream& from) {
    std::string text(longest_list, '\0');
    from.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (from.bad()) {
        return std::nullopt;
    }
    text.resize(static_cast<std::size_t>(from.gcount()));
    return text;
}

/// `--from-scopes`: the scopes themselves, `@FILE`, or `-` for standard input.
std::optional<std::string> scopes_text(const std::string& word) {
    if (word == "-") {
        std::ifstream input("/dev/stdin", std::ios::binary);
        return input ? read_some(input) : std::nullopt;
    }
    if (!word.starts_with('@')) {
        return word;
    }
    std::ifstream file(word.substr(1), std::ios::binary);
    return file ? read_some(file) : std::nullopt;
}

std::string indented(const std::string& text) {
    std::istringstream lines(text);
    std::string out;
    for (std::string line; std::getline(lines, line);) {
        out += line.empty() ? "\n" : "    " + line + "\n";
    }
    return out;
}

/// How a file of the starter is named from where the command was given.
std::string name_of(const Starter& starter, const std::string& path) {
    return starter.directory == "." ? path : starter.directory + "/" + path;
}

void show(const Starter& starter) {
    for (const StarterFile& file : starter.files) {
        print("would write " + name_of(starter, file.path) + ":\n\n" + indented(file.text) + "\n");
    }
}

/// True when all was written.
bool write(const Starter& starter) {
    for (const StarterFile& file : starter.files) {
        if (const std::string reason = write_starter_file(starter, file); !reason.empty()) {
            complain(name_of(starter, file.path) + ": cannot be written: " + reason);
            return false;
        }
        print("wrote " + name_of(starter, file.path) + "\n");
    }
    return true;
}

void tell_rest(const Starter& starter) {
    for (const PresentFile& file : starter.present) {
        print("kept  " + name_of(starter, file.path) + "\n");
    }
    for (const std::string& note : starter.notes) {
        print("note: " + note + "\n");
    }
    for (const PresentFile& file : starter.present) {
        if (!file.addition.empty()) {
            print("\nadd to " + name_of(starter, file.path) + ":\n\n" + indented(file.addition));
        }
    }
}

void tell_next(const Starter& starter) {
    print(starter.directory == "." ? std::string("\nnext:\n")
                                   : "\nnext, in " + starter.directory + ":\n");
    for (const std::string& line : starter.next) {
        print("  " + line + "\n");
    }
}

}  // namespace

ExitCode run_init(const Common& common, const InitOptions& options) {
    StarterRequest request{.directory = options.directory,
                           .as_of = common.as_of.empty() ? today() : common.as_of,
                           .scopes = std::nullopt,
                           .provider = options.provider,
                           .name = options.name};
    if (options.from_scopes) {
        const auto text = scopes_text(*options.from_scopes);
        if (!text) {
            complain("--from-scopes " + *options.from_scopes + ": cannot be read");
            return not_readable;
        }
        request.scopes = split_scopes(*text);
    } else if (!options.name.empty() || options.provider != "highlevel") {
        complain("--name and --provider are about a key: give its scopes with --from-scopes");
        return wrong_usage;
    }
    const Starter starter = plan_starter(request);
    ExitCode code = nothing_found;
    for (const LoadError& error : starter.errors) {
        complain(error.message);
        code = std::max(code, error.kind == LoadError::Kind::io ? not_readable : wrong_usage);
    }
    if (code != nothing_found) {
        return code;
    }
    if (options.dry_run) {
        show(starter);
        tell_rest(starter);
        return nothing_found;
    }
    if (!write(starter)) {
        return not_readable;
    }
    tell_rest(starter);
    tell_next(starter);
    return nothing_found;
}

}  // namespace latchkey::cli
