#include "delta/read.h"
#include "delta/read_controls.h"
#include "model/coverage.h"

#include <algorithm>
#include <tuple>

namespace latchkey::delta {
namespace {

using authority::AllowedOperation;
using authority::ProviderAuthority;
using catalog::Catalog;
using model::Model;

std::string json_value(const model::Condition::Value& value) {
    if (const auto* text = std::get_if<std::string>(&value)) {
        return '"' + *text + '"';
    }
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
        return std::to_string(*number);
    }
    return std::get<bool>(value) ? "true" : "false";
}

Condition read_condition(const model::Condition& condition) {
    Condition read{.name = std::string(condition.name.text),
                   .op = static_cast<Condition::Operator>(condition.op),
                   .values = {}};
    for (const model::Condition::Value& value : condition.values) {
        read.values.push_back(json_value(value));
    }
    std::ranges::sort(read.values);
    return read;
}

void describe(Operation& read, const Catalog& provider, const catalog::Operation& operation) {
    read.name = std::string(to_string(operation.method)) + " " + std::string(operation.path);
    read.key = operation_key(to_string(operation.method), operation.path);
    read.entity = provider[operation.entity].id;
    read.verb = provider[operation.verb].id;
    read.actions = operation.actions;
    read.named = operation.named;
}

/// The statement up to its entities, fields, operations or events: what it gives, without why.
Location power_of(const model::Grant& grant) {
    Location where = grant.word_where;
    const auto reach = [&](Location more) { where.span = cover(where.span, more.span); };
    for (const model::Word& entity : grant.entities) {
        reach(entity.where);
    }
    if (grant.written_fields.has_value()) {
        reach(grant.written_fields->where);
    }
    for (const model::OperationRef& operation : grant.operations) {
        reach(operation.where);
    }
    for (const model::EventRef& event : grant.events) {
        reach(event.where);
    }
    return where;
}

/// What needs no scope is open to every key, and of what nobody knows nothing can change.
bool needs_nothing(const catalog::Operation& operation) {
    return !operation.requirement_known || operation.alternatives.empty();
}

class ModelReader {
public:
    explicit ModelReader(const Policies& policies)
        : policies_(&policies), model_(policies.model), places_{policies.first_file} {}

    Side read() {
        Side side;
        side.whole = model_->whole;
        for (const model::Integration& one : model_->integrations) {
            side.integrations.push_back(integration(one));
        }
        for (const model::Credential& one : model_->credentials) {
            side.credentials.push_back(credential(one));
        }
        for (const model::Assertion& one : model_->assertions) {
            side.assertions.push_back(assertion(one));
        }
        for (const model::Acceptance& one : model_->acceptances) {
            const auto file = static_cast<std::size_t>(one.where.file);
            side.acceptances.push_back(
                read_acceptance(*model_, one, *policies_->files[file], places_));
        }
        std::ranges::sort(side.integrations, {}, &Integration::id);
        std::ranges::sort(side.credentials, {},
                          [](const Credential& one) -> const std::string& { return one.key.id; });
        return side;
    }

private:
    Key key(const model::Credential& one) const {
        Key key{.id = std::string(one.name.text),
                .kind = std::string(one.kind_name.text),
                .levels = {},
                .account = {},
                .environment = one.environment ? std::string(to_string(*one.environment)) : "",
                .store = {}};
        if (one.provider.has_value()) {
            const Catalog& provider = model_->provider(*one.provider);
            for (std::size_t at = 0; at < provider.levels.size(); ++at) {
                if ((one.levels >> at & 1U) != 0) {
                    key.levels.emplace_back(provider.levels[at]);
                }
            }
        }
        if (one.account.has_value()) {
            key.account = one.account->value;
        }
        if (one.store.has_value()) {
            key.store =
                std::string(to_string(one.store->kind)) + " \"" + one.store->reference.value + "\"";
        }
        return key;
    }

    std::vector<Waiver> waivers(const std::vector<model::Id<model::Waiver>>& ids,
                                std::string_view subject) const {
        std::vector<Waiver> found;
        for (const model::Id<model::Waiver> id : ids) {
            const model::Waiver& one = model_->waivers[id];
            found.push_back({.rule = std::string(one.rule.text),
                             .until = model::to_string(one.until.day),
                             .because = one.because.value,
                             .by = std::string(one.by_name.text),
                             .subject = std::string(subject),
                             .where = places_.at(one.where)});
        }
        return found;
    }

    Allowed allowed(const model::Integration& integration, const Catalog& provider,
                    const AllowedOperation& one) const {
        Allowed read;
        const catalog::Operation& operation = provider[one.operation];
        describe(read, provider, operation);
        if (one.fields.has_value() && takes_fields(operation.actions)) {
            const catalog::Entity& entity = provider[operation.entity];
            read.fields.emplace();
            (*one.fields & model::fields_of(provider, operation))
                .for_each([&](catalog::Id<catalog::Field> field) {
                    read.fields->emplace_back(entity.fields[field.index].name);
                });
            std::ranges::sort(*read.fields);
        }
        for (const auto& all : one.conditions) {
            auto& list = read.conditions.emplace_back();
            for (const model::Condition* each : all) {
                list.push_back(read_condition(*each));
            }
        }
        if (!one.grants.empty()) {
            const model::Id<model::Grant> grant = integration.grants[one.grants.front()];
            read.where = places_.at(power_of(model_->grants[grant]));
        }
        return read;
    }

