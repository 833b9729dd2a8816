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
#include "workspace/finishing.h"
#include "workspace/overrides.h"
#include "workspace/secrets.h"
#include "workspace/settings.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <optional>
#include <span>
#include <utility>

namespace latchkey::embedded {
extern const std::span<const EmbeddedText> standard_purposes;
}  // namespace latchkey::embedded

namespace latchkey {
namespace {

/// A file with its tree, and what can be said of it without the others.
struct Parsed {
    std::shared_ptr<const SourceFile> source;
    std::shared_ptr<const syntax::Tree> tree;
    /// No other text has the same.
    std::uint64_t version = 0;
    /// The file ids in these are not yet those of an analysis.
    std::shared_ptr<const workspace::Diagnostics> diagnostics;
    /// What the one style changes in it; looked at only where a rule asks.
    std::vector<lint::TextEdit> restyling;
    std::vector<lint::FoundSecret> secrets;
};

void restyle(Parsed& parsed) {
    const std::string_view before = parsed.source->text();
    const std::string after = format::in_style(*parsed.source, *parsed.tree);
    for (format::Change& change : format::changes(before, after)) {
        parsed.restyling.push_back({change.where, std::move(change.text)});
    }
}

std::shared_ptr<Parsed> parse_file(std::string path, std::string text, bool restyled) {
    auto parsed = std::make_shared<Parsed>();
    parsed->source = std::make_shared<SourceFile>(std::move(path), std::move(text));
    diag::Reports reports;
    parsed->tree =
        std::make_shared<syntax::Tree>(syntax::parse(*parsed->source, FileId{}, reports));
    parsed->diagnostics = std::make_shared<const workspace::Diagnostics>(reports.take());
    if (restyled && !parsed->tree->has_errors) {
        restyle(*parsed);
    }
    return parsed;
}

/// On how many threads it pays to read texts of this size together: starting one takes as long as
/// reading some kilobytes.
unsigned useful_jobs(unsigned jobs, std::size_t bytes) {
    constexpr std::size_t share = 16384;
    return static_cast<unsigned>(std::min<std::size_t>(jobs, 1 + bytes / share));
}

}  // namespace

bool is_date(std::string_view text) {
    std::chrono::sys_days day;
    return model::parse_date(text, day);
}

struct Workspace::State {
    Options options;
    std::map<std::string, std::shared_ptr<const Parsed>, std::less<>> files;
    std::shared_ptr<const Parsed> purposes;
    std::vector<std::shared_ptr<const catalog::LoadedCatalog>> loaded;
    /// Sorted by id.
    std::shared_ptr<const std::vector<catalog::Catalog>> catalogs;
    std::vector<const catalog::Catalog*> views;
    std::vector<workspace::Override> overrides;
    std::vector<CatalogProblem> catalog_problems;
    /// Whether a rule asks what the one style changes.
    bool restyles = false;
    std::uint64_t next_version = 1;

    /// The analysis of the files as they were when it was made; what the checker knows refers to
    /// them.
    std::shared_ptr<const Analysis> last;
    bool is_current = false;
    std::optional<lint::SecretScanner> scanner;
    std::optional<check::Checker> checker;
    std::optional<lint::Runner> rules;
    workspace::Finishing finishing;
    authority::Authorities authorities;
    /// By file: the searches for the least scopes that were given up.
    std::vector<std::shared_ptr<const workspace::Diagnostics>> of_search;

