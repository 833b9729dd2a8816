#include "workspace/overrides.h"

#include "latchkey/rule_info.h"

#include "diag/message.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <utility>

namespace latchkey::workspace {
namespace {

using std::string_view;
using Providers = std::set<std::uint32_t>;

constexpr diag::Message<string_view, string_view> own_catalogue{
    "`{}` is judged by this workspace's own catalogue `{}`, not by the shipped one"};

/// The language's errors that a catalogue decides.
constexpr auto catalogue_errors = std::to_array<string_view>(
    {"ambiguous-name", "empty-grant", "failed-assertion", "field-not-writable", "grant-denied",
     "level-mismatch", "purpose-exceeded", "unknown-action", "unknown-entity", "unknown-event",
     "unknown-field", "unknown-operation", "unknown-scope"});
/// Rules about something else that ask the catalogue what a kind of credential is.
constexpr auto kind_rules = std::to_array<string_view>({"legacy-api-key", "missing-rotation"});

bool rests_on_catalogue(const Diagnostic& diagnostic) {
    if (diagnostic.language_error) {
        return std::ranges::find(catalogue_errors, diagnostic.id) != catalogue_errors.end();
    }
    const RuleInfo* rule = find_rule(diagnostic.id);
    return rule != nullptr &&
           (rule->category == Category::least_privilege ||
            rule->category == Category::data_protection || rule->category == Category::evolution ||
            std::ranges::find(kind_rules, rule->id) != kind_rules.end());
}

bool overlap(const Location& left, const Location& right) {
    return left.file == right.file && left.span.begin < right.span.end &&
           right.span.begin < left.span.end;
}

/// Which providers' facts stand at a place.
class Places {
public:
    explicit Places(const model::Model& model) : model_(model) {}

    /// Those that are named there; else those of whom the finding is about; else any.
    [[nodiscard]] Providers providers(const Diagnostic& diagnostic) const {
        Providers found;
        add_named(diagnostic.where, found);
        if (found.empty()) {
            add_of_declarations(diagnostic, found);
        }
        if (found.empty()) {
            for (std::uint32_t at = 0; at < model_.providers.size(); ++at) {
                found.insert(at);
            }
        }
        return found;
    }

private:
    template <typename List>
    static void add_named(const List& list, const Location& where, Providers& found) {
        for (const auto& item : list) {
            if (overlap(item.where, where)) {
                found.insert(item.provider.index);
            }
        }
    }

    void add_named(const Location& where, Providers& found) const {
        const auto file = static_cast<std::size_t>(where.file);
        for (const model::Integration& integration : model_.integrations.part(file)) {
            add_named(integration.scopes, where, found);
        }
        const auto add = [&](const auto& statement) {
            add_named(statement.targets, where, found);
            add_named(statement.operations, where, found);
            add_named(statement.events, where, found);
        };
        std::ranges::for_each(model_.grants.part(file), add);
        std::ranges::for_each(model_.assertions, add);
    }

    void add_of_declarations(const Diagnostic& diagnostic, Providers& found) const {
        for (const model::Credential& credential : model_.credentials) {
            const bool about = credential.name.text == diagnostic.credential ||
                               overlap(credential.where, diagnostic.where);
            if (about && credential.provider) {
                found.insert(credential.provider->index);
            }
        }
        for (const model::Integration& integration : model_.integrations) {
            if (!found.empty() || (integration.name.text != diagnostic.integration &&
                                   !overlap(integration.where, diagnostic.where))) {
                continue;
            }
            for (const model::Named<model::Credential>& use : integration.uses) {
                if (const auto provider = model_.credentials[use.id].provider) {
                    found.insert(provider->index);
                }
            }
        }
    }

    const model::Model& model_;
};

}  // namespace

void note_overrides(const model::Model& model, std::span<const Override> overrides,
                    std::vector<Diagnostic>& diagnostics) {
    if (overrides.empty()) {
        return;
    }
    const Places places(model);
    for (Diagnostic& diagnostic : diagnostics) {
        if (!rests_on_catalogue(diagnostic)) {
            continue;
        }
        for (const std::uint32_t provider : places.providers(diagnostic)) {
            const auto own =
                std::ranges::find(overrides, model.providers[provider]->id, &Override::provider);
            if (own != overrides.end()) {
                diagnostic.notes.push_back(own_catalogue(own->provider, own->path));
            }
        }
    }
}

}  // namespace latchkey::workspace
