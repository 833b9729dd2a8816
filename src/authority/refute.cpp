#include "authority/allowed.h"
#include "authority/authority.h"

#include <algorithm>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace latchkey::authority {
namespace {

using catalog::Catalog;
using catalog::Event;
using catalog::Operation;
using catalog::OperationSet;
using catalog::ScopeSet;
using model::Assertion;
using model::FieldSet;
using model::Grant;
using model::ProviderId;
using model::Target;

/// What a subject can do at one provider.
struct Power {
    ProviderId provider;
    OperationSet operations;
    /// Of a credential: what needs no scope, and so is open to every key of its level and kind. No
    /// scope opens it, so an assertion about actions is not about it; one that names it is.
    OperationSet unscoped;
    catalog::EventSet events;
    /// Of an integration: what its policy says.
    const ProviderAuthority* allowed = nullptr;
    /// Of a credential: what opens it, and what it could have with some scope or other.
    ScopeSet scopes;
    model::Bearer bearer;
};

/// What an assertion is about: one for an integration or credential, with a power for each
/// provider.
struct Subject {
    std::optional<Id<model::Integration>> integration;
    std::optional<Id<model::Credential>> credential;
    std::vector<Power> powers;

    [[nodiscard]] const Power* at(ProviderId provider) const {
        const auto found = std::ranges::find(powers, provider, &Power::provider);
        return found == powers.end() ? nullptr : &*found;
    }
};

Power power_of(const ProviderAuthority& allowed) {
    Power power{.provider = allowed.provider,
                .operations = allowed.allowed,
                .unscoped = {},
                .events = {},
                .allowed = &allowed,
                .scopes = {},
                .bearer = {}};
    for (const AllowedEvent& event : allowed.events) {
        power.events.insert(event.event);
    }
    return power;
}

/// What the scopes open, and apart from it what the provider lets any key do.
void open_everything(Power& power, const Catalog& catalog) {
    power.operations = opens(catalog, power.scopes, power.bearer.kind, power.bearer.levels);
    for (std::uint32_t at = 0; at < catalog.operations.size(); ++at) {
        const Operation& operation = catalog.operations[at];
        if (operation.requirement_known && operation.alternatives.empty() &&
            model::has_operation(power.bearer, operation)) {
            power.unscoped.insert({at});
        }
    }
    for (std::uint32_t at = 0; at < catalog.events.size() && has_webhooks(power.bearer); ++at) {
        const auto& scope = catalog.events[at].scope;
        if (has_full_access(power.bearer) || (scope.has_value() && power.scopes.contains(*scope))) {
            power.events.insert({at});
        }
    }
}

/// Asks one assertion of its subjects.
class Examiner {
public:
    Examiner(const model::Model& model, const Assertion& assertion, const Authorities& authorities)
        : model_(&model), assertion_(&assertion), authorities_(&authorities) {}

    [[nodiscard]] std::optional<Counterexample> examine() const {
        for (const Id<model::Integration> id : assertion_->integrations) {
            if (may_be_hidden(id)) {
                continue;
            }
            if (auto found = examine(subject(id)); found.has_value()) {
                return found;
            }
        }
        for (const Id<model::Credential> id : assertion_->credentials) {
            if (may_be_hidden(id)) {
                continue;
            }
            if (auto found = examine(subject(id)); found.has_value()) {
                return found;
            }
        }
        return std::nullopt;
    }

private:
    /// Whether what an assertion says one can do may be missing only because of a mistake in it,
    /// which is reported there. What is there in spite of the mistake still refutes a `cannot`.
    [[nodiscard]] bool may_be_hidden(Id<model::Integration> id) const;
    [[nodiscard]] bool may_be_hidden(Id<model::Credential> id) const;

    [[nodiscard]] Subject subject(Id<model::Integration> id) const;
    [[nodiscard]] Subject subject(Id<model::Credential> id) const;
    [[nodiscard]] std::optional<Counterexample> examine(const Subject& subject) const;
    [[nodiscard]] std::optional<Counterexample> examine_actions(const Subject& subject) const;
    [[nodiscard]] std::optional<Counterexample> examine_operation(
        const Subject& subject, const model::OperationRef& named) const;
    [[nodiscard]] std::optional<Counterexample> examine_event(const Subject& subject,
                                                              const model::EventRef& named) const;

    [[nodiscard]] std::optional<Id<Operation>> find(const Power& power, const Target& target) const;
    [[nodiscard]] bool touches(const Power& power, const Target& target,
                               Id<Operation> operation) const;
    [[nodiscard]] bool asks(const Target& target, std::string_view action) const;
    [[nodiscard]] bool has(const Subject& subject, std::string_view action) const;