    void load_catalogs();
    [[nodiscard]] bool has(const PolicyFile& file) const;
    [[nodiscard]] std::shared_ptr<Parsed> parse(std::string path, std::string text) const;
    [[nodiscard]] std::vector<const Parsed*> in_order() const;
    void analyse_authority(const model::Model& model, const std::vector<bool>& anew);
    [[nodiscard]] lint::Outcome run_rules(const Analysis::Data& data,
                                          std::span<const Parsed* const> parsed,
                                          const std::vector<bool>& anew);
    [[nodiscard]] std::shared_ptr<const Analysis> analyse();
};

void Workspace::State::load_catalogs() {
    std::vector<catalog::Catalog> all;
    for (const catalog::Catalog& shipped : catalog::shipped()) {
        all.push_back(shipped);
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
        const auto same = std::ranges::find(all, found.id, &catalog::Catalog::id);
        found.origin = same == all.end() ? catalog::Origin::workspace : catalog::Origin::overridden;
        if (same == all.end()) {
            all.push_back(found);
        } else {
            *same = found;
            overrides.push_back({std::string(found.id), file.path});
        }
        loaded.push_back(std::move(result.loaded));
    }
    std::ranges::sort(all, {}, &catalog::Catalog::id);
    catalogs = std::make_shared<const std::vector<catalog::Catalog>>(std::move(all));
    for (const catalog::Catalog& one : *catalogs) {
        views.push_back(&one);
    }
}

bool Workspace::State::has(const PolicyFile& file) const {
    const auto known = files.find(file.path);
    return known != files.end() && known->second->source->text() == file.text;
}

std::shared_ptr<Parsed> Workspace::State::parse(std::string path, std::string text) const {
    const bool standard = path == workspace::standard_purposes_path;
    std::shared_ptr<Parsed> parsed =
        parse_file(std::move(path), std::move(text), restyles && !standard);
    parsed->secrets = scanner->scan(parsed->source->text());
    return parsed;
}

std::vector<const Parsed*> Workspace::State::in_order() const {
    std::vector<const Parsed*> parsed;
    for (const auto& [path, file] : files) {
        parsed.push_back(file.get());
    }
    parsed.push_back(purposes.get());
    return parsed;
}

/// Works out the power of the integrations that were read anew.
void Workspace::State::analyse_authority(const model::Model& model, const std::vector<bool>& anew) {
    if (std::ranges::find(anew, false) == anew.end()) {
        std::vector<authority::Authorities::Room> rooms;
        for (std::size_t file = 0; file < anew.size(); ++file) {
            const auto room = model.integrations.room(file);
            rooms.push_back({room.begin, room.size});
        }
        authorities.lay_out(rooms);
        of_search.assign(anew.size(), nullptr);
    }
    // A thread for fewer files than these costs more than it saves.
    constexpr std::size_t few = 8;
    const auto count = static_cast<std::size_t>(std::ranges::count(anew, true));
    std::vector<std::vector<authority::IntegrationAuthority>> found(anew.size());
    for_each_place(count < few ? 1 : options.jobs, anew.size(), 1, [&](std::size_t file) {
        if (anew[file]) {
            for (const model::Integration& integration : model.integrations.part(file)) {
                found[file].push_back(authority::analyse(model, integration, options.scope_search));
            }
        }
    });
    for (std::size_t file = 0; file < anew.size(); ++file) {
        if (!anew[file]) {
            continue;
        }
        authorities.put(file, std::move(found[file]));
        diag::Reports reports;
        workspace::report_unproven(model, authorities, file, reports);
        of_search[file] = std::make_shared<const workspace::Diagnostics>(reports.take());
    }
}

lint::Outcome Workspace::State::run_rules(const Analysis::Data& data,
                                          std::span<const Parsed* const> parsed,
                                          const std::vector<bool>& anew) {
    std::vector<const std::vector<lint::TextEdit>*> restyling;
    if (restyles) {
        std::ranges::transform(parsed, std::back_inserter(restyling),
                               [](const Parsed* file) { return &file->restyling; });
    }
    std::vector<const std::vector<lint::FoundSecret>*> secrets;
    std::ranges::transform(parsed, std::back_inserter(secrets),
                           [](const Parsed* file) { return &file->secrets; });
    return rules->run({.model = &data.model,
                       .authorities = &data.authorities,
                       .files = data.files,
                       .restyling = restyling,
                       .secrets = secrets,
                       .jobs = options.jobs},
                      anew);
}

std::shared_ptr<const Analysis> Workspace::State::analyse() {
    auto data = std::make_unique<Analysis::Data>();
    data->loaded = loaded;
    data->catalogs = catalogs;
    data->catalog_problems = catalog_problems;
    data->jobs = options.jobs;
    const std::vector<const Parsed*> parsed = in_order();
    std::vector<check::ParsedFile> to_check;
    for (const Parsed* file : parsed) {
        const auto id = static_cast<FileId>(data->files.size());
        data->files.push_back(file->source);
        data->trees.push_back(file->tree);
        to_check.push_back(
            {id, file->source.get(), file->tree.get(), file == purposes.get(), file->version});
        for (const lint::FoundSecret& secret : file->secrets) {
            data->secrets.push_back({id, secret.span});
        }
    }
    check::Outcome checked = checker->check(to_check);
    data->model = std::move(checked.model);
    analyse_authority(data->model, checked.anew);
    data->authorities = authorities;
    lint::Outcome ruled = run_rules(*data, parsed, checked.anew);

    diag::Reports others;
    others.add(checked.of_promises);
    others.add(ruled.of_workspace);
    workspace::run_assertions(data->model, data->authorities, others);
    std::vector<workspace::Finishing::Sources> sources;
    for (std::size_t file = 0; file < parsed.size(); ++file) {
        sources.push_back({parsed[file]->diagnostics, checked.reports[file], of_search[file],
                           ruled.of_files[file]});
    }
    data->findings = finishing.finish({data->model, overrides, data->files, data->secrets}, sources,
                                      others.take());
    return std::make_shared<Analysis>(std::unique_ptr<const Analysis::Data>(std::move(data)));
}

Workspace::Workspace(Options options) : state_(std::make_unique<State>()) {
    lint::Settings settings = workspace::lint_settings(options);
    state_->restyles = lint::is_on("unsorted-file", settings);
    state_->rules.emplace(std::move(settings));
    state_->options = std::move(options);
    state_->load_catalogs();
    state_->scanner.emplace(state_->views);
    state_->checker.emplace(state_->views, true);
    const std::string_view purposes = embedded::standard_purposes.front().text;
    state_->purposes =
        state_->parse(std::string(workspace::standard_purposes_path), std::string(purposes));
    LATCHKEY_ASSERT(state_->purposes->diagnostics->empty());
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
    state_->is_current = false;
    std::size_t bytes = 0;
    for (const PolicyFile& file : files) {
        bytes += file.text.size();
    }
    std::vector<std::shared_ptr<Parsed>> parsed(files.size());
    const unsigned jobs = useful_jobs(state_->options.jobs, bytes);
    for_each_place(jobs, files.size(), 1, [&](std::size_t at) {
        parsed[at] = state_->parse(files[at].path, std::move(files[at].text));
        if (done) {
            done();
        }
    });
    for (std::size_t at = 0; at < files.size(); ++at) {
        parsed[at]->version = state_->next_version++;
        state_->files[std::move(files[at].path)] = std::move(parsed[at]);
    }
}

void Workspace::remove(std::string_view path) {
    if (const auto known = state_->files.find(path); known != state_->files.end()) {
        state_->files.erase(known);
        state_->is_current = false;
    }
}

std::shared_ptr<const Analysis> Workspace::analyse() {
    if (!state_->is_current) {
        state_->last = state_->analyse();
        state_->is_current = true;
    }
    return state_->last;
}

Analysis::Analysis(std::unique_ptr<const Data> data) : data_(std::move(data)) {}
Analysis::~Analysis() = default;

std::span<const Diagnostic> Analysis::diagnostics() const {
    std::call_once(data_->is_gathered, [this] {
        for (const auto& of_file : data_->findings) {
            data_->gathered.insert(data_->gathered.end(), of_file->begin(), of_file->end());
        }
    });
    return data_->gathered;
}
std::span<const Diagnostic> Analysis::diagnostics(FileId file) const {
    return *data_->findings[static_cast<std::size_t>(file)];
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
        emit::manifests({&data_->model, &data_->authorities, data_->files, data_->jobs});
    const bool leaks = std::ranges::any_of(files, [&](const OutputFile& file) {
        return workspace::shows_secret(file.text, data_->secrets, data_->files);
    });
    return leaks ? std::vector<OutputFile>{} : files;
}

}  // namespace latchkey
