#include "lint/run.h"

#include "lint/index.h"
#include "lint/rule.h"

#include <algorithm>

namespace latchkey::lint {
namespace {

using model::Grant;
using model::Id;
using model::Integration;
using model::Model;

bool is_on(const Rule& rule, const Settings& settings) {
    const auto setting = settings.rules.find(rule.id);
    if (setting != settings.rules.end() && setting->second.level.has_value()) {
        return *setting->second.level != Level::off;
    }
    return rule.level != Level::off && rule.profile <= settings.profile;
}

template <typename Item>
bool all_complete(const model::Store<Item>& items) {
    return std::ranges::all_of(items, [](const Item& item) { return item.complete; });
}

bool is_understood(const Model& model) {
    return model.whole && all_complete(model.teams) && all_complete(model.credentials) &&
           all_complete(model.integrations) && all_complete(model.purposes) &&
           all_complete(model.roles);
}

/// Calls one rule for everything that it wants to see.
class Caller {
public:
    Caller(const Input& input, const Settings& settings, const Index& index, const Rule& rule,
           Found& found)
        : input_(&input),
          model_(input.model),
          rule_(&rule),
          context_(input, settings, index, rule, found) {}

    void call(bool workspace_understood) {
        call_for_declarations();
        if (rule_->on_grant != nullptr) {
            call_for_grants();
        }
        if (rule_->on_workspace != nullptr && workspace_understood) {
            context_.about({});
            rule_->on_workspace(*model_, context_);
        }
        if (rule_->on_file != nullptr) {
            context_.about({});
            for (std::size_t at = 0; at < input_->files.size(); ++at) {
                rule_->on_file(static_cast<FileId>(at), *input_->files[at], context_);
            }
        }
    }

private:
    [[nodiscard]] bool has_power(const Integration& integration) const {
        return integration.status != model::Status::retired &&
               context_.is_understood(model_->integrations.id_of(integration));
    }

    template <typename Item>
    void call_for(const model::Store<Item>& items, void (*function)(const Item&, Context&),
                  auto is_wanted, auto subject) {
        if (function == nullptr) {
            return;
        }
        for (const Item& item : items) {
            if (is_wanted(item)) {
                context_.about(subject(item));
                function(item, context_);
            }
        }
    }

    void call_for_declarations() {
        const auto complete = [](const auto& item) { return item.complete; };
        call_for(
            model_->integrations, rule_->on_integration,
            [this](const Integration& item) { return has_power(item); },
            [this](const Integration& item) {
                return Subject{
                    .integration = model_->integrations.id_of(item), .credential = {}, .role = {}};
            });
        call_for(model_->credentials, rule_->on_credential, complete,
                 [this](const model::Credential& item) {
                     return Subject{.integration = {},
                                    .credential = model_->credentials.id_of(item),
                                    .role = {}};
                 });
        call_for(model_->teams, rule_->on_team, complete,
                 [](const model::Team&) { return Subject{}; });
    }

    void call_for_grants() {
        for (const Grant& grant : model_->grants) {
            Subject subject;
            if (grant.role.has_value()) {
                if (!model_->roles[*grant.role].complete) {
                    continue;
                }
                subject.role = grant.role;
            } else {
                const auto holders = context_.holders(grant);
                if (holders.empty() || !has_power(model_->integrations[holders.front()])) {
                    continue;
                }
                subject.integration = holders.front();
            }
            context_.about(subject);
            rule_->on_grant(grant, context_);
        }
    }

    const Input* input_;
    const Model* model_;
    const Rule* rule_;
    Context context_;
};

const Rule* find(std::string_view id) {
    const auto rules = all_rules();
    const auto at = std::ranges::find(rules, id, &Rule::id);
    return at == rules.end() ? nullptr : *at;
}

/// The waivers that count on a day, and what they waive.
class Waivers {
public:
    Waivers(const Model& model, const Index& index, std::chrono::sys_days as_of)
        : index_(&index),
          of_integration_(model.integrations.size()),
          of_credential_(model.credentials.size()) {
        for (const model::Waiver& waiver : model.waivers) {
            const Rule* rule = find(waiver.rule.text);
            const bool has_reason = !waiver.because.value.empty() && waiver.by.has_value();
            if (rule == nullptr || !rule->waivable || waiver.until.day < as_of || !has_reason) {
                continue;
            }
            if (waiver.integration.has_value()) {
                of_integration_[waiver.integration->index].push_back(rule->id);
            }
            if (waiver.credential.has_value()) {
                of_credential_[waiver.credential->index].push_back(rule->id);
            }
        }
    }

    [[nodiscard]] bool waive(const Diagnostic& finding, const Subject& subject) const {
        const auto names = [&](const std::vector<std::string_view>& rules) {
            return std::ranges::find(rules, finding.id) != rules.end();
        };
        if (subject.role.has_value()) {
            const auto& including = index_->including[subject.role->index];
            return !including.empty() && std::ranges::all_of(including, [&](Id<Integration> id) {
                return names(of_integration_[id.index]);
            });
        }
        return (subject.integration.has_value() &&
                names(of_integration_[subject.integration->index])) ||
               (subject.credential.has_value() && names(of_credential_[subject.credential->index]));
    }

private:
    const Index* index_;
    /// The rules that are waived, by integration and by credential.
    std::vector<std::vector<std::string_view>> of_integration_;
    std::vector<std::vector<std::string_view>> of_credential_;
};

}  // namespace

bool is_on(std::string_view rule, const Settings& settings) {
    const Rule* found = find(rule);
    return found != nullptr && is_on(*found, settings);
}

std::vector<Diagnostic> run(const Input& input, const Settings& settings) {
    const Index index(*input.model);
    const bool understood = is_understood(*input.model);
    Found found;
    for (const Rule* rule : all_rules()) {
        if (is_on(*rule, settings)) {
            Caller(input, settings, index, *rule, found).call(understood);
        }
    }
    const Waivers waivers(*input.model, index, settings.as_of);
    for (std::size_t at = 0; at < found.findings.size(); ++at) {
        found.findings[at].waived = waivers.waive(found.findings[at], found.subjects[at]);
    }
    return std::move(found.findings);
}

}  // namespace latchkey::lint
