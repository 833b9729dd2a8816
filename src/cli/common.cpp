#include "cli/common.h"

#include "latchkey/rule_info.h"

#include "cli/known.h"
#include "cli/progress.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iterator>
#include <set>
#include <thread>

namespace latchkey::cli {
namespace {

/// None when it cannot be read.
std::optional<std::string> read_standard_input() {
    std::string text;
    std::array<char, 65536> buffer{};
    for (std::size_t count = 0; (count = std::fread(buffer.data(), 1, buffer.size(), stdin)) > 0;) {
        text.append(buffer.data(), count);
    }
    return std::ferror(stdin) == 0 ? std::optional(std::move(text)) : std::nullopt;
}

std::optional<Level> find_level(std::string_view word) {
    for (const Level level : {Level::off, Level::info, Level::warning, Level::error}) {
        if (to_string(level) == word) {
            return level;
        }
    }
    return std::nullopt;
}

/// `--rule ID=LEVEL`; false when it was wrong and said so.
bool add_rule(const std::string& text, Options& options) {
    const std::size_t equals = text.find('=');
    const std::string id = text.substr(0, equals);
    if (equals == std::string::npos || find_rule(id) == nullptr) {
        complain(equals == std::string::npos
                     ? "--rule " + text + ": write ID=LEVEL, for instance excess-scope=warning"
                     : "--rule " + text + ": there is no rule `" + id + "`; see latchkey rules");
        return false;
    }
    const auto level = find_level(text.substr(equals + 1));
    if (!level) {
        complain("--rule " + text + ": `" + text.substr(equals + 1) +
                 "` is no level: off, info, warning or error");
        return false;
    }
    options.rules.push_back({id, level, {}});
    return true;
}

LoadRequest request_of(const Common& common) {
    LoadRequest request{.paths = common.paths,
                        .config = common.config,
                        .standard_input = std::nullopt,
                        .standard_input_name = {},
                        .jobs = jobs_of(common)};
    if (std::ranges::find(common.paths, "-") != common.paths.end()) {
        request.standard_input = read_standard_input();
        request.standard_input_name = common.stdin_filename;
    }
    return request;
}

/// `--output FORMAT:PATH`; the code of what went wrong.
ExitCode write_output(const Session& session, const std::string& output, Level fail_on) {
    const std::size_t colon = output.find(':');
    const auto format = find_format(output.substr(0, colon));
    if (colon == std::string::npos || !format) {
        complain("--output " + output +
                 ": write FORMAT:PATH with a format of text, compact, json, sarif, junit, gitlab, "
                 "github or markdown");
        return wrong_usage;
    }
    const std::string path = output.substr(colon + 1);
    std::ofstream file(path, std::ios::binary);
    file << render(session.findings(), *format, {.fail_on = fail_on});
    file.close();
    if (!file) {
        complain(path + ": cannot be written");
        return not_readable;
    }
    return nothing_found;
}

}  // namespace

bool apply_options(const Common& common, Options& options) {
    options.as_of = common.as_of.empty() ? today() : common.as_of;
    options.jobs = jobs_of(common);
    if (!common.profiles.empty()) {
        // They take the place of those that the configuration lists.
        options.profile = {};
        for (const std::string& name : common.profiles) {
            if (!add_profile(name, options.profile)) {
                complain("--profile " + name + ": there is no such profile");
                return false;
            }
        }
    }
    return std::ranges::all_of(common.rules,
                               [&](const std::string& rule) { return add_rule(rule, options); });
}

std::string today() {
    std::time_t now = std::time(nullptr);
    // Reproducible builds say which day it is (SOURCE_DATE_EPOCH, seconds since 1970).
    if (const char* epoch = std::getenv("SOURCE_DATE_EPOCH")) {
        long long seconds = 0;
        const std::string_view text = epoch;
        const auto read = std::from_chars(text.data(), text.data() + text.size(), seconds);
        // A date has four digits for its year; whatever is no such day says nothing.
        constexpr long long first = 0;
        constexpr long long last = 253'402'300'799;
        if (read.ec == std::errc{} && read.ptr == text.data() + text.size() && first <= seconds &&
            seconds <= last) {
            now = static_cast<std::time_t>(seconds);
        }
    }
    std::tm parts{};
    gmtime_r(&now, &parts);
    std::array<char, 16> text{};
    const std::size_t size = std::strftime(text.data(), text.size(), "%Y-%m-%d", &parts);
    return {text.data(), size};
}

unsigned jobs_of(const Common& options) {
    return options.jobs != 0 ? options.jobs : std::max(1U, std::thread::hardware_concurrency());
}

Findings Session::findings() const {
    return {.list = chosen,
            .files = analysis->files(),
            .secrets = analysis->secrets(),
            .files_checked = loaded.chosen.size(),
            .path_prefix = loaded.prefix,
            .rules = rules(),
            .tests = tests};
}

void Session::choose(std::span<const Diagnostic> all) {
    const std::set<std::string_view> paths(loaded.chosen.begin(), loaded.chosen.end());
    const auto is_chosen = [&](const Location& where) {
        return paths.contains(analysis->files()[static_cast<std::size_t>(where.file)]->path());
    };
    chosen.clear();
    // A shared key is found where the key is declared; the file that shares it is as much its
    // place.
    std::ranges::copy_if(all, std::back_inserter(chosen), [&](const Diagnostic& one) {
        return is_chosen(one.where) || std::ranges::any_of(one.labels, is_chosen, &Label::where);
    });
}

namespace {

/// Parses and checks all files.
void analyse(Session& session, Progress& progress) {
    session.workspace.emplace(session.loaded.options);
    progress.begin("parsing", session.loaded.files.size());
    session.workspace->set(std::move(session.loaded.files), [&] { progress.step(); });
    progress.begin("checking");
    session.analysis = session.workspace->analyse();
}

}  // namespace

Loaded load(const Common& common) {
    const LoadRequest request = request_of(common);
    if (!request.standard_input_name.empty() && !request.standard_input) {
        complain("standard input cannot be read");
        return {std::nullopt, not_readable};
    }
    LoadOutcome outcome = load_workspace(request);
    ExitCode code = nothing_found;
    for (const LoadError& error : outcome.errors) {
        complain(error.message);
        code = std::max(code, error.kind == LoadError::Kind::io ? not_readable : wrong_usage);
    }
    return {std::move(outcome.workspace), code};
}

Opened open_session(const Common& common) {
    Progress progress(common.quiet);
    progress.begin("reading");
    Loaded loaded = load(common);
    if (!loaded.workspace) {
        return {std::nullopt, loaded.code};
    }
    ExitCode code = loaded.code;
    Session session{.loaded = std::move(*loaded.workspace),
                    .workspace = std::nullopt,
                    .analysis = nullptr,
                    .chosen = {},
                    .tests = {}};
    if (!apply_options(common, session.loaded.options)) {
        return {std::nullopt, wrong_usage};
    }
    analyse(session, progress);
    for (const CatalogProblem& problem : session.analysis->catalog_problems()) {
        complain(line_of(problem, session.loaded.prefix));
        code = wrong_usage;
    }
    if (code != nothing_found) {
        return {std::nullopt, code};
    }
    session.choose(session.analysis->diagnostics());
    return {std::move(session), nothing_found};
}

bool reaches(const Diagnostic& diagnostic, std::string_view fail_on) {
    if (!is_reported(diagnostic) || fail_on == "never") {
        return false;
    }
    return diagnostic.language_error ||
           diagnostic.level >= find_level(fail_on).value_or(Level::warning);
}

namespace {

Level level_of(std::string_view fail_on) {
    return fail_on == "never" ? Level::off : find_level(fail_on).value_or(Level::warning);
}

ExitCode write_outputs(const Session& session, const Common& options, Level fail_on) {
    for (const std::string& output : options.outputs) {
        if (const ExitCode code = write_output(session, output, fail_on); code != nothing_found) {
            return code;
        }
    }
    return nothing_found;
}

ExitCode code_of(const Session& session, std::string_view fail_on) {
    const bool failed = std::ranges::any_of(
        session.chosen, [&](const Diagnostic& one) { return reaches(one, fail_on); });
    return failed ? findings : nothing_found;
}

}  // namespace

ExitCode report(const Session& session, const Common& options, std::string_view fail_on) {
    if (const ExitCode code = write_outputs(session, options, level_of(fail_on));
        code != nothing_found) {
        return code;
    }
    const Format format = find_format(options.format).value_or(Format::text);
    if (!options.quiet || format != Format::text) {
        RenderOptions how = render_options(session.loaded, options, STDOUT_FILENO);
        how.fail_on = level_of(fail_on);
        print(render(session.findings(), format, how));
    }
    return code_of(session, fail_on);
}

ExitCode report_elsewhere(const Session& session, const Common& options, std::string_view fail_on,
                          bool text) {
    if (const ExitCode code = write_outputs(session, options, level_of(fail_on));
        code != nothing_found) {
        return code;
    }
    if (text && !options.quiet) {
        const std::string told = render(session.findings(), Format::text,
                                        render_options(session.loaded, options, STDERR_FILENO));
        std::fwrite(told.data(), 1, told.size(), stderr);
    }
    return code_of(session, fail_on);
}

void print(std::string_view text) {
    std::fwrite(text.data(), 1, text.size(), stdout);
}

void complain(std::string_view message) {
    std::string line = "latchkey: " + std::string(message);
    // A file's name may hold what a terminal would obey.
    std::ranges::replace_if(
        line, [](char byte) { return static_cast<unsigned char>(byte) < 0x20 || byte == 0x7F; },
        '?');
    line += "\n";
    std::fwrite(line.data(), 1, line.size(), stderr);
}

}  // namespace latchkey::cli
