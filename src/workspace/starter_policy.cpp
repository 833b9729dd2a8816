#include "workspace/starter_policy.h"

#include "latchkey/format.h"

#include "workspace/analysis.h"
#include "workspace/explain_parts.h"
#include "workspace/starter_survey.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace latchkey::workspace {
namespace {

using std::string;
using std::string_view;

string join(const std::vector<string>& words, string_view between = ", ") {
    string text;
    for (const string& word : words) {
        text += (text.empty() ? "" : string(between)) + word;
    }
    return text;
}

/// A scope or event as a policy writes it: a string where its spelling is no name.
string written(string_view name) {
    const bool plain = !name.empty() && std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '_' || c == '-' || c == '.' || c == '/';
    });
    bool starts = true;
    bool is_name = plain;
    for (const char c : name) {
        const bool joint = c == '-' || c == '.' || c == '/';
        is_name = is_name && !(starts && (joint || (c >= '0' && c <= '9')));
        starts = joint;
    }
    return is_name && !starts ? string(name) : "\"" + string(name) + "\"";
}

/// The four actions as people say them, then the verbs by name.
bool comes_before(const string& left, const string& right) {
    const auto place = [](const string& word) {
        const auto action = catalog::find_action(word);
        return action ? static_cast<unsigned>(*action) : 16U;
    };
    return std::tuple(place(left), left) < std::tuple(place(right), right);
}

/// Puts the text of a policy together; where a line breaks is for the formatter.
class Writer {
public:
    Writer(const ScopedKey& key, const PolicyNames& names)
        : key_(&key), names_(&names), grants_(open_grants(key)) {
        for (const catalog::Id<catalog::Event> id : key.events.ids()) {
            events_.emplace_back(key.provider->events[id.index].name);
            read_by_events_.emplace((*key.provider)[key.provider->events[id.index].entity].id);
        }
    }

    [[nodiscard]] string purpose_name() const { return names_->integration + "-as-found"; }

    /// With a purpose of its own, bounded to these classes of data; or with that of another name.
    [[nodiscard]] string policy(const std::vector<string>& classes, string_view purpose,
                                const std::vector<string>& fitting) const {
        const bool own = purpose.empty();
        return head() + credential() + (own ? own_purpose(classes, fitting) : string()) +
               integration(own ? purpose_name() : string(purpose));
    }

private:
    [[nodiscard]] string head() const {
        return "// Begun on " + names_->as_of +
               " from the scopes that the key has today: the grants allow all that they open.\n"
               "// Take away what the integration does not need; `latchkey check` then says which "
               "scopes can go,\n// and what else is still to be said.\nuse " +
               string(key_->provider->id) + "\n\n";
    }

    [[nodiscard]] string credential() const {
        const catalog::Catalog& provider = *key_->provider;
        std::vector<string> levels;
        for (std::size_t at = 0; at < provider.levels.size(); ++at) {
            if ((key_->levels >> at & 1U) != 0) {
                levels.emplace_back(provider.levels[at]);
            }
        }
        string variable = names_->integration + "_TOKEN";
        std::ranges::transform(variable, variable.begin(), [](char c) {
            return c == '-' ? '_' : c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        });
        return "// Kind and level are a guess from the scopes, and where the key is kept is one "
               "from nothing:\n// say it as it is.\ncredential " +
               names_->integration + "-token {\n  provider " + string(provider.id) + "\n  kind " +
               string(provider.kinds[key_->kind].id) + "\n  level " + join(levels) +
               "\n  store env \"" + variable + "\"\n  owner " + names_->owner + "\n}\n\n";
    }

    /// What is permitted, by the actions and then by the entities.
    [[nodiscard]] string own_purpose(const std::vector<string>& classes,
                                     const std::vector<string>& fitting) const {
        std::map<string, std::vector<string>> actions;
        for (const OpenGrant& grant : grants_) {
            std::vector<string>& all = actions[grant.entity];
            all.insert(all.end(), grant.actions.begin(), grant.actions.end());
        }
        for (const string& entity : read_by_events_) {
            std::vector<string>& all = actions[entity];
            if (std::ranges::find(all, "read") == all.end()) {
                all.emplace_back("read");
            }
        }
        std::map<string, std::vector<string>> entities;
        for (auto& [entity, verbs] : actions) {
            std::ranges::sort(verbs, comes_before);
            entities[join(verbs)].push_back(entity);
        }
        string text = "/// What the key can do today, which is not yet what it is for.\n";
        text += fitting.empty()
                    ? "// None of the standard purposes permits all of it.\n"
                    : "// Of the standard purposes these permit it: " + join(fitting) +
                          ".\n// Name the one that it is for, and take this one away.\n";
        text += "purpose " + purpose_name() + " \"As found on " + names_->as_of + "\" {\n";
        for (const auto& [verbs, of] : entities) {
            text += "  permits " + verbs + " on " + join(of) + "\n";
        }
        text += classes.empty() ? "  data internal\n" : "  data " + join(classes) + "\n";
        return text + "}\n\n";
    }

