#include "latchkey/workspace.h"

#include "check/check.h"
#include "diag/report.h"
#include "emit/emit.h"
#include "format/diff.h"
#include "format/format.h"
#include "lint/run.h"
#include "source/assert.h"
#include "source/embedded.h"
#include "source/parallel.h"
#include "syntax/parse.h"
#include "workspace/analysis.h"
#include "workspace/assertions.h"
#include "workspace/overrides.h"
#include "workspace/secrets.h"
#include "workspace/settings.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <map>
#include <span>
#include <tuple>
#include <utility>

namespace latchkey::embedded {
extern const std::span<const EmbeddedText> standard_purposes;
}  // namespace latchkey::embedded

namespace latchkey {
namespace {

/// A file with its tree. The diagnostics' file ids are not yet those of an analysis.
struct Parsed {
    std::shared_ptr<const SourceFile> source;
    std::shared_ptr<const syntax::Tree> tree;
    std::vector<Diagnostic> diagnostics;
    /// What the one style changes in it; looked at only where a rule asks.
    std::vector<lint::TextEdit> restyling;
};

void restyle(Parsed& parsed) {
    const std::string_view before = parsed.source->text();
    const std::string after = format::in_style(*parsed.source, *parsed.tree);
    for (format::Change& change : format::changes(before, after)) {
        parsed.restyling.push_back({change.where, std::move(change.text)});
    }
}

std::shared_ptr<const Parsed> parse_file(std::string path, std::string text, bool restyled) {
    auto parsed = std::make_shared<Parsed>();
    parsed->source = std::make_shared<SourceFile>(std::move(path), std::move(text));
    diag::Reports reports;
    parsed->tree =
        std::make_shared<syntax::Tree>(syntax::parse(*parsed->source, FileId{}, reports));
    parsed->diagnostics = reports.take();
    if (restyled && !parsed->tree->has_errors) {
        restyle(*parsed);
    }
    return parsed;
}

void move_to_file(Diagnostic& diagnostic, FileId file) {
    diagnostic.where.file = file;
    for (Label& label : diagnostic.labels) {
        label.where.file = file;
    }
    for (Fix& fix : diagnostic.fixes) {
        for (Edit& edit : fix.edits) {
            edit.where.file = file;
        }
    }
}

/// On how many threads it pays to read texts of this size together: starting one takes as long as
/// reading some kilobytes.
unsigned useful_jobs(unsigned jobs, std::size_t bytes) {
    constexpr std::size_t share = 16384;
    return static_cast<unsigned>(std::min<std::size_t>(jobs, 1 + bytes / share));
}

void append(std::vector<Diagnostic>& all, std::vector<Diagnostic> more) {
    std::ranges::move(more, std::back_inserter(all));
}

}  // namespace

bool is_date(std::string_view text) {
    std::chrono::sys_days day;
    return model::parse_date(text, day);
}

struct Workspace::State {
    Options options;
    lint::Settings settings;
    std::map<std::string, std::shared_ptr<const Parsed>, std::less<>> files;
    std::shared_ptr<const Parsed> purposes;
    std::vector<std::shared_ptr<const catalog::LoadedCatalog>> loaded;
    /// Sorted by id.
    std::vector<catalog::Catalog> catalogs;
    std::vector<workspace::Override> overrides;
    std::vector<CatalogProblem> catalog_problems;
    /// Whether a rule asks what the one style changes.
    bool restyles = false;
    std::shared_ptr<const Analysis> last;