    Reachable reachable(const ProviderAuthority& held, catalog::Id<catalog::Operation> id) const {
        const Catalog& provider = model_->provider(held.provider);
        Reachable read;
        describe(read, provider, provider[id]);
        for (const auto scope : authority::opened_by(provider, held.held, id)) {
            read.scopes.emplace_back(provider[scope].id);
        }
        std::ranges::sort(read.scopes);
        return read;
    }

    Holding holding(const model::Integration& integration, const ProviderAuthority& held) const {
        const Catalog& provider = model_->provider(held.provider);
        Holding read;
        read.provider = provider.id;
        read.catalog_version = provider.version;
        read.catalog_digest = provider.digest;
        read.catalog = &provider;
        read.key = key(model_->credentials[held.credential]);
        read_power(integration, held, read);
        for (const auto scope : authority::granted_scopes(held)) {
            read.scopes.emplace_back(provider[scope].id);
        }
        for (const auto& used : integration.uses) {
            if (used.id == held.credential) {
                read.uses_where = places_.at(used.where);
            }
        }
        if (integration.scopes_where.has_value()) {
            read.scopes_where = places_.at(*integration.scopes_where);
        }
        sort_holding(read);
        return read;
    }

    /// A retired integration is allowed nothing, and its key still opens what it opens.
    void read_power(const model::Integration& integration, const ProviderAuthority& held,
                    Holding& read) const {
        const Catalog& provider = model_->provider(held.provider);
        const bool retired = integration.status == model::Status::retired;
        for (const auto id : (retired ? held.opened : held.residual).ids()) {
            read.residual.push_back(reachable(held, id));
        }
        if (retired) {
            return;
        }
        for (const AllowedOperation& one : held.operations) {
            read.allowed.push_back(allowed(integration, provider, one));
            read.allowed.back().opened =
                held.opened.contains(one.operation) || needs_nothing(provider[one.operation]);
        }
        for (const authority::AllowedEvent& one : held.events) {
            read.events.push_back(event(integration, provider, one));
        }
    }

    Event event(const model::Integration& integration, const Catalog& provider,
                const authority::AllowedEvent& one) const {
        const catalog::Event& event = provider[one.event];
        Event read{.name = std::string(event.name),
                   .entity = std::string(provider[event.entity].id),
                   .where = {}};
        if (!one.grants.empty()) {
            const model::Id<model::Grant> grant = integration.grants[one.grants.front()];
            read.where = places_.at(power_of(model_->grants[grant]));
        }
        return read;
    }

    Integration integration(const model::Integration& one) const {
        Integration read;
        read.id = one.name.text;
        read.title = one.title ? one.title->value : "";
        read.status = to_string(one.status);
        read.environment = one.environment ? to_string(*one.environment) : "";
        read.purpose = one.purpose ? model_->purposes[one.purpose->id].name.text : "";
        read.owner = one.owner ? model_->teams[*one.owner].name.text : "";
        read.understood = model::is_understood(*model_, one);
        read.where = places_.at(one.name.where);
        read.status_where =
            places_.at(one.status_where.span.empty() ? one.name.where : one.status_where);
        read.controls = read_controls(*model_, one, places_);
        read.waivers = waivers(one.waivers, one.name.text);
        const std::uint32_t at = model_->integrations.id_of(one).index;
        if (one.status != model::Status::planned) {
            for (const ProviderAuthority& held : (*policies_->authorities)[{at}].providers) {
                read.holdings.push_back(holding(one, held));
            }
        }
        std::ranges::sort(read.holdings, {}, &Holding::provider);
        return read;
    }

    Credential credential(const model::Credential& one) const {
        Credential read;
        read.key = key(one);
        read.provider = one.provider_name.text;
        read.owner = one.owner ? model_->teams[*one.owner].name.text : "";
        read.understood = one.complete;
        read.where = places_.at(one.name.where);
        read.levels_where = places_.at(one.levels_where);
        read.account_where = one.account ? Place(places_.at(one.account->where)) : std::nullopt;
        if (one.rotate) {
            read.rotate = {"", one.rotate->every.days(), places_.at(one.rotate->where)};
            read.overlap_days =
                one.rotate->overlap ? std::optional(one.rotate->overlap->days()) : std::nullopt;
        }
        read.issued = one.issued ? model::to_string(one.issued->day) : "";
        read.rotated = one.rotated ? model::to_string(one.rotated->day) : "";
        if (one.expires) {
            read.expires = {model::to_string(one.expires->day), {}, places_.at(one.expires->where)};
        }
        read.waivers = waivers(one.waivers, one.name.text);
        return read;
    }

    Assertion assertion(const model::Assertion& one) const {
        const SourceFile& file = *policies_->files[static_cast<std::size_t>(one.where.file)];
        Assertion read{.text = one_line(file.text(one.where.span)),
                       .subject = {},
                       .where = places_.at(one.where)};
        if (one.integrations.size() + one.credentials.size() == 1) {
            read.subject = one.integrations.empty()
                               ? model_->credentials[one.credentials.front()].name.text
                               : model_->integrations[one.integrations.front()].name.text;
        }
        return read;
    }

    const Policies* policies_;
    const Model* model_;
    Placer places_;
};

}  // namespace

Side read(const Policies& policies) {
    return ModelReader(policies).read();
}

}  // namespace latchkey::delta
