#include "latchkey/editor.h"

#include "editor/occurrences.h"
#include "workspace/explain_parts.h"

#include <algorithm>

/// What an editor shows beside and above the text: what a policy comes to.
namespace latchkey::editor {
namespace {

using std::string;
using std::string_view;
using workspace::count_of;

string minimal_names(const Analysis::Data& data, const authority::IntegrationAuthority& power) {
    string text;
    for (const authority::ProviderAuthority& held : power.providers) {
        for (const authority::NeededScope& needed : held.minimal) {
            text += (text.empty() ? "" : ", ") +
                    string(data.model.provider(held.provider)[needed.scope].id);
        }
    }
    return text;
}

std::size_t residual_count(const authority::IntegrationAuthority& power) {
    std::size_t count = 0;
    for (const authority::ProviderAuthority& held : power.providers) {
        count += held.residual.count();
    }
    return count;
}

void add_hints(const Analysis::Data& data, const model::Integration& integration,
               std::vector<Hint>& out) {
    const auto& power = data.authorities[{data.model.integrations.id_of(integration).index}];
    if (const string names = minimal_names(data, power); integration.purpose && !names.empty()) {
        out.push_back({integration.purpose->where.span.end, " needs " + names,
                       "The least scopes that open everything this integration is allowed."});
    }
    if (integration.scopes_where && !power.providers.empty()) {
        out.push_back(
            {integration.scopes_where->span.end,
             " opens " + count_of(residual_count(power), "operation") + " besides",
             "What a key with these scopes can do although the policy does not allow it."});
    }
}

template <typename Uses>
Lens lens_of(const model::Declared& declared, string_view verb, const Uses& places) {
    const string title = places.empty()
                             ? "not " + string(verb) + " by any integration"
                             : string(verb) + " by " + count_of(places.size(), "integration");
    return {declared.name.where.span, title, places};
}

Lens holders_of(const model::Model& model, const model::Credential& credential) {
    std::vector<Location> places;
    for (const model::Integration& integration : model.integrations) {
        for (const auto& used : integration.uses) {
            if (&model.credentials[used.id] == &credential) {
                places.push_back(used.where);
            }
        }
    }
    return lens_of(credential, "used", places);
}

Lens includes_of(const model::Model& model, const model::Role& role) {
    std::vector<Location> places;
    for (const model::Integration& integration : model.integrations) {
        for (const auto& include : integration.includes) {
            if (&model.roles[include.id] == &role) {
                places.push_back(include.where);
            }
        }
    }
    return lens_of(role, "included", places);
}

void add_power(const Analysis::Data& data, const model::Integration& integration,
               std::vector<Lens>& out) {
    const auto& power = data.authorities[{data.model.integrations.id_of(integration).index}];
    const std::size_t count = residual_count(power);
    if (count > 0) {
        out.push_back({integration.name.where.span,
                       "opens " + count_of(count, "operation") + " it does not need",
                       {}});
    }
}

}  // namespace

std::vector<Hint> hints(const Analysis& analysis, FileId file) {
    std::vector<Hint> found;
    for (const model::Integration& integration : analysis.data().model.integrations) {
        if (integration.name.where.file == file && integration.complete &&
            integration.status != model::Status::retired) {
            add_hints(analysis.data(), integration, found);
        }
    }
    std::ranges::sort(found, {}, &Hint::offset);
    return found;
}

std::vector<Lens> lenses(const Analysis& analysis, FileId file) {
    const model::Model& model = analysis.data().model;
    std::vector<Lens> found;
    for (const model::Credential& credential : model.credentials) {
        if (credential.name.where.file == file) {
            found.push_back(holders_of(model, credential));
        }
    }
    for (const model::Role& role : model.roles) {
        if (role.name.where.file == file) {
            found.push_back(includes_of(model, role));
        }
    }
    for (const model::Integration& integration : model.integrations) {
        if (integration.name.where.file == file && integration.complete) {
            add_power(analysis.data(), integration, found);
        }
    }
    std::ranges::stable_sort(found, {}, &Lens::span);
    return found;
}

}  // namespace latchkey::editor