    void load_catalogs();
    [[nodiscard]] bool has(const PolicyFile& file) const;
    void collect_files(Analysis::Data& data, std::vector<check::ParsedFile>& parsed) const;
    [[nodiscard]] std::vector<std::vector<lint::TextEdit>> restyling() const;
    void find_authorities(Analysis::Data& data) const;
    void mark(Analysis::Data& data) const;
    [[nodiscard]] std::shared_ptr<const Analysis> analyse() const;
};

bool Workspace::State::has(const PolicyFile& file) const {
    const auto known = files.find(file.path);
    return known != files.end() && known->second->source->text() == file.text;
}

void Workspace::State::load_catalogs() {
    for (const catalog::Catalog& shipped : catalog::shipped()) {
        catalogs.push_back(shipped);
    }
    for (const CatalogText& file : options.catalogs) {
        catalog::LoadResult result = catalog::load(file.text);
        for (catalog::LoadProblem& problem : result.problems) {
            catalog_problems.push_back(
                {file.path, std::move(problem.pointer), std::move(problem.message)});
        }
        if (result.loaded == nullptr) {
            continue;
        }
        catalog::Catalog found = result.loaded->catalog();
        if (!file.provider.empty() && file.provider != found.id) {
            catalog_problems.push_back({file.path, "/provider/id",
                                        "is `" + std::string(found.id) + "`, and `" +
                                            file.provider +
                                            "` in latchkey.toml: give both the same name"});
            continue;
        }
        const auto same = std::ranges::find(catalogs, found.id, &catalog::Catalog::id);
        found.origin =
            same == catalogs.end() ? catalog::Origin::workspace : catalog::Origin::overridden;
        if (same == catalogs.end()) {
            catalogs.push_back(found);
        } else {
            *same = found;
            overrides.push_back({std::string(found.id), file.path});
        }
        loaded.push_back(std::move(result.loaded));
    }
    std::ranges::sort(catalogs, {}, &catalog::Catalog::id);
}

void Workspace::State::collect_files(Analysis::Data& data,
                                     std::vector<check::ParsedFile>& parsed) const {
    const auto add = [&](const Parsed& file, bool standard) {
        const auto id = static_cast<FileId>(data.files.size());
        data.files.push_back(file.source);
        data.trees.push_back(file.tree);
        parsed.push_back({id, file.source.get(), file.tree.get(), standard});
        for (Diagnostic diagnostic : file.diagnostics) {
            move_to_file(diagnostic, id);
            data.diagnostics.push_back(std::move(diagnostic));
        }
    };
    for (const auto& [path, file] : files) {
        add(*file, false);
    }
    add(*purposes, true);
}

/// In the order of the analysis' files; nothing where no rule asks.
std::vector<std::vector<lint::TextEdit>> Workspace::State::restyling() const {
    std::vector<std::vector<lint::TextEdit>> changes;
    if (restyles) {
        std::ranges::transform(files, std::back_inserter(changes),
                               [](const auto& file) { return file.second->restyling; });
    }
    return changes;
}

void Workspace::State::find_authorities(Analysis::Data& data) const {
    // A thread for fewer than these costs more than it saves.
    constexpr std::size_t part = 64;
    const auto& integrations = data.model.integrations;
    data.authorities.resize(integrations.size());
    for_each_place(options.jobs, integrations.size(), part, [&](std::size_t at) {
        const model::Id<model::Integration> id{static_cast<std::uint32_t>(at)};
        data.authorities[at] =
            authority::analyse(data.model, integrations[id], options.scope_search);
    });
}

/// Gives the findings their fingerprints, in which no secret stands, and their order.
void Workspace::State::mark(Analysis::Data& data) const {
    constexpr std::size_t part = 256;
    for_each_place(options.jobs, data.diagnostics.size(), part, [&](std::size_t at) {
        Diagnostic& diagnostic = data.diagnostics[at];
        diagnostic.fingerprint = diag::fingerprint(
            diagnostic, workspace::marked_text(data.secrets, data.files, diagnostic.where));
    });
    std::ranges::sort(data.diagnostics, [](const Diagnostic& left, const Diagnostic& right) {
        return std::tie(left.where, left.id, left.message) <
               std::tie(right.where, right.id, right.message);
    });
}

std::shared_ptr<const Analysis> Workspace::State::analyse() const {
    auto data = std::make_unique<Analysis::Data>();
    data->loaded = loaded;
    data->catalog_problems = catalog_problems;
    std::vector<check::ParsedFile> parsed;
    collect_files(*data, parsed);

    std::vector<const catalog::Catalog*> views;
    for (const catalog::Catalog& one : data->catalogs = catalogs) {
        views.push_back(&one);
    }
    diag::Reports reports;
    data->model = check::check(parsed, views, reports);
    find_authorities(*data);
    workspace::report_unproven(data->model, data->authorities, reports);
    workspace::run_assertions(data->model, data->authorities, reports);
    append(data->diagnostics, reports.take());
    const auto secrets = workspace::scan_files(data->files, views, options.jobs);
    data->secrets = workspace::places_of(secrets);
    append(data->diagnostics, lint::run({.model = &data->model,
                                         .authorities = data->authorities,
                                         .files = data->files,
                                         .restyling = restyling(),
                                         .secrets = secrets,
                                         .jobs = options.jobs},
                                        settings));

    workspace::note_overrides(data->model, overrides, data->diagnostics);

    data->jobs = options.jobs;
    workspace::mask_secrets(data->secrets, data->files, data->diagnostics);
    mark(*data);
    return std::make_shared<Analysis>(std::unique_ptr<const Analysis::Data>(std::move(data)));
}

Workspace::Workspace(Options options) : state_(std::make_unique<State>()) {
    state_->settings = workspace::lint_settings(options);
    state_->restyles = lint::is_on("unsorted-file", state_->settings);
    state_->options = std::move(options);
    state_->load_catalogs();
    const std::string_view purposes = embedded::standard_purposes.front().text;
    state_->purposes =
        parse_file(std::string(workspace::standard_purposes_path), std::string(purposes), false);
    LATCHKEY_ASSERT(state_->purposes->diagnostics.empty());
}

Workspace::~Workspace() = default;
Workspace::Workspace(Workspace&&) noexcept = default;
Workspace& Workspace::operator=(Workspace&&) noexcept = default;

void Workspace::set(std::string path, std::string text) {
    std::vector<PolicyFile> files;
    files.push_back({std::move(path), std::move(text)});
    set(std::move(files));
}

void Workspace::set(std::vector<PolicyFile> files, const std::function<void()>& done) {
    std::erase_if(files, [this](const PolicyFile& file) { return state_->has(file); });
    if (files.empty()) {
        return;
    }
    state_->last = nullptr;
    std::size_t bytes = 0;
    for (const PolicyFile& file : files) {
        bytes += file.text.size();
    }
    std::vector<std::shared_ptr<const Parsed>> parsed(files.size());
    const unsigned jobs = useful_jobs(state_->options.jobs, bytes);
    for_each_place(jobs, files.size(), 1, [&](std::size_t at) {
        parsed[at] = parse_file(files[at].path, std::move(files[at].text), state_->restyles);
        if (done) {
            done();
        }
    });
    for (std::size_t at = 0; at < files.size(); ++at) {
        state_->files[std::move(files[at].path)] = std::move(parsed[at]);
    }
}

void Workspace::remove(std::string_view path) {
    if (const auto known = state_->files.find(path); known != state_->files.end()) {
        state_->files.erase(known);
        state_->last = nullptr;
    }
}

std::shared_ptr<const Analysis> Workspace::analyse() {
    if (state_->last == nullptr) {
        state_->last = state_->analyse();
    }
    return state_->last;
}

Analysis::Analysis(std::unique_ptr<const Data> data) : data_(std::move(data)) {}
Analysis::~Analysis() = default;

std::span<const Diagnostic> Analysis::diagnostics() const {
    return data_->diagnostics;
}
std::span<const std::shared_ptr<const SourceFile>> Analysis::files() const {
    return data_->files;
}
std::span<const Location> Analysis::secrets() const {
    return data_->secrets;
}
std::string Analysis::without_secrets(std::string text) const {
    if (!data_->secrets.empty()) {
        workspace::mask_secrets(data_->secrets, data_->files, text);
    }
    return text;
}
std::size_t Analysis::file_count() const {
    return data_->files.size() - 1;
}
std::size_t Analysis::assertion_count() const {
    return data_->model.assertions.size();
}
std::span<const CatalogProblem> Analysis::catalog_problems() const {
    return data_->catalog_problems;
}
std::vector<OutputFile> Analysis::manifests() const {
    std::vector<OutputFile> files =
        emit::manifests({&data_->model, data_->authorities, data_->files, data_->jobs});
    const bool leaks = std::ranges::any_of(files, [&](const OutputFile& file) {
        return workspace::shows_secret(file.text, data_->secrets, data_->files);
    });
    return leaks ? std::vector<OutputFile>{} : files;
}

}  // namespace latchkey
