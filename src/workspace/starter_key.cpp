#include "workspace/starter_key.h"

#include "diag/report.h"
#include "workspace/secrets.h"
#include "workspace/starter_policy.h"

#include <algorithm>
#include <array>
#include <memory>

namespace latchkey::workspace {
namespace {

using std::string;
using std::string_view;

/// A scope that is none may be a pasted token.
void mask(const std::vector<string>& given, const Analysis::Data& data,
          std::vector<string>& problems) {
    string all;
    for (const string& one : given) {
        all += one + "\n";
    }
    const std::array files{std::make_shared<const SourceFile>("scopes", all)};
    std::vector<const catalog::Catalog*> catalogs;
    for (const catalog::Catalog& one : data.catalogs) {
        catalogs.push_back(&one);
    }
    const std::vector<Location> secrets = find_secrets(files, catalogs);
    for (string& problem : problems) {
        mask_secrets(secrets, files, problem);
    }
}

const catalog::Catalog* find_provider(const string& id, const Analysis::Data& data,
                                      ScopedPolicy& made) {
    const auto found = std::ranges::find(data.catalogs, id, &catalog::Catalog::id);
    if (found != data.catalogs.end()) {
        return &*found;
    }
    std::vector<string_view> known;
    std::ranges::transform(data.catalogs, std::back_inserter(known), &catalog::Catalog::id);
    const string hint = diag::did_you_mean(diag::nearest(id, known));
    made.problems.push_back("there is no provider `" + id + "`; " +
                            (hint.empty() ? "see latchkey catalog list" : hint));
    return nullptr;
}

/// Fills in the scopes; each that the provider does not have is a problem.
void find_scopes(const std::vector<string>& given, ScopedKey& key, ScopedPolicy& made) {
    std::vector<string_view> known;
    std::ranges::transform(key.provider->scopes, std::back_inserter(known), &catalog::Scope::id);
    for (const string& name : given) {
        if (const auto scope = key.provider->find_scope(name)) {
            key.scopes.push_back(*scope);
            continue;
        }
        const string hint = diag::did_you_mean(diag::nearest(name, known));
        made.problems.push_back(
            string(key.provider->title) + " has no scope `" + name + "`; " +
            (hint.empty() ? "leave it out, or see latchkey catalog show " + string(key.provider->id)
                          : hint));
    }
}

void choose_name(const StarterRequest& request, const Survey& survey, const Analysis::Data& data,
                 ScopedPolicy& made) {
    made.name = request.name.empty() ? survey.name : request.name;
    if (declarable(made.name) != made.name || made.name == "index") {
        const string fitting = declarable(made.name);
        made.problems.push_back(
            "`" + made.name + "` cannot be the name of an integration" +
            (fitting.empty() || made.name == "index" ? string() : "; `" + fitting + "` can"));
    }
    const bool taken = std::ranges::any_of(
        data.model.integrations,
        [&](const model::Integration& one) { return one.name.text == made.name; });
    if (taken) {
        made.problems.push_back("there is an integration `" + made.name +
                                "` already; choose another name with --name");
    }
}

}  // namespace

ScopedPolicy make_scoped_policy(const StarterRequest& request, const Survey& survey,
                                const Analysis& analysis, const Options& options) {
    ScopedPolicy made;
    const Analysis::Data& data = analysis.data();
    const std::vector<string> given = request.scopes.value_or(std::vector<string>{});
    ScopedKey key;
    key.provider = find_provider(request.provider, data, made);
    choose_name(request, survey, data, made);
    if (key.provider != nullptr) {
        find_scopes(given, key, made);
    }
    if (made.problems.empty() && given.empty()) {
        made.problems.emplace_back(
            "--from-scopes names no scope; give those that the key has today");
    }
    if (made.problems.empty() && !guess_key(key)) {
        made.problems.push_back(string(key.provider->title) + " has no kind of key with scopes");
    }
    if (made.problems.empty() && key.opened.empty() && key.events.empty()) {
        made.problems.push_back("nothing is known that these scopes of " +
                                string(key.provider->title) +
                                " open, so no policy can begin with them");
    }
    if (!made.problems.empty()) {
        mask(given, data, made.problems);
        return made;
    }
    // The workspace declares the owner, or a file that is written beside this one.
    made.text = policy_from_scopes(
        key, {.integration = made.name, .owner = survey.owner.id, .as_of = request.as_of}, options);
    return made;
}

}  // namespace latchkey::workspace
