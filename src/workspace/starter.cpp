#include "latchkey/init.h"

#include "source/embedded.h"
#include "workspace/analysis.h"
#include "workspace/config.h"
#include "workspace/discover.h"
#include "workspace/read_file.h"
#include "workspace/starter_key.h"
#include "workspace/starter_survey.h"
#include "workspace/starter_texts.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

namespace latchkey {
namespace {

namespace fs = std::filesystem;
using std::string;
using std::string_view;
using workspace::Host;
using workspace::Keeper;
using workspace::Survey;

constexpr string_view config_name = "latchkey.toml";
constexpr string_view hooks_name = ".pre-commit-config.yaml";
constexpr string_view github_name = ".github/workflows/latchkey.yml";
constexpr string_view gitlab_name = ".gitlab-ci.yml";

/// Puts a starter together, step by step; the first step that fails ends it.
class Planner {
public:
    explicit Planner(const StarterRequest& request) : request_(&request) {}

    Starter run() {
        starter_.directory = request_->directory;
        if (find_directory() && read_workspace() && add_policy()) {
            add_teams();
            add_config();
            add_hooks();
            add_pipeline();
            say_next();
        }
        // The configuration first: without it, half a workspace would be another one.
        std::stable_partition(starter_.files.begin(), starter_.files.end(),
                              [](const StarterFile& file) { return file.path == config_name; });
        return std::move(starter_);
    }

private:
    bool fail(LoadError::Kind kind, string message) {
        starter_.errors.push_back({kind, std::move(message)});
        return false;
    }

    bool find_directory() {
        std::error_code error;
        const fs::path here = fs::current_path(error);
        directory_ = workspace::absolute_path(here, request_->directory);
        if (error || !fs::is_directory(directory_, error)) {
            return fail(LoadError::Kind::io, request_->directory + ": there is no such folder");
        }
        const fs::path config = workspace::nearest_config(directory_);
        if (!config.empty() && config.parent_path() != directory_) {
            return fail(LoadError::Kind::usage,
                        request_->directory + ": belongs to the workspace of " + config.string() +
                            " already; run latchkey init there");
        }
        survey_ = workspace::survey(directory_);
        return true;
    }

    /// What there is already: policies of one's own, and catalogues.
    bool read_workspace() {
        const LoadOutcome outcome = load_workspace({.paths = {directory_.string()},
                                                    .config = {},
                                                    .standard_input = std::nullopt,
                                                    .standard_input_name = {}});
        for (const LoadError& error : outcome.errors) {
            if (error.kind != LoadError::Kind::nothing) {
                starter_.errors.push_back(error);
            }
        }
        if (!starter_.errors.empty()) {
            return false;
        }
        if (outcome.workspace) {
            options_ = outcome.workspace->options;
        } else if (!read_options()) {
            return false;
        }
        Workspace workspace(options_);
        if (outcome.workspace) {
            for (const PolicyFile& file : outcome.workspace->files) {
                workspace.set(file.path, file.text);
            }
        }
        analysis_ = workspace.analyse();
        for (const CatalogProblem& problem : analysis_->catalog_problems()) {
            fail(LoadError::Kind::usage, problem.path + ": " + problem.message);
        }
        return starter_.errors.empty();
    }

    /// A configuration without a policy names catalogues all the same.
    bool read_options() {
        const workspace::FileText file = workspace::read_file(directory_ / config_name);
        if (!file.text) {
            return true;
        }
        const workspace::Config config = workspace::parse_config(*file.text);
        options_.profile = config.profile;
        options_.rules = config.rules;
        for (const auto& [provider, path] : config.providers) {
            workspace::FileText catalog = workspace::read_file(directory_ / path);
            if (!catalog.text) {
                return fail(LoadError::Kind::io, "[providers] " + provider + " = " + path +
                                                     ": cannot be read: " + catalog.reason);
            }
            options_.catalogs.push_back({path, std::move(*catalog.text), provider});
        }
        return true;
    }

    [[nodiscard]] bool has_policies() const { return analysis_->file_count() > 0; }

    [[nodiscard]] bool has_team(string_view id) const {
        const auto& teams = analysis_->data().model.teams;
        return std::ranges::any_of(teams,
                                   [&](const model::Team& team) { return team.name.text == id; });
    }

    bool add_policy() {
        if (request_->scopes) {
            return add_policy_from_scopes();
        }
        if (has_policies()) {
            starter_.notes.push_back("there are policies here already, so no example is added");
            return true;
        }
        // An example is to be free of findings; that this one is made up is said beside it.
        if (survey_.owner.contact.empty()) {
            survey_.owner.contact = survey_.owner.id + "@example.com";
        }
        const Keeper& reviewer = survey_.reviewer ? *survey_.reviewer : survey_.owner;
        add(place_of("appointment-board"),
            workspace::example_policy(survey_.owner, reviewer, request_->as_of, options_));
        uses_reviewer_ = survey_.reviewer.has_value();
        needs_teams_ = true;
        return true;
    }

