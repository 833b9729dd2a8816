#include "latchkey/files.h"
#include "latchkey/render.h"

#include "authority/authority.h"
#include "check/check.h"
#include "diag/report.h"
#include "emit/emit.h"
#include "lint/run.h"
#include "source/embedded.h"
#include "source/parallel.h"
#include "syntax/parse.h"
#include "syntax/token.h"

#include <charconv>
#include <chrono>
#include <cstdio>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Times each stage apart, on a workspace that is read like the program reads it:
//   stage_bench FOLDER [JOBS]

namespace latchkey::embedded {
extern const std::span<const EmbeddedText> standard_purposes;
}  // namespace latchkey::embedded

namespace {

using namespace latchkey;

/// Everything that the stages hand to each other.
struct Run {
    unsigned jobs = 1;
    std::size_t bytes = 0;
    std::vector<std::shared_ptr<const SourceFile>> files;
    std::vector<syntax::Tree> trees;
    std::vector<const catalog::Catalog*> catalogs;
    model::Model model;
    authority::Authorities authorities;
    std::vector<Diagnostic> findings;
};

/// Runs one stage and says how long it took and how fast that is by the text.
template <typename Stage>
void timed(const char* name, const Run& run, const Stage& stage) {
    const auto start = std::chrono::steady_clock::now();
    const std::size_t count = stage();
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
    std::printf("| %s | %.1f | %.0f | %zu |\n", name, taken.count() * 1000,
                static_cast<double>(run.bytes) / 1e6 / taken.count(), count);
}

bool read(Run& run, const std::string& folder) {
    LoadOutcome outcome = load_workspace({.paths = {folder},
                                          .config = {},
                                          .standard_input = std::nullopt,
                                          .standard_input_name = {},
                                          .jobs = run.jobs});
    if (!outcome.workspace) {
        return false;
    }
    for (PolicyFile& file : outcome.workspace->files) {
        run.bytes += file.text.size();
        run.files.push_back(
            std::make_shared<SourceFile>(std::move(file.path), std::move(file.text)));
    }
    run.files.push_back(std::make_shared<SourceFile>(
        "<standard purposes>", std::string(embedded::standard_purposes.front().text)));
    return true;
}

std::size_t lex(const Run& run) {
    std::vector<std::size_t> counts(run.files.size());
    for_each_place(run.jobs, counts.size(), 1, [&](std::size_t at) {
        counts[at] = syntax::tokenize(run.files[at]->text()).tokens.size();
    });
    std::size_t all = 0;
    for (const std::size_t count : counts) {
        all += count;
    }
    return all;
}

std::size_t parse(Run& run) {
    run.trees.resize(run.files.size());
    for_each_place(run.jobs, run.trees.size(), 1, [&](std::size_t at) {
        diag::Reports reports;
        run.trees[at] = syntax::parse(*run.files[at], static_cast<FileId>(at), reports);
    });
    std::size_t declarations = 0;
    for (const syntax::Tree& tree : run.trees) {
        declarations += tree.declarations.size();
    }
    return declarations;
}

std::size_t check_all(Run& run) {
    std::vector<check::ParsedFile> parsed;
    for (std::size_t at = 0; at < run.files.size(); ++at) {
        parsed.push_back({static_cast<FileId>(at), run.files[at].get(), &run.trees[at],
                          at + 1 == run.files.size()});
    }
    diag::Reports reports;
    run.model = check::check(parsed, run.catalogs, reports);
    return run.model.integrations.size();
}

std::size_t authorise(Run& run) {
    const auto& integrations = run.model.integrations;
    std::vector<authority::Authorities::Room> rooms;
    for (std::size_t file = 0; file < run.files.size(); ++file) {
        const auto room = integrations.room(file);
        rooms.push_back({room.begin, room.size});
    }
    std::vector<std::vector<authority::IntegrationAuthority>> found(rooms.size());
    for_each_place(run.jobs, rooms.size(), 1, [&](std::size_t file) {
        for (const model::Integration& integration : integrations.part(file)) {
            found[file].push_back(authority::analyse(run.model, integration));
        }
    });
    run.authorities.lay_out(rooms);
    for (std::size_t file = 0; file < rooms.size(); ++file) {
        run.authorities.put(file, std::move(found[file]));
    }
    return run.authorities.size();
}

std::size_t lint_all(Run& run) {
    lint::Settings settings;
    settings.as_of = std::chrono::year(2026) / 11 / 23;
    run.findings = lint::run({.model = &run.model,
                              .authorities = &run.authorities,
                              .files = run.files,
                              .jobs = run.jobs},
                             settings);
    return run.findings.size();
}

std::size_t emit_all(const Run& run) {
    return emit::manifests({&run.model, &run.authorities, run.files, run.jobs}).size();
}

std::size_t render_all(const Run& run) {
    const Findings findings{
        .list = run.findings, .files = run.files, .secrets = {}, .files_checked = run.files.size()};
    return render(findings, Format::json, {}).size();
}

}  // namespace

int main(int count, char** words) {
    Run run;
    if (count > 2) {
        const std::string_view text = words[2];
        std::from_chars(text.data(), text.data() + text.size(), run.jobs);
    }
    for (const catalog::Catalog& shipped : catalog::shipped()) {
        run.catalogs.push_back(&shipped);
    }
    std::puts("| stage | ms | MB/s of text | count |\n|---|---|---|---|");
    bool found = count > 1;
    timed("read", run, [&] {
        found = found && read(run, words[1]);
        return run.files.size();
    });
    if (!found) {
        std::fputs("stage_bench FOLDER [JOBS]: no policies there\n", stderr);
        return 2;
    }
    timed("lex", run, [&] { return lex(run); });
    timed("parse (with lex)", run, [&] { return parse(run); });
    timed("check", run, [&] { return check_all(run); });
    timed("authority", run, [&] { return authorise(run); });
    timed("lint", run, [&] { return lint_all(run); });
    timed("emit", run, [&] { return emit_all(run); });
    timed("render (json)", run, [&] { return render_all(run); });
}
