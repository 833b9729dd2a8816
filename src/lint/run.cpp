#include "lint/run.h"

#include "lint/index.h"
#include "lint/rule.h"
#include "lint/ties.h"
#include "lint/waivers.h"
#include "source/parallel.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

namespace latchkey::lint {
namespace {

using model::Grant;
using model::Integration;
using model::Model;

/// Calls one rule for what it wants to see.
class Caller {
public:
    Caller(const Input& input, const Settings& settings, const Index& index, const Rule& rule,
           Found& found)
        : input_(&input),
          model_(input.model),
          rule_(&rule),
          context_(input, settings, index, rule, found) {}

    /// For what one file holds.
    void call_for_file(std::size_t file) {
        call_for_declarations(file);
        if (rule_->on_grant != nullptr) {
            call_for_grants(file);
        }
        if (rule_->on_file != nullptr) {
            context_.about({});
            rule_->on_file(static_cast<FileId>(file), *input_->files[file], context_);
        }
    }

    void call_for_workspace(bool understood) {
        if (rule_->on_workspace != nullptr && (understood || rule_->stands_alone)) {
            context_.about({});
            rule_->on_workspace(*model_, context_);
        }
    }

private:
    [[nodiscard]] bool has_power(const Integration& integration) const {
        return integration.status != model::Status::retired &&
               context_.is_understood(model_->integrations.id_of(integration));
    }