    bool add_policy_from_scopes() {
        // A living workspace has teams; one of them is likelier than a new one.
        const auto& teams = analysis_->data().model.teams;
        if (!has_team(survey_.owner.id) && !teams.empty()) {
            survey_.owner = {.id = string(teams.begin()->name.text), .title = {}, .contact = {}};
        }
        workspace::ScopedPolicy made =
            workspace::make_scoped_policy(*request_, survey_, *analysis_, options_);
        if (!made.problems.empty()) {
            for (string& problem : made.problems) {
                fail(LoadError::Kind::usage, std::move(problem));
            }
            return false;
        }
        const string path = place_of(made.name);
        std::error_code error;
        if (fs::exists(directory_ / path, error)) {
            return fail(LoadError::Kind::usage,
                        path + ": is there already; choose another name with --name");
        }
        add(path, std::move(made.text));
        needs_teams_ = !has_team(survey_.owner.id);
        return true;
    }

    /// In `policies`, or wherever the configuration that is there looks.
    string place_of(const string& name) {
        const string usual = string(workspace::policy_folder) + "/" + name + ".latch";
        const workspace::FileText file = workspace::read_file(directory_ / config_name);
        if (!file.text) {
            return usual;
        }
        const workspace::Config config = workspace::parse_config(*file.text);
        const auto is_found = [&](const string& path) {
            const auto matches = [&](const string& glob) { return matches_glob(glob, path); };
            return std::ranges::any_of(config.include, matches) &&
                   std::ranges::none_of(config.exclude, matches);
        };
        if (!is_found(usual) && is_found(name + ".latch")) {
            return name + ".latch";
        }
        if (!is_found(usual) && starter_.notes.empty()) {
            starter_.notes.push_back("`include` of latchkey.toml does not reach " + usual +
                                     ": move it to where your policies are");
        }
        return usual;
    }

    void add_teams() {
        if (!needs_teams_) {
            return;
        }
        const string path = place_of("teams");
        if (survey_.owners_path.empty()) {
            starter_.notes.push_back("no CODEOWNERS names a team, so `" + survey_.owner.id +
                                     "` in " + path + " is to be put right");
        } else {
            starter_.notes.push_back("team `" + survey_.owner.id + "` is from " +
                                     survey_.owners_path);
        }
        add(path, workspace::team_file(survey_, uses_reviewer_, options_));
    }

    void add_config() { add(string(config_name), workspace::starter_text("config")); }

    [[nodiscard]] bool at_top() const {
        std::error_code error;
        return survey_.top.empty() || fs::equivalent(survey_.top, directory_, error);
    }

    void add_hooks() {
        if (!at_top()) {
            starter_.notes.push_back("hooks and CI belong to the top of the repository, " +
                                     survey_.top.string() + ", and are left out here");
            return;
        }
        add(string(hooks_name), workspace::hooks_file(), workspace::local_hooks());
    }

    void add_pipeline() {
        if (!at_top()) {
            return;
        }
        switch (survey_.host) {
            case Host::github:
                add(string(github_name), workspace::github_file(survey_.default_branch));
                break;
            case Host::gitlab:
                add(string(gitlab_name), workspace::pipeline_text("gitlab"),
                    workspace::pipeline_text("gitlab"));
                break;
            case Host::unknown:
                starter_.notes.push_back(
                    "no remote says where this is hosted, so there is no file for CI; `latchkey "
                    "check` is all that it has to run");
                break;
        }
    }

    /// A file that is there stays as it is; what is missing in it is told, unless it speaks of
    /// latchkey already.
    void add(string path, string text, string_view addition = {}) {
        std::error_code error;
        const fs::path place = directory_ / path;
        if (!fs::exists(fs::symlink_status(place, error))) {
            starter_.files.push_back({std::move(path), std::move(text)});
            return;
        }
        const workspace::FileText there = workspace::read_file(place);
        const bool speaks = there.text && there.text->find("latchkey") != string::npos;
        starter_.present.push_back({std::move(path), speaks ? string() : string(addition)});
    }

    void say_next() {
        starter_.next.emplace_back(
            request_->scopes ? "latchkey check              what is still to be said, one by one"
                             : "latchkey check              look at the policies");
        starter_.next.emplace_back(
            survey_.top.empty()
                ? "git init && pre-commit install   look at every commit before it lands"
                : "pre-commit install          look at every commit before it lands");
        starter_.next.emplace_back(
            "latchkey compile            write the manifests that programs read");
    }

    const StarterRequest* request_;
    Starter starter_;
    fs::path directory_;
    Survey survey_;
    Options options_;
    std::shared_ptr<const Analysis> analysis_;
    bool needs_teams_ = false;
    bool uses_reviewer_ = false;
};

}  // namespace

Starter plan_starter(const StarterRequest& request) {
    return Planner(request).run();
}

}  // namespace latchkey
