#include "lint/run.h"

#include "lint/index.h"
#include "lint/rule.h"
#include "lint/waivers.h"
#include "source/parallel.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <span>
#include <utility>
#include <vector>

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

/// A part of the run that other parts do not wait for: one rule, over some of what it wants to see.
struct Task {
    enum class Over : std::uint8_t { integrations, credentials, teams, grants, workspace, files };

    const Rule* rule;
    Over over;
    std::size_t begin;
    std::size_t end;
};

/// Calls one rule for what its task says.
class Caller {
public:
    Caller(const Input& input, const Settings& settings, const Index& index, const Rule& rule,
           Found& found)
        : input_(&input),
          model_(input.model),
          rule_(&rule),
          context_(input, settings, index, rule, found) {}

    void call(const Task& task) {
        for (std::size_t at = task.begin; at < task.end; ++at) {
            call(task.over, static_cast<std::uint32_t>(at));
        }
    }

private:
    void call(Task::Over over, std::uint32_t at) {
        switch (over) {
            case Task::Over::integrations: call_for(model::Id<Integration>{at}); break;
            case Task::Over::credentials: call_for(model::Id<model::Credential>{at}); break;
            case Task::Over::teams: call_for(model::Id<model::Team>{at}); break;
            case Task::Over::grants: call_for(model_->grants[model::Id<Grant>{at}]); break;
            case Task::Over::workspace:
                context_.about({});
                rule_->on_workspace(*model_, context_);
                break;
            case Task::Over::files:
                context_.about({});
                rule_->on_file(static_cast<FileId>(at), *input_->files[at], context_);
                break;
        }
    }

    [[nodiscard]] bool has_power(model::Id<Integration> integration) const {
        return model_->integrations[integration].status != model::Status::retired &&
               context_.is_understood(integration);
    }

    void call_for(model::Id<Integration> id) {
        if (has_power(id)) {
            context_.about({.integration = id, .credential = {}, .role = {}});
            rule_->on_integration(model_->integrations[id], context_);
        }
    }

    void call_for(model::Id<model::Credential> id) {
        if (model_->credentials[id].complete) {
            context_.about({.integration = {}, .credential = id, .role = {}});
            rule_->on_credential(model_->credentials[id], context_);
        }
    }

    void call_for(model::Id<model::Team> id) {
        if (model_->teams[id].complete) {
            context_.about({});
            rule_->on_team(model_->teams[id], context_);
        }
    }

    void call_for(const Grant& grant) {
        Subject subject;
        if (grant.role.has_value()) {
            if (!model_->roles[*grant.role].complete) {
                return;
            }
            subject.role = grant.role;
        } else {
            const auto holders = context_.holders(grant);
            if (holders.empty() || !has_power(holders.front())) {
                return;
            }
            subject.integration = holders.front();
        }
        context_.about(subject);
        rule_->on_grant(grant, context_);
    }

    const Input* input_;
    const Model* model_;
    const Rule* rule_;
    Context context_;
};

/// What there is to do, in the order in which its findings stand.
class Tasks {
public:
    Tasks(const Input& input, const Settings& settings, bool understood) {
        for (const Rule* rule : all_rules()) {
            if (is_on(*rule, settings)) {
                add(*rule, input, understood);
            }
        }
    }

    [[nodiscard]] const std::vector<Task>& list() const { return list_; }

private:
    using Over = Task::Over;

    void add(const Rule& rule, const Input& input, bool understood) {
        const Model& model = *input.model;
        // A single small workspace is not worth a second thread; a file may take long.
        constexpr std::size_t part = 512;
        constexpr std::size_t files = 16;
        cut(rule.on_integration, rule, Over::integrations, model.integrations.size(), part);
        cut(rule.on_credential, rule, Over::credentials, model.credentials.size(), part);
        cut(rule.on_team, rule, Over::teams, model.teams.size(), part);
        cut(rule.on_grant, rule, Over::grants, model.grants.size(), part);
        if (understood || rule.stands_alone) {
            cut(rule.on_workspace, rule, Over::workspace, 1, 1);
        }
        cut(rule.on_file, rule, Over::files, input.files.size(), files);
    }

    void cut(auto function, const Rule& rule, Over over, std::size_t count, std::size_t part) {
        for (std::size_t at = 0; function != nullptr && at < count; at += part) {
            list_.push_back({&rule, over, at, std::min(at + part, count)});
        }
    }

    std::vector<Task> list_;
};

void append(Found& all, Found more) {
    std::ranges::move(more.findings, std::back_inserter(all.findings));
    all.subjects.insert(all.subjects.end(), more.subjects.begin(), more.subjects.end());
}

/// All rules but those about waivers. What is found stands in the order of the tasks, whichever
/// thread does them.
Found run_tasks(const Input& input, const Settings& settings, const Index& index,
                std::span<const Task> tasks) {
    // Few tasks are those of a workspace of few files: over before a thread has begun.
    constexpr std::size_t few = 256;
    std::vector<Found> found(tasks.size());
    for_each_place(tasks.size() < few ? 1 : input.jobs, tasks.size(), 1, [&](std::size_t at) {
        Caller(input, settings, index, *tasks[at].rule, found[at]).call(tasks[at]);
    });
    Found all;
    for (Found& one : found) {
        append(all, std::move(one));
    }
    return all;
}

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
    const Tasks tasks(input, settings, understood);
    Found found = run_tasks(input, settings, index, tasks.list());
    Waivers waivers(*input.model, index, settings);
    mark_waived(waivers, 0, found);
    if (understood) {
        judge_waivers(input, settings, index, waivers, found);
    }
    return std::move(found.findings);
}

}  // namespace latchkey::lint