    template <typename Item>
    void call_for(std::span<const Item> items, void (*function)(const Item&, Context&),
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

    void call_for_declarations(std::size_t file) {
        const auto complete = [](const auto& item) { return item.complete; };
        call_for(
            model_->integrations.part(file), rule_->on_integration,
            [this](const Integration& item) { return has_power(item); },
            [this](const Integration& item) {
                return Subject{
                    .integration = model_->integrations.id_of(item), .credential = {}, .role = {}};
            });
        call_for(model_->credentials.part(file), rule_->on_credential, complete,
                 [this](const model::Credential& item) {
                     return Subject{.integration = {},
                                    .credential = model_->credentials.id_of(item),
                                    .role = {}};
                 });
        call_for(model_->teams.part(file), rule_->on_team, complete,
                 [](const model::Team&) { return Subject{}; });
    }

    void call_for_grants(std::size_t file) {
        for (const Grant& grant : model_->grants.part(file)) {
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
void mark_waived(const Waivers& waivers, std::size_t first, Found& found,
                 std::vector<model::Id<model::Waiver>>& noted) {
    for (std::size_t at = first; at < found.findings.size(); ++at) {
        found.findings[at].waived = waivers.waive(found.findings[at], found.subjects[at], noted);
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
            std::vector<model::Id<model::Waiver>> noted;
            mark_waived(waivers, before, found, noted);
            waivers.count(noted);
        }
    }
}

/// What is kept of one file.
struct OfFile {
    std::shared_ptr<const SourceFile> source;
    Ties ties;
    std::shared_ptr<const std::vector<Diagnostic>> findings;
    /// The waivers that had a part in these, once for each finding.
    std::vector<model::Id<model::Waiver>> noted;
    std::vector<FileId> points_into;
};

}  // namespace

bool is_on(std::string_view rule, const Settings& settings) {
    const Rule* found = find_rule(rule);
    return found != nullptr && is_on(*found, settings);
}

struct Runner::State {
    Settings settings;
    std::vector<const Rule*> rules;
    std::vector<OfFile> files;

    [[nodiscard]] std::vector<bool> to_ask(const Input& input, const std::vector<bool>& anew);
    void ask(const Input& input, const Index& index, const Waivers& waivers, std::size_t file);
};

/// The files of which a rule may find something else than the last time.
std::vector<bool> Runner::State::to_ask(const Input& input, const std::vector<bool>& anew) {
    std::vector<bool> asked = anew;
    std::vector<bool> edited(files.size());
    std::unordered_set<std::uint64_t> changed;
    bool teams_changed = false;
    for (std::size_t file = 0; file < files.size(); ++file) {
        OfFile& known = files[file];
        edited[file] = known.source != input.files[file];
        known.source = input.files[file];
        if (anew[file]) {
            Ties now = ties_of(*input.model, input.files, file);
            changed.insert(known.ties.touches.begin(), known.ties.touches.end());
            changed.insert(now.touches.begin(), now.touches.end());
            teams_changed = teams_changed || known.ties.teams != now.teams;
            known.ties = std::move(now);
        }
    }
    for (std::size_t file = 0; file < files.size(); ++file) {
        const OfFile& known = files[file];
        asked[file] =
            asked[file] || teams_changed || known.findings == nullptr ||
            std::ranges::any_of(known.ties.rests_on,
                                [&](std::uint64_t key) { return changed.contains(key); }) ||
            std::ranges::any_of(known.points_into, [&](FileId into) {
                return edited[static_cast<std::size_t>(into)];
            });
    }
    return asked;
}

void Runner::State::ask(const Input& input, const Index& index, const Waivers& waivers,
                        std::size_t file) {
    Found found;
    for (const Rule* rule : rules) {
        Caller(input, settings, index, *rule, found).call_for_file(file);
    }
    OfFile& into = files[file];
    into.noted.clear();
    mark_waived(waivers, 0, found, into.noted);
    into.points_into = diag::points_into(found.findings, static_cast<FileId>(file));
    into.findings = std::make_shared<const std::vector<Diagnostic>>(std::move(found.findings));
}

Runner::Runner(Settings settings) : state_(std::make_unique<State>()) {
    for (const Rule* rule : all_rules()) {
        if (is_on(*rule, settings)) {
            state_->rules.push_back(rule);
        }
    }
    state_->settings = std::move(settings);
}
Runner::~Runner() = default;
Runner::Runner(Runner&&) noexcept = default;
Runner& Runner::operator=(Runner&&) noexcept = default;

Outcome Runner::run(const Input& input, const std::vector<bool>& anew) {
    State& state = *state_;
    if (state.files.size() != anew.size()) {
        state.files.assign(anew.size(), {});
    }
    const Index index(*input.model);
    Waivers waivers(*input.model, index, state.settings);
    const std::vector<bool> asked = state.to_ask(input, anew);
    Outcome outcome;
    // Few files are over before a thread has begun.
    constexpr std::size_t few = 8;
    const auto count = static_cast<std::size_t>(std::ranges::count(asked, true));
    for_each_place(count < few ? 1 : input.jobs, asked.size(), 1, [&](std::size_t file) {
        if (asked[file]) {
            state.ask(input, index, waivers, file);
        }
    });
    for (std::size_t file = 0; file < asked.size(); ++file) {
        waivers.count(state.files[file].noted);
        outcome.of_files.push_back(state.files[file].findings);
    }
    const bool understood =
        input.model->whole &&
        std::ranges::all_of(state.files, [](const OfFile& file) { return file.ties.complete; }) &&
        std::ranges::all_of(input.model->purposes, &model::Purpose::complete);
    Found found;
    for (const Rule* rule : state.rules) {
        Caller(input, state.settings, index, *rule, found).call_for_workspace(understood);
    }
    std::vector<model::Id<model::Waiver>> noted;
    mark_waived(waivers, 0, found, noted);
    waivers.count(noted);
    if (understood) {
        judge_waivers(input, state.settings, index, waivers, found);
    }
    outcome.of_workspace = std::move(found.findings);
    return outcome;
}

std::vector<Diagnostic> run(const Input& input, const Settings& settings) {
    Outcome outcome = Runner(settings).run(input, std::vector<bool>(input.files.size(), true));
    std::vector<Diagnostic> all = std::move(outcome.of_workspace);
    for (const auto& of_file : outcome.of_files) {
        all.insert(all.end(), of_file->begin(), of_file->end());
    }
    return all;
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
