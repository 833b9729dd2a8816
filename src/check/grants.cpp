#include "check/grants.h"

#include "check/actions.h"
#include "check/lookup.h"
#include "check/quantities.h"
#include "check/vocabulary.h"

#include <algorithm>
#include <utility>

namespace latchkey::check {
namespace {

using catalog::Entity;
using model::Target;
using std::string_view;

void add_any(Context& context, const Providers& providers, const syntax::Reference& reference,
             std::vector<Place>& places) {
    if (reference.provider.text.empty()) {
        for (const ProviderId provider : providers.ids) {
            places.push_back({provider, std::nullopt, &reference});
        }
    } else if (const auto provider = find_qualifier(context, providers, reference.provider)) {
        places.push_back({*provider, std::nullopt, &reference});
    }
}

/// The first of the places that has no such verb; for `any`, when no provider has it.
const Place* place_without(const Context& context, std::span<const Place> places,
                           string_view verb) {
    const Place* any = nullptr;
    bool any_has_it = false;
    for (const Place& place : places) {
        const Catalog& catalog = context.model.provider(place.provider);
        if (!place.entity.has_value()) {
            any = &place;
            any_has_it = any_has_it || catalog.find_verb(verb).has_value();
        } else if (!verb_of(catalog, catalog[*place.entity], verb).has_value()) {
            return &place;
        }
    }
    return any_has_it ? nullptr : any;
}

std::vector<ProviderId> providers_of(std::span<const Place> places) {
    std::vector<ProviderId> ids;
    for (const Place& place : places) {
        if (std::ranges::find(ids, place.provider) == ids.end()) {
            ids.push_back(place.provider);
        }
    }
    return ids;
}

void add_action(const Catalog& catalog, string_view word, Use use, Target& target) {
    const std::optional<BaseAction> base = base_action(word);
    if (!base.has_value()) {
        if (const std::optional<Id<catalog::Verb>> verb = catalog.find_verb(word)) {
            target.verbs.push_back(*verb);
        }
        return;
    }
    target.any_action = target.any_action || base->any;
    // In a deny or an assertion `write` is all that is not a read, pure effects too.
    target.all_but_read = target.all_but_read || (base->write && use != Use::allow);
    target.actions |= base->actions;
}

model::Condition::Value read_value(Context& context, const syntax::Literal& literal) {
    if (const auto* const text = std::get_if<syntax::String>(&literal.value)) {
        return text->value;
    }
    if (const auto* const integer = std::get_if<syntax::Integer>(&literal.value)) {
        return static_cast<std::int64_t>(read_integer(context, *integer).value_or(0));
    }
    if (const auto* const date = std::get_if<syntax::Date>(&literal.value)) {
        // Only whether the calendar has it matters here.
        static_cast<void>(read_date(context, *date));
        return std::string(date->text);
    }
    return std::get<bool>(literal.value);
}

model::Condition read_condition(Context& context, const syntax::Condition& written) {
    model::Condition condition;
    condition.name = context.word(written.name);
    condition.op = static_cast<model::Condition::Operator>(written.op);
    condition.where = context.at(written.span);
    Repeats repeats(context, "values");
    for (const syntax::Literal& literal : written.values) {
        if (!repeats.is_repeated(context.file().source->text(literal.span), literal.span)) {
            condition.values.push_back(read_value(context, literal));
        }
    }
    return condition;
}

model::WrittenFields written_fields(Context& context, const syntax::FieldList& list) {
    model::WrittenFields fields{.except = list.except, .items = {}, .where = context.at(list.span)};
    for (const syntax::FieldList::Item& item : list.items) {
        fields.items.push_back((item.is_class ? "class " : "") + std::string(item.name.text));
    }
    return fields;
}

void read_entity_grant(Context& context, const syntax::Grant& written, const Providers& providers,
                       model::Grant& grant) {
    const Use use = written.effect == syntax::Grant::Effect::allow ? Use::allow : Use::deny;
    const std::vector<Place> places = read_entities(context, providers, written.entities);
    const std::vector<const syntax::Name*> actions = read_actions(context, places, written.actions);
    grant.targets = make_targets(context, places, actions, use);
    if (written.fields.has_value()) {
        grant.written_fields = written_fields(context, *written.fields);
        read_fields(context, *written.fields, places, actions, use, grant.targets);
    }
}

}  // namespace

std::vector<Place> read_entities(Context& context, const Providers& providers,
                                 std::span<const syntax::Reference> entities) {
    std::vector<Place> places;
    Repeats repeats(context, "entities");
    for (const syntax::Reference& reference : entities) {
        if (repeats.is_repeated(context.word(reference).text, reference.span)) {
            continue;
        }
        if (reference.value == "any") {
            add_any(context, providers, reference, places);
        } else if (const auto found = find_entity(context, providers, reference)) {
            places.push_back({found->provider, found->id, &reference});
        }
    }
    return places;
}

std::vector<const syntax::Name*> read_actions(Context& context, std::span<const Place> places,
                                              std::span<const syntax::Name> actions) {
    std::vector<const syntax::Name*> known;
    Repeats repeats(context, "actions");
    for (const syntax::Name& action : actions) {
        if (repeats.is_repeated(action.text, action.span)) {
            continue;
        }
        const Place* const without = base_action(action.text).has_value()
                                         ? nullptr
                                         : place_without(context, places, action.text);
        if (without == nullptr) {
            known.push_back(&action);
        } else if (without->entity.has_value()) {
            const std::array<ProviderId, 1> one{without->provider};
            const Catalog& catalog = context.model.provider(without->provider);
            report_unknown_action(context, action, one, catalog[*without->entity].id);
        } else {
            report_unknown_action(context, action, providers_of(places), std::nullopt);
        }
    }
    return known;
}

std::vector<Target> make_targets(const Context& context, std::span<const Place> places,
                                 std::span<const syntax::Name* const> actions, Use use) {
    std::vector<Target> targets;
    targets.reserve(places.size());
    for (const Place& place : places) {
        Target target;
        target.provider = place.provider;
        target.entity = place.entity;
        target.where = context.at(place.written->span);
        for (const syntax::Name* action : actions) {
            add_action(context.model.provider(place.provider), action->text, use, target);
        }
        targets.push_back(std::move(target));
    }
    return targets;
}

std::vector<model::OperationRef> read_operations(Context& context, const Providers& providers,
                                                 std::span<const syntax::Reference> operations) {
    std::vector<model::OperationRef> found;
    Repeats repeats(context, "operations");
    for (const syntax::Reference& reference : operations) {
        if (repeats.is_repeated(context.word(reference).text, reference.span)) {
            continue;
        }
        if (const auto operation = find_operation(context, providers, reference)) {
            found.push_back(*operation);
        }
    }
    return found;
}

std::vector<model::EventRef> read_events(Context& context, const Providers& providers,
                                         std::span<const syntax::Reference> events) {
    std::vector<model::EventRef> found;
    Repeats repeats(context, "events");
    for (const syntax::Reference& reference : events) {
        if (repeats.is_repeated(context.word(reference).text, reference.span)) {
            continue;
        }
        if (const auto event = find_event(context, providers, reference)) {
            found.push_back({event->provider, event->id, context.at(reference.span)});
        }
    }
    return found;
}

model::Grant read_grant(Context& context, const syntax::Statement& statement,
                        const Providers& providers, GrantState& state) {
    const auto& written = std::get<syntax::Grant>(statement.value);
    const std::size_t before = context.error_count();
    model::Grant grant;
    grant.effect = static_cast<model::Grant::Effect>(written.effect);
    grant.form = static_cast<model::Grant::Form>(written.form);
    grant.where = context.at(statement.span);
    grant.word_where = context.at(statement.word_span);
    grant.description = statement.doc.has_value() ? statement.doc->text : "";
    for (const syntax::Name& action : written.actions) {
        grant.actions.push_back(context.word(action));
    }
    for (const syntax::Reference& entity : written.entities) {
        grant.entities.push_back(context.word(entity));
    }
    if (written.form == syntax::Grant::Form::entities) {
        read_entity_grant(context, written, providers, grant);
    }
    grant.operations = read_operations(context, providers, written.operations);
    grant.events = read_events(context, providers, written.events);
    for (const syntax::Condition& condition : written.conditions) {
        grant.conditions.push_back(read_condition(context, condition));
    }
    if (written.because.has_value()) {
        check_text(context, *written.because, "because");
        grant.because = context.text(*written.because);
    }
    state = {.damaged = providers.open || context.error_count() != before,
             .hopeless = false,
             .written = &written,
             .file = &context.file()};
    return grant;
}

void add_grant(Context& context, const syntax::Statement& statement, const Providers& providers,
               std::optional<Id<model::Role>> role, bool kept, std::vector<Id<model::Grant>>& ids) {
    GrantState state;
    model::Grant grant = read_grant(context, statement, providers, state);
    grant.role = role;
    if (kept) {
        Pending& pending = context.pending[context.place_of(context.file())];
        ids.push_back({static_cast<std::uint32_t>(pending.grants.size())});
        pending.grants.push_back(std::move(grant));
        pending.states.push_back(state);
    }
}

}  // namespace latchkey::check
