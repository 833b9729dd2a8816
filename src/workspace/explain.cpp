#include "latchkey/explain.h"

#include "diag/report.h"
#include "workspace/explain_parts.h"
#include "workspace/secrets.h"

#include <algorithm>
#include <set>

namespace latchkey {
namespace workspace {

namespace {

/// ", error in gdpr and ccpa".
std::string raised_by(std::string_view rule) {
    std::string text;
    for (const Regulation law : {Regulation::gdpr, Regulation::ccpa}) {
        Profiles alone;
        alone.insert(law);
        if (is_raised(rule, alone)) {
            text.append(text.empty() ? ", error in " : " and ").append(to_string(law));
        }
    }
    return text;
}

}  // namespace

std::string explain_page(std::string_view id) {
    if (const RuleInfo* rule = find_rule(id)) {
        const std::string_view profile = to_string(rule->profile);
        return std::string(rule->page) + "\n---\n" + std::string(to_string(rule->level)) +
               " in profile " + std::string(profile) + raised_by(rule->id) + " · " +
               std::string(to_string(rule->category)) +
               " · fix: " + std::string(to_string(rule->fix)) +
               (rule->waivable ? "" : " · not waivable") + "\n";
    }
    if (const ErrorInfo* error = find_error(id)) {
        return std::string(error->page) +
               "\n---\nan error of the language: it cannot be waived or switched off\n";
    }
    return {};
}

std::string operation_name(const catalog::Operation& operation) {
    return std::string(to_string(operation.method)) + " " + std::string(operation.path);
}

std::string count_of(std::size_t count, std::string_view singular) {
    return std::to_string(count) + " " + std::string(singular) + (count == 1 ? "" : "s");
}

std::string join_code(const std::vector<std::string_view>& words, std::size_t most) {
    const std::size_t shown = std::min(words.size(), most);
    std::string text;
    for (std::size_t index = 0; index < shown; ++index) {
        const std::string_view between = index == 0                  ? ""
                                         : index + 1 == words.size() ? " and "
                                                                     : ", ";
        text += std::string(between) + "`" + std::string(words[index]) + "`";
    }
    return shown == words.size() ? text
                                 : text + " and " + std::to_string(words.size() - shown) + " more";
}

std::string level_names(const catalog::Catalog& provider, catalog::LevelSet levels) {
    std::vector<std::string_view> names;
    for (std::size_t index = 0; index < provider.levels.size(); ++index) {
        if ((levels >> index & 1U) != 0) {
            names.push_back(provider.levels[index]);
        }
    }
    return names.empty() ? "every level" : join_code(names);
}

namespace {

/// `keap:contact` means only keap's.
std::string_view split_provider(std::string_view& id, const model::Model& model) {
    const std::size_t colon = id.find(':');
    const std::string_view prefix =
        colon == std::string_view::npos ? std::string_view{} : id.substr(0, colon);
    const bool known = std::ranges::any_of(
        model.providers, [&](const catalog::Catalog* one) { return one->id == prefix; });
    if (!known) {
        return {};
    }
    id.remove_prefix(colon + 1);
    return prefix;
}

}  // namespace
}  // namespace workspace

std::string explain(const Analysis& analysis, std::string_view id) {
    using namespace workspace;
    const Analysis::Data& data = analysis.data();
    std::string text;
    const auto add = [&](std::string section) {
        text += text.empty() || section.empty() ? "" : "\n";
        text += section;
    };
    add(explain_page(id));
    add(explain_integration(data, id));
    add(explain_credential(data, id));
    add(explain_purpose(data, id));
    std::string_view rest = id;
    const std::string_view only = split_provider(rest, data.model);
    for (std::uint32_t index = 0; index < data.model.providers.size(); ++index) {
        if (!only.empty() && data.model.providers[index]->id != only) {
            continue;
        }
        const model::ProviderId provider{index};
        add(explain_scope(data, provider, rest));
        add(explain_operation(data, provider, rest));
        add(explain_event(data, provider, rest));
        add(explain_entity(data, provider, rest));
    }
    mask_secrets(data.secrets, data.files, text);
    return text;
}

std::vector<std::string> similar_ids(const Analysis& analysis, std::string_view id) {
    const model::Model& model = analysis.data().model;
    // A set, because two providers may have the same scope.
    std::set<std::string> known;
    for (const RuleInfo& rule : rules()) {
        known.emplace(rule.id);
    }
    for (const ErrorInfo& error : errors()) {
        known.emplace(error.id);
    }
    for (const catalog::Catalog* provider : model.providers) {
        for (const catalog::Scope& scope : provider->scopes) {
            known.emplace(scope.id);
        }
        for (const catalog::Entity& entity : provider->entities) {
            known.emplace(entity.id);
        }
        for (const catalog::Event& event : provider->events) {
            known.emplace(event.name);
        }
        for (const catalog::Operation& operation : provider->operations) {
            known.insert(workspace::operation_name(operation));
        }
    }
    for (const model::Integration& integration : model.integrations) {
        known.emplace(integration.name.text);
    }
    for (const model::Credential& credential : model.credentials) {
        known.emplace(credential.name.text);
    }
    const std::vector<std::string_view> candidates(known.begin(), known.end());
    std::vector<std::string> names;
    for (const std::string_view name : diag::nearest(id, candidates)) {
        names.emplace_back(name);
    }
    return names;
}

}  // namespace latchkey
