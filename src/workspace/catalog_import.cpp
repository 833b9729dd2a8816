#include "latchkey/catalog_import.h"

#include "catalog/openapi/import.h"
#include "diag/escape.h"
#include "workspace/read_file.h"
#include "workspace/write_file.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>
#include <utility>

namespace latchkey {
namespace {

namespace fs = std::filesystem;
namespace openapi = catalog::openapi;

/// Past these a file, or a set, is refused before it is read; the importer holds the same limits.
constexpr std::uintmax_t largest_file = std::uintmax_t{32} << 20U;
constexpr std::uintmax_t largest_set = std::uintmax_t{128} << 20U;
constexpr std::size_t most_files = 10'000;

bool is_source(const fs::path& path) {
    const fs::path ending = path.extension();
    return ending == ".json" || ending == ".yaml" || ending == ".yml";
}

bool is_hidden(const fs::path& path) {
    return path.filename().native().starts_with('.');
}

/// The paths of the files below a directory, relative to it and sorted.
class Walk {
public:
    Walk(fs::path directory, const std::vector<std::string>& except)
        : directory_(std::move(directory)), except_(except) {}

    std::vector<std::string> run(ImportRead& read) {
        std::error_code error;
        fs::recursive_directory_iterator at(directory_, error);
        while (!error && at != fs::recursive_directory_iterator()) {
            look_at(at);
            if (paths_.size() > most_files) {
                read.problems.push_back({directory_.string(), "",
                                         "has more than " + std::to_string(most_files) +
                                             " files: give the folder of the OpenAPI files"});
                return {};
            }
            at.increment(error);
        }
        if (error) {
            read.unreadable = directory_.string() + ": cannot be read: " + error.message();
        }
        std::ranges::sort(paths_);
        return std::move(paths_);
    }

private:
    void look_at(fs::recursive_directory_iterator& at) {
        std::error_code ignored;
        if (is_hidden(at->path())) {
            at.disable_recursion_pending();
            return;
        }
        const bool excepted = std::ranges::any_of(except_, [&](const std::string& other) {
            return fs::equivalent(at->path(), other, ignored);
        });
        if (is_source(at->path()) && at->is_regular_file(ignored) && !excepted) {
            paths_.push_back(at->path().lexically_relative(directory_).generic_string());
        }
    }

    fs::path directory_;
    const std::vector<std::string>& except_;
    std::vector<std::string> paths_;
};

void read_files(const fs::path& directory, const std::vector<std::string>& paths,
                ImportRead& read) {
    std::uintmax_t bytes = 0;
    for (const std::string& path : paths) {
        std::error_code error;
        const std::uintmax_t size = fs::file_size(directory / path, error);
        if (!error && size > largest_file) {
            read.problems.push_back({read.set.prefix + path, "", "is larger than 32 MiB"});
            continue;
        }
        bytes += error ? 0 : size;
        if (bytes > largest_set) {
            read.problems.push_back(
                {read.set.prefix + path, "",
                 "is one file too many: together they are larger than 128 MiB"});
            return;
        }
        workspace::FileText file = workspace::read_file(directory / path);
        if (!file.text.has_value()) {
            read.unreadable = read.set.prefix + path + ": cannot be read: " + file.reason;
            return;
        }
        read.set.files.push_back({path, std::move(*file.text)});
    }
}

/// How messages name a file of the import, or the whole set.
std::string shown_path(const std::string& path, const ImportRequest& request) {
    const std::vector<ImportFile>& files = request.set.files;
    if (path.empty()) {
        return files.size() == 1 ? request.set.prefix + files.front().path : request.set.prefix;
    }
    const bool of_set =
        std::ranges::any_of(files, [&](const ImportFile& file) { return file.path == path; });
    return (of_set ? request.set.prefix : "") + path;
}

std::vector<CatalogProblem> named_problems(std::vector<openapi::Problem> problems,
                                           const ImportRequest& request) {
    std::vector<CatalogProblem> found;
    for (openapi::Problem& one : problems) {
        found.push_back({diag::visible(shown_path(one.path, request)), std::move(one.pointer),
                         std::move(one.message)});
    }
    return found;
}

}  // namespace

CatalogImport import_catalog(const ImportRequest& request) {
    std::vector<openapi::SourceText> files;
    for (const ImportFile& file : request.set.files) {
        files.push_back({file.path, file.text});
    }
    openapi::ImportInput input{.provider = request.provider,
                               .date = request.date,
                               .files = files,
                               .overlay = std::nullopt};
    if (request.overlay.has_value()) {
        input.overlay = openapi::SourceText{request.overlay->path, request.overlay->text};
    }
    openapi::ImportOutput output = openapi::run_import(input);
    CatalogImport result{.text = std::move(output.text),
                         .operations = output.operations,
                         .scopes = output.scopes,
                         .entities = output.entities,
                         .derived = {},
                         .notes = named_problems(std::move(output.notes), request),
                         .problems = named_problems(std::move(output.problems), request)};
    for (openapi::Supposed& one : output.derived) {
        result.derived.push_back(
            {std::move(one.operation), std::move(one.verb), std::move(one.entity)});
    }
    return result;
}

ImportRead read_import_set(const std::string& path, const std::vector<std::string>& except) {
    ImportRead read;
    std::error_code error;
    const fs::path given(path);
    if (!fs::is_directory(given, error)) {
        read.set.prefix = given.has_parent_path() ? (given.parent_path() / "").string() : "";
        read_files(given.parent_path(), {given.filename().string()}, read);
        return read;
    }
    read.set.prefix = (given / "").string();
    const std::vector<std::string> paths = Walk(given, except).run(read);
    if (read.unreadable.empty()) {
        read_files(given, paths, read);
    }
    return read;
}

std::string write_catalog(const std::string& path, const std::string& text) {
    const fs::path target(path);
    if (workspace::read_file(target).text == text) {
        return {};
    }
    // No other process has this name, so what is there was left behind by one that was cut off.
    const fs::path temporary = target.parent_path() / ("." + target.filename().string() + "." +
                                                       std::to_string(getpid()) + ".latchkey-tmp");
    std::error_code error;
    fs::remove(temporary, error);
    const int written = workspace::write_new_file(temporary, text);
    if (written == 0) {
        fs::rename(temporary, target, error);
    }
    if (written == 0 && !error) {
        return {};
    }
    const std::string reason =
        workspace::failure("write", target, written != 0 ? written : error.value());
    fs::remove(temporary, error);
    return reason;
}

}  // namespace latchkey