    [[nodiscard]] string integration(const string& purpose) const {
        string text = "integration " + names_->integration + " \"" + title_of(names_->integration) +
                      "\" {\n  purpose " + purpose + "\n  owner " + names_->owner + "\n  uses " +
                      names_->integration + "-token\n\n";
        string before;
        for (const OpenGrant& grant : grants_) {
            const string by = join(grant.scopes);
            text += by == before ? "" : "  // " + by + "\n";
            before = by;
            std::vector<string> actions = grant.actions;
            std::ranges::sort(actions, comes_before);
            text += "  allow " + join(actions) + " on " + grant.entity;
            std::vector<string> quoted;
            for (const string& operation : grant.via) {
                quoted.push_back("\"" + operation + "\"");
            }
            text += (quoted.empty() ? "" : " via " + join(quoted)) + "\n";
        }
        std::vector<string> events;
        std::ranges::transform(events_, std::back_inserter(events), written);
        text += events.empty() ? "" : "  allow receive " + join(events) + "\n";
        std::vector<string> scopes;
        for (const catalog::Id<catalog::Scope> scope : key_->scopes) {
            scopes.push_back(written((*key_->provider)[scope].id));
        }
        return text + "\n  scopes " + join(scopes) + "\n}\n";
    }

    const ScopedKey* key_;
    const PolicyNames* names_;
    std::vector<OpenGrant> grants_;
    std::vector<string> events_;
    std::set<string> read_by_events_;
};

bool has_errors(const string& policy, const string& owner, const Options& options) {
    Workspace workspace(options);
    workspace.set("policies/policy.latch", policy);
    workspace.set("policies/team.latch", "team " + owner + " {}\n");
    const auto analysis = workspace.analyse();
    return std::ranges::any_of(analysis->diagnostics(), &Diagnostic::language_error);
}

/// The standard purposes within which all of it is.
std::vector<string> fitting_purposes(const Writer& writer, const string& owner,
                                     const Options& options) {
    Workspace workspace(options);
    const auto nothing = workspace.analyse();
    std::vector<string> fitting;
    for (const model::Purpose& purpose : nothing->data().model.purposes) {
        const string name(purpose.name.text);
        if (purpose.standard && !has_errors(writer.policy({}, name, {}), owner, options)) {
            fitting.push_back(name);
        }
    }
    std::ranges::sort(fitting);
    return fitting;
}

/// The classes without which the policy would reach past its purpose.
std::vector<string> reached_classes(const Writer& writer, const string& owner,
                                    const Options& options) {
    std::vector<string> classes = bounded_classes();
    for (const string& one : bounded_classes()) {
        std::vector<string> without = classes;
        std::erase(without, one);
        if (!has_errors(writer.policy(without, {}, {}), owner, options)) {
            classes = without;
        }
    }
    return classes;
}

}  // namespace

std::vector<string> bounded_classes() {
    std::vector<string> names;
    for (std::size_t at = 0; at < catalog::data_class_count; ++at) {
        const auto item = static_cast<catalog::DataClass>(at);
        // This one is inside every bound.
        if (item != catalog::DataClass::internal) {
            names.emplace_back(to_string(item));
        }
    }
    return names;
}

string draft_policy(const ScopedKey& key, const PolicyNames& names,
                    const std::vector<string>& classes, const std::vector<string>& fitting) {
    return Writer(key, names).policy(classes, {}, fitting);
}

string policy_from_scopes(const ScopedKey& key, const PolicyNames& names, const Options& options) {
    const Writer writer(key, names);
    const std::vector<string> fitting = fitting_purposes(writer, names.owner, options);
    const std::vector<string> classes = reached_classes(writer, names.owner, options);
    const PolicyFile file{"policy.latch", draft_policy(key, names, classes, fitting)};
    const Formatting formatted = format_files(std::span(&file, 1), options.catalogs);
    return formatted.texts.front().value_or(file.text);
}

}  // namespace latchkey::workspace