    [[nodiscard]] Counterexample about(const Subject& subject, ProviderId provider) const;
    [[nodiscard]] Counterexample about(const Subject& subject, const Power& power,
                                       Id<Operation> operation, const Target* target) const;
    [[nodiscard]] std::optional<Id<Grant>> grant_of(const Subject& subject,
                                                    const AllowedOperation& allowed,
                                                    ProviderId provider,
                                                    const Target* target) const;

    const model::Model* model_;
    const Assertion* assertion_;
    const Authorities* authorities_;
};

bool Examiner::may_be_hidden(Id<model::Integration> id) const {
    return assertion_->can && !model::is_understood(*model_, model_->integrations[id]);
}

bool Examiner::may_be_hidden(Id<model::Credential> id) const {
    return assertion_->can &&
           (!model_->credentials[id].complete ||
            std::ranges::any_of(model_->integrations, [&](const model::Integration& one) {
                return !model::is_understood(*model_, one) &&
                       std::ranges::find(one.uses, id, &model::Named<model::Credential>::id) !=
                           one.uses.end();
            }));
}

Subject Examiner::subject(Id<model::Integration> id) const {
    Subject found{.integration = id, .credential = std::nullopt, .powers = {}};
    for (const ProviderAuthority& allowed : (*authorities_)[{id.index}].providers) {
        found.powers.push_back(power_of(allowed));
    }
    return found;
}

/// A key has one set of scopes: what all the integrations that use it hold.
Subject Examiner::subject(Id<model::Credential> id) const {
    const model::Credential& credential = model_->credentials[id];
    Subject found{.integration = std::nullopt, .credential = id, .powers = {}};
    if (!credential.provider.has_value()) {
        return found;
    }
    Power power{.provider = *credential.provider,
                .operations = {},
                .unscoped = {},
                .events = {},
                .allowed = nullptr,
                .scopes = {},
                .bearer = bearer_of(*model_, credential)};
    for (const model::Integration& one : model_->integrations) {
        if (one.status == model::Status::retired) {
            continue;
        }
        for (const ProviderAuthority& held : (*authorities_)[{one.self.index}].providers) {
            if (held.credential == id) {
                power.scopes |= held.held;
            }
        }
    }
    open_everything(power, model_->provider(power.provider));
    found.powers.push_back(std::move(power));
    return found;
}

std::optional<Counterexample> Examiner::examine(const Subject& subject) const {
    for (const model::OperationRef& named : assertion_->operations) {
        if (auto found = examine_operation(subject, named); found.has_value()) {
            return found;
        }
    }
    for (const model::EventRef& named : assertion_->events) {
        if (auto found = examine_event(subject, named); found.has_value()) {
            return found;
        }
    }
    return examine_actions(subject);
}

std::optional<Counterexample> Examiner::examine_actions(const Subject& subject) const {
    if (assertion_->can) {
        for (const model::Word& action : assertion_->actions) {
            if (!has(subject, action.text)) {
                const ProviderId provider =
                    subject.powers.empty() ? ProviderId{} : subject.powers.front().provider;
                Counterexample found = about(subject, provider);
                found.action = action.text;
                return found;
            }
        }
        return std::nullopt;
    }
    for (const Target& target : assertion_->targets) {
        const Power* power = subject.at(target.provider);
        const auto operation = power != nullptr ? find(*power, target) : std::nullopt;
        if (operation.has_value()) {
            return about(subject, *power, *operation, &target);
        }
    }
    return std::nullopt;
}

std::optional<Counterexample> Examiner::examine_operation(const Subject& subject,
                                                          const model::OperationRef& named) const {
    const Power* power = subject.at(named.provider);
    const Operation& operation = model_->provider(named.provider)[named.operation];
    const bool able = power != nullptr && (power->operations.contains(named.operation) ||
                                           power->unscoped.contains(named.operation));
    // A full-access key has it whatever the requirement is, and one of another kind or level never.
    const bool unknown = power != nullptr && power->allowed == nullptr &&
                         !operation.requirement_known && !able &&
                         model::has_operation(power->bearer, operation);
    if (able == assertion_->can && !unknown) {
        return std::nullopt;
    }
    Counterexample found =
        able ? about(subject, *power, named.operation, nullptr) : about(subject, named.provider);
    found.operation = named.operation;
    found.unknown = unknown;
    return found;
}

std::optional<Counterexample> Examiner::examine_event(const Subject& subject,
                                                      const model::EventRef& named) const {
    const Power* power = subject.at(named.provider);
    const auto& scope = model_->provider(named.provider)[named.event].scope;
    const bool able = power != nullptr && power->events.contains(named.event);
    const bool unknown = power != nullptr && power->allowed == nullptr && !scope.has_value() &&
                         !able && has_webhooks(power->bearer);
    if (able == assertion_->can && !unknown) {
        return std::nullopt;
    }
    Counterexample found = about(subject, named.provider);
    found.event = named.event;
    found.unknown = unknown;
    if (able && power->allowed == nullptr && !has_full_access(power->bearer)) {
        found.scope = scope;
    }
    if (able && power->allowed != nullptr) {
        const auto event =
            std::ranges::find(power->allowed->events, named.event, &AllowedEvent::event);
        found.grant = model_->integrations[*subject.integration].grants[event->grants.front()];
    }
    return found;
}

std::optional<Id<Operation>> Examiner::find(const Power& power, const Target& target) const {
    const Catalog& catalog = model_->provider(power.provider);
    std::optional<Id<Operation>> found;
    const auto look_at = [&](Id<Operation> operation) {
        if (!found.has_value() && power.operations.contains(operation) &&
            model::speaks_of(target, catalog, operation) && touches(power, target, operation)) {
            found = operation;
        }
    };
    if (target.entity.has_value()) {
        std::ranges::for_each(catalog[*target.entity].operations, look_at);
    } else {
        power.operations.for_each(look_at);
    }
    return found;
}

/// A field list narrows the question to operations that may touch one of the fields.
bool Examiner::touches(const Power& power, const Target& target, Id<Operation> operation) const {
    if (!target.fields.has_value()) {
        return true;
    }
    if (power.allowed != nullptr) {
        const auto allowed = std::ranges::lower_bound(power.allowed->operations, operation, {},
                                                      &AllowedOperation::operation);
        if (allowed->fields.has_value()) {
            return allowed->fields->intersects(*target.fields);
        }
    }
    const Catalog& catalog = model_->provider(power.provider);
    return model::fields_of(catalog, catalog[operation]).intersects(*target.fields);
}

/// Whether a target of the assertion stands for this one of its actions.
bool Examiner::asks(const Target& target, std::string_view action) const {
    action.remove_prefix(action.rfind(':') + 1);
    if (action == "any") {
        return target.any_action;
    }
    if (action == "write") {
        return target.all_but_read;
    }
    if (const auto base = catalog::find_action(action); base.has_value()) {
        return target.actions.contains(*base) && !target.all_but_read;
    }
    const auto verb = model_->provider(target.provider).find_verb(action);
    return verb.has_value() && std::ranges::find(target.verbs, *verb) != target.verbs.end();
}

bool Examiner::has(const Subject& subject, std::string_view action) const {
    return std::ranges::any_of(assertion_->targets, [&](const Target& target) {
        const Power* power = subject.at(target.provider);
        return power != nullptr && asks(target, action) && find(*power, target).has_value();
    });
}

Counterexample Examiner::about(const Subject& subject, ProviderId provider) const {
    Counterexample found;
    found.integration = subject.integration;
    found.credential = subject.credential;
    found.provider = provider;
    return found;
}

Counterexample Examiner::about(const Subject& subject, const Power& power, Id<Operation> operation,
                               const Target* target) const {
    Counterexample found = about(subject, power.provider);
    found.operation = operation;
    if (power.allowed != nullptr) {
        const auto allowed = std::ranges::lower_bound(power.allowed->operations, operation, {},
                                                      &AllowedOperation::operation);
        found.grant = grant_of(subject, *allowed, power.provider, target);
        return found;
    }
    const Catalog& catalog = model_->provider(power.provider);
    const auto scopes = opened_by(catalog, power.scopes, operation);
    if (!scopes.empty() && !has_full_access(power.bearer)) {
        found.scope = scopes.front();
    }
    return found;
}

/// The first grant that gives the operation and, where the assertion lists fields, one of these.
std::optional<Id<Grant>> Examiner::grant_of(const Subject& subject, const AllowedOperation& allowed,
                                            ProviderId provider, const Target* target) const {
    const model::Integration& integration = model_->integrations[*subject.integration];
    const Catalog& catalog = model_->provider(provider);
    const auto reaches = [&](const Target& given) {
        return !given.fields.has_value() || given.fields->intersects(*target->fields);
    };
    for (const std::uint32_t place : allowed.grants) {
        const Grant& grant = model_->grants[integration.grants[place]];
        if (target == nullptr || !target->fields.has_value() || grant.form == Grant::Form::call ||
            std::ranges::any_of(grant.targets, [&](const Target& given) {
                return given.provider == provider && reaches(given) &&
                       !model::contribution(given, catalog, allowed.operation).none();
            })) {
            return integration.grants[place];
        }
    }
    return integration.grants[allowed.grants.front()];
}

}  // namespace

std::optional<Counterexample> refute(const model::Model& model, const Assertion& assertion,
                                     const Authorities& authorities) {
    return Examiner(model, assertion, authorities).examine();
}

}  // namespace latchkey::authority
