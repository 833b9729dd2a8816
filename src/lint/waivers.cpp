#include "lint/waivers.h"

#include "lint/index.h"
#include "lint/rule.h"

#include <algorithm>

namespace latchkey::lint {
namespace {

Standing standing_of(const model::Waiver& waiver, const Settings& settings) {
    const Rule* rule = find_rule(waiver.rule.text);
    const bool is_somewhere = waiver.integration.has_value() || waiver.credential.has_value();
    if (rule == nullptr || !rule->waivable || !is_somewhere || waiver.because.value.empty() ||
        !waiver.by.has_value()) {
        return Standing::invalid;
    }
    if (waiver.until.day < settings.as_of) {
        return Standing::expired;
    }
    // The rules of this category speak of two versions, and a run of the rules sees one.
    const bool speaks = is_on(*rule, settings) && rule->category != Category::evolution;
    return speaks ? Standing::in_force : Standing::unjudged;
}

}  // namespace

Waivers::Waivers(const model::Model& model, const Index& index, const Settings& settings)
    : model_(&model),
      index_(&index),
      standings_(model.waivers.id_bound()),
      counts_(model.waivers.id_bound(), 0),
      of_integration_(model.integrations.id_bound()),
      of_credential_(model.credentials.id_bound()) {
    for (const model::Waiver& waiver : model.waivers) {
        standings_[waiver.self.index] = standing_of(waiver, settings);
        if (standings_[waiver.self.index] != Standing::in_force) {
            continue;
        }
        if (waiver.integration.has_value()) {
            of_integration_[waiver.integration->index].push_back(model.waivers.id_of(waiver));
        }
        if (waiver.credential.has_value()) {
            of_credential_[waiver.credential->index].push_back(model.waivers.id_of(waiver));
        }
    }
}

Standing Waivers::standing(const model::Waiver& waiver) const {
    return standings_[model_->waivers.id_of(waiver).index];
}

std::size_t Waivers::waived_by(const model::Waiver& waiver) const {
    return counts_[model_->waivers.id_of(waiver).index];
}

void Waivers::count(std::span<const model::Id<model::Waiver>> noted) {
    for (const model::Id<model::Waiver> id : noted) {
        ++counts_[id.index];
    }
}

bool Waivers::note(std::string_view rule, std::span<const model::Id<model::Waiver>> waivers,
                   std::vector<model::Id<model::Waiver>>& noted) const {
    bool found = false;
    for (const model::Id<model::Waiver> id : waivers) {
        if (model_->waivers[id].rule.text == rule) {
            noted.push_back(id);
            found = true;
        }
    }
    return found;
}

bool Waivers::waive(const Diagnostic& finding, const Subject& subject,
                    std::vector<model::Id<model::Waiver>>& noted) const {
    if (subject.role.has_value()) {
        const auto& including = index_->including[subject.role->index];
        std::size_t waiving = 0;
        for (const model::Id<model::Integration> id : including) {
            waiving += note(finding.id, of_integration_[id.index], noted) ? 1 : 0;
        }
        return waiving > 0 && waiving == including.size();
    }
    const bool of_integration =
        subject.integration.has_value() &&
        note(finding.id, of_integration_[subject.integration->index], noted);
    const bool of_credential = subject.credential.has_value() &&
                               note(finding.id, of_credential_[subject.credential->index], noted);
    return of_integration || of_credential;
}

}  // namespace latchkey::lint
