#include "delta/read.h"
#include "delta/read_controls.h"

#include <algorithm>

namespace latchkey::delta {
namespace {

Acceptance::Grant read_grant(const model::Model& model, const model::Acceptance& acceptance,
                             const model::Target& target) {
    const catalog::Catalog& provider = model.provider(target.provider);
    Acceptance::Grant grant;
    grant.provider = provider.id;
    grant.actions = target.actions;
    grant.any_action = target.any_action;
    for (const auto verb : target.verbs) {
        grant.verbs.emplace_back(provider[verb].id);
    }
    if (target.entity.has_value()) {
        const catalog::Entity& entity = provider[*target.entity];
        grant.entity = entity.id;
        if (target.fields.has_value()) {
            grant.fields.emplace();
            target.fields->for_each([&](catalog::Id<catalog::Field> field) {
                grant.fields->emplace_back(entity.fields[field.index].name);
            });
            std::ranges::sort(*grant.fields);
        }
    }
    for (const model::Word& word : acceptance.actions) {
        grant.words.emplace_back(word.text);
    }
    return grant;
}

void read_powers(const model::Model& model, const model::Acceptance& acceptance, Acceptance& read) {
    for (const model::Target& target : acceptance.targets) {
        read.grants.push_back(read_grant(model, acceptance, target));
    }
    for (const model::OperationRef& one : acceptance.operations) {
        const catalog::Operation& operation = model.provider(one.provider)[one.operation];
        const std::string method(to_string(operation.method));
        read.operations.emplace_back(operation_key(method, operation.path),
                                     method + " " + std::string(operation.path));
    }
    for (const model::EventRef& one : acceptance.events) {
        read.events.emplace_back(model.provider(one.provider)[one.event].name);
    }
    for (const model::DeclaredScope& one : acceptance.scopes) {
        read.scopes.emplace_back(model.provider(one.provider)[one.scope].id);
    }
    for (const model::Word& word : acceptance.controls) {
        read.controls.emplace_back(word.text);
    }
    if (acceptance.account.has_value()) {
        read.accounts.push_back(acceptance.account->value);
    }
}

void read_levels(const model::Model& model, const model::Acceptance& acceptance, Acceptance& read) {
    if (!acceptance.credential.has_value()) {
        return;
    }
    const model::Credential& credential = model.credentials[*acceptance.credential];
    if (!credential.provider.has_value()) {
        return;
    }
    const catalog::Catalog& provider = model.provider(*credential.provider);
    for (std::size_t at = 0; at < provider.levels.size(); ++at) {
        if ((acceptance.levels >> at & 1U) != 0) {
            read.levels.emplace_back(provider.levels[at]);
        }
    }
}

}  // namespace

Acceptance read_acceptance(const model::Model& model, const model::Acceptance& acceptance,
                           const SourceFile& file, Placer places) {
    Acceptance read;
    read.subject = acceptance.subject.text;
    read.weakening = acceptance.change == model::Acceptance::Change::weakening;
    read.because = acceptance.because.value;
    read.by = model.teams[acceptance.by].name.text;
    read.text = one_line(file.text(acceptance.where.span));
    read.where = places.at(acceptance.where);
    read_powers(model, acceptance, read);
    read_levels(model, acceptance, read);
    return read;
}

}  // namespace latchkey::delta
