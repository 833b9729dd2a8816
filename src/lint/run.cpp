#include "lint/run.h"

#include "lint/index.h"
#include "lint/rule.h"
#include "lint/waivers.h"

#include <algorithm>

namespace latchkey::lint {
namespace {

using model::Grant;
using model::Integration;
using model::Model;

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
        if (rule_->on_workspace != nullptr && (workspace_understood || rule_->stands_alone)) {
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

/// Marks what the waivers waive of what was found from `first` on.
void mark_waived(Waivers& waivers, std::size_t first, Found& found) {
    for (std::size_t at = first; at < found.findings.size(); ++at) {
        found.findings[at].waived = waivers.waive(found.findings[at], found.subjects[at]);
    }
}

/// Rules about waivers see what the waivers waived. A waiver of such a rule is judged last, and
/// nothing waives what is found of it: it would excuse itself.
void judge_waivers(const Input& input, const Settings& settings, const Index& index,
                   Waivers& waivers, Found& found) {
    for (const bool of_waivers : {false, true}) {
        const std::size_t before = found.findings.size();
        for (const Rule* rule : all_rules()) {
            if (rule->on_waiver == nullptr || !is_on(*rule, settings)) {
                continue;
            }
            Context context(input, settings, index, *rule, found);
            context.show(waivers);
            for (const model::Waiver& waiver : input.model->waivers) {
                const Rule* waived = find_rule(waiver.rule.text);
                if ((waived != nullptr && waived->on_waiver != nullptr) == of_waivers) {
                    context.about({.integration = waiver.integration,
                                   .credential = waiver.credential,
                                   .role = {}});
                    rule->on_waiver(waiver, context);
                }
            }
        }
        if (!of_waivers) {
            mark_waived(waivers, before, found);
        }
    }
}

}  // namespace

bool is_on(std::string_view rule, const Settings& settings) {
    const Rule* found = find_rule(rule);
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
    Waivers waivers(*input.model, index, settings);
    mark_waived(waivers, 0, found);
    if (understood) {
        judge_waivers(input, settings, index, waivers, found);
    }
    return std::move(found.findings);
}

std::vector<Diagnostic> run(const PolicyDiff& changes, const Input& input,
                            const Settings& settings) {
    const Index index(*input.model);
    Found found;
    for (const Rule* rule : all_rules()) {
        if (rule->on_changes != nullptr && is_on(*rule, settings)) {
            Context context(input, settings, index, *rule, found);
            context.about({});
            rule->on_changes(changes, context);
        }
    }
    return std::move(found.findings);
}

}  // namespace latchkey::lint
