#include "check/exceeds.h"

#include "check/actions.h"
#include "check/data.h"
#include "check/lookup.h"
#include "check/purposes.h"

#include <algorithm>
#include <map>
#include <set>

namespace latchkey::check {
namespace {

using catalog::DataClass;
using catalog::Entity;
using model::FieldSet;
using model::Grant;
using model::Purpose;
using std::string_view;

constexpr Message<string_view, std::string> not_permitted{"the purpose `{}` does not permit {}"};
constexpr Message<std::string, string_view> what_is_permitted{"on `{}` it permits {}"};
constexpr Message<std::string, std::string, string_view> data_not_permitted{
    "{} reaches {}, which the purpose `{}` does not permit"};
constexpr Message<string_view, std::string, string_view> field_not_permitted{
    "`{}` is data of the class {}, which the purpose `{}` does not permit"};
constexpr Message<std::string> leave_out{"a field list narrows the grant, and so does `except ({})`"};
constexpr Message<string_view> longer_than{"the purpose `{}` wants a review more often than this"};
constexpr Message<string_view> permits_label{"what `{}` permits"};
constexpr Message<string_view> data_label{"the data classes of `{}`"};
constexpr Message<string_view> interval_label{"the interval of `{}`"};

/// One action on one entity, as the grant's words put it.
struct Pair {
    const model::Word* action = nullptr;
    string_view entity;
    Location entity_where;
};

/// "`read on contact`".
std::string spell(string_view action, string_view entity) {
    return "`" + std::string(action) + " on " + std::string(entity) + "`";
}

std::string spell(std::span<const Pair> pairs) {
    std::vector<std::string> texts;
    for (const Pair& pair : pairs) {
        texts.push_back(std::string(pair.action->text) + " on " + std::string(pair.entity));
    }
    const std::vector<string_view> views(texts.begin(), texts.end());
    return list(views, "and", 4);
}

/// The narrowest words that all of the pairs have in common.
Location common_words(const Grant& grant, std::span<const Pair> pairs) {
    const Pair& first = pairs.front();
    const auto same_action = [&](const Pair& pair) { return pair.action == first.action; };
    const auto same_entity = [&](const Pair& pair) { return pair.entity_where == first.entity_where; };
    const bool one_entity = std::ranges::all_of(pairs, same_entity);
    if (std::ranges::all_of(pairs, same_action) && (!one_entity || grant.actions.size() > 1)) {
        return first.action->where;
    }
    return one_entity ? first.entity_where : words_of(grant);
}

/// "`ssn` (`special`) and `notes` (`free-text`)".
std::string spell_fields(const std::map<string_view, string_view>& fields) {
    std::string text;
    std::size_t count = 0;
    for (const auto& [field, data_class] : fields) {
        if (++count > 4) {
            return text + " and " + std::to_string(fields.size() - 4) + " more";
        }
        text += count == 1 ? "" : count == fields.size() ? " and " : ", ";
        text += "`" + std::string(field) + "` (`" + std::string(data_class) + "`)";
    }
    return text;
}

}  // namespace

struct PurposeCheck::State {
    Context& context;
    Bounds bounds;
    ReachedFields fields;

    /// What is being checked.
    GrantSet* set = nullptr;
    Id<Purpose> id{};
    const Purpose* purpose = nullptr;

    [[nodiscard]] bool permits_pair(const Grant& grant, ProviderId provider, Id<Entity> entity, string_view word);
    [[nodiscard]] bool contributes(const Grant& grant, ProviderId provider, Id<Entity> entity, string_view word) const;
    [[nodiscard]] std::optional<DataClass> class_outside(const catalog::Field& field) const;

    void check_entities(const Grant& grant, const GrantState& state);
    void check_target(const Grant& grant, const model::Target& target, std::vector<Pair>& outside,
                      std::vector<std::pair<Id<Entity>, const model::Word*>>& inside);
    void report_pairs(const Grant& grant, std::span<const Pair> pairs);
    void check_data(const Grant& grant, const GrantState& state, const model::Target& target,
                    std::span<const std::pair<Id<Entity>, const model::Word*>> inside);
    bool report_items(const Grant& grant, const GrantState& state, const Entity& entity, const FieldSet& fields);
    void report_data(const Grant& grant, Location where, const std::string& what,
                     const std::map<string_view, string_view>& outside);
    [[nodiscard]] std::map<string_view, string_view> outside_of(const Entity& entity, const FieldSet& fields) const;

    void check_called(const Grant& grant);
    void check_events(const Grant& grant);
    void check_review(const model::Integration& integration);
};

/// `any` and `via` are judged by the operations that they come to, plain actions as they stand.
bool PurposeCheck::State::permits_pair(const Grant& grant, ProviderId provider, Id<Entity> entity, string_view word) {
    const Catalog& catalog = context.model.provider(provider);
    const EntityBound& bound = bounds.of(id, provider, entity);
    if (permits_word(bound, catalog, entity, word)) {
        return true;
    }
    const std::optional<BaseAction> base = base_action(word);
    if (grant.operations.empty() || (base.has_value() && !base->any)) {
        return false;
    }
    const model::Target target = target_of(catalog, provider, entity, word);
    return std::ranges::all_of(grant.operations, [&](const model::OperationRef& named) {
        return named.provider != provider || model::contribution(target, catalog, named.operation).none() ||
               permits_operation(bound, catalog[named.operation]);
    });
}

bool PurposeCheck::State::contributes(const Grant& grant, ProviderId provider, Id<Entity> entity,
                                      string_view word) const {
    const Catalog& catalog = context.model.provider(provider);
    const model::Target target = target_of(catalog, provider, entity, word);
    return std::ranges::any_of(catalog[entity].operations, [&](Id<catalog::Operation> operation) {
        return !model::contribution(target, catalog, operation).none() &&
               model::via_allows(grant, provider, operation);
    });
}

std::optional<DataClass> PurposeCheck::State::class_outside(const catalog::Field& field) const {
    for (std::size_t at = 0; at < catalog::data_class_count; ++at) {
        const auto item = static_cast<DataClass>(at);
        if (item != DataClass::internal && field.classes.contains(item) && !purpose->data.contains(item)) {
            return item;
        }
    }
    return std::nullopt;
}

std::map<string_view, string_view> PurposeCheck::State::outside_of(const Entity& entity,
                                                                   const FieldSet& fields) const {
    std::map<string_view, string_view> outside;
    fields.for_each([&](Id<catalog::Field> field) {
        if (const std::optional<DataClass> item = class_outside(entity.fields[field.index])) {
            outside.emplace(entity.fields[field.index].name, to_string(*item));
        }
    });
    return outside;
}

void PurposeCheck::State::check_target(const Grant& grant, const model::Target& target, std::vector<Pair>& outside,
                                       std::vector<std::pair<Id<Entity>, const model::Word*>>& inside) {
    const Catalog& catalog = context.model.provider(target.provider);
    const std::uint32_t first = target.entity.has_value() ? target.entity->index : 0;
    const auto end = target.entity.has_value() ? first + 1 : static_cast<std::uint32_t>(catalog.entities.size());
    for (std::uint32_t at = first; at < end; ++at) {
        for (const model::Word& word : grant.actions) {
            const bool known = base_action(word.text).has_value() ||
                               verb_of(catalog, catalog.entities[at], word.text).has_value();
            if (!known || (!target.entity.has_value() && !contributes(grant, target.provider, {at}, word.text))) {
                continue;
            }
            if (permits_pair(grant, target.provider, {at}, word.text)) {
                inside.emplace_back(Id<Entity>{at}, &word);
            } else {
                outside.push_back({&word, catalog.entities[at].id, target.where});
            }
        }
    }
}

void PurposeCheck::State::check_entities(const Grant& grant, const GrantState& state) {
    std::vector<Pair> outside;
    std::vector<std::vector<std::pair<Id<Entity>, const model::Word*>>> inside(grant.targets.size());
    for (std::size_t at = 0; at < grant.targets.size(); ++at) {
        check_target(grant, grant.targets[at], outside, inside[at]);
    }
    if (!outside.empty()) {
        report_pairs(grant, outside);
    }
    for (std::size_t at = 0; at < grant.targets.size(); ++at) {
        check_data(grant, state, grant.targets[at], inside[at]);
    }
}

void PurposeCheck::State::report_pairs(const Grant& grant, std::span<const Pair> pairs) {
    const Pair& first = pairs.front();
    auto finding = set->report(ErrorId::purpose_exceeded, grant, common_words(grant, pairs),
                               not_permitted(purpose->name.text, spell(pairs)));
    if (!finding.has_value()) {
        return;
    }
    finding->label(permits_line(*purpose, first.entity), permits_label(purpose->name.text));
    for (const GrantSet::Held& held : set->held()) {
        const std::optional<Id<Entity>> entity = held.bearer.provider->find_entity(first.entity);
        const std::vector<string_view> actions =
            entity.has_value() ? names_of(bounds.of(id, held.provider, *entity).actions) : std::vector<string_view>{};
        if (!actions.empty()) {
            finding->note(what_is_permitted(std::string(first.entity), list(actions)));
            return;
        }
    }
}

void PurposeCheck::State::check_data(const Grant& grant, const GrantState& state, const model::Target& target,
                                     std::span<const std::pair<Id<Entity>, const model::Word*>> inside) {
    const Catalog& catalog = context.model.provider(target.provider);
    std::map<string_view, string_view> outside;
    const model::Word* word = nullptr;
    string_view entity_name;
    for (const auto& [entity, action] : inside) {
        FieldSet reached = fields.of(grant, target.provider, entity, action->text);
        if (target.fields.has_value()) {
            reached &= *target.fields;
        }
        auto found = outside_of(catalog[entity], reached);
        if (found.empty()) {
            continue;
        }
        if (report_items(grant, state, catalog[entity], reached)) {
            return;
        }
        word = word == nullptr ? action : word;
        entity_name = entity_name.empty() ? catalog[entity].id : entity_name;
        outside.merge(found);
    }
    if (!outside.empty()) {
        const Location where = grant.written_fields.has_value() ? grant.written_fields->where : target.where;
        report_data(grant, where, spell(word->text, entity_name), outside);
    }
}

/// Reports the items of a field list that name what the purpose does not permit; false when no
/// list does, so that the grant as a whole is at fault.
bool PurposeCheck::State::report_items(const Grant& grant, const GrantState& state, const Entity& entity,
                                       const FieldSet& reached) {
    if (!state.written->fields.has_value() || state.written->fields->except) {
        return false;
    }
    bool some = false;
    for (const syntax::FieldList::Item& item : state.written->fields->items) {
        std::optional<DataClass> outside;
        if (item.is_class) {
            const std::optional<DataClass> named = catalog::find_data_class(item.name.text);
            const bool there = named.has_value() && *named != DataClass::internal && !purpose->data.contains(*named);
            outside = there ? named : std::nullopt;
        } else if (const catalog::Field* const field = catalog::find_field(entity, item.name.text)) {
            const bool counts = reached.contains({static_cast<std::uint32_t>(field - entity.fields.data())});
            outside = counts ? class_outside(*field) : std::nullopt;
        }
        if (!outside.has_value()) {
            continue;
        }
        some = true;
        const std::string data_class = "`" + std::string(to_string(*outside)) + "`";
        auto finding = set->report(ErrorId::purpose_exceeded, grant, {state.file->id, item.span},
                                   field_not_permitted(item.name.text, data_class, purpose->name.text));
        if (finding.has_value()) {
            finding->label(purpose->data_where, data_label(purpose->name.text));
        }
    }
    return some;
}

void PurposeCheck::State::report_data(const Grant& grant, Location where, const std::string& what,
                                      const std::map<string_view, string_view>& outside) {
    auto finding = set->report(ErrorId::purpose_exceeded, grant, where,
                               data_not_permitted(what, spell_fields(outside), purpose->name.text));
    if (!finding.has_value()) {
        return;
    }
    finding->label(purpose->data_where, data_label(purpose->name.text));
    if (grant.form == Grant::Form::entities) {
        std::set<std::string> classes;
        for (const auto& [field, data_class] : outside) {
            classes.insert("class " + std::string(data_class));
        }
        std::string except;
        for (const std::string& one : classes) {
            except += (except.empty() ? "" : ", ") + one;
        }
        finding->note(leave_out(except));
    }
}

void PurposeCheck::State::check_called(const Grant& grant) {
    for (const model::OperationRef& named : grant.operations) {
        const Catalog& catalog = context.model.provider(named.provider);
        const catalog::Operation& operation = catalog[named.operation];
        const Entity& entity = catalog[operation.entity];
        const string_view verb = catalog[operation.verb].id;
        if (!permits_operation(bounds.of(id, named.provider, operation.entity), operation)) {
            auto finding =
                set->report(ErrorId::purpose_exceeded, grant, named.where,
                            not_permitted(purpose->name.text, spell(verb, entity.id) + ", which `" +
                                                                  check::spell(operation) + "` is"));
            if (finding.has_value()) {
                finding->label(permits_line(*purpose, entity.id), permits_label(purpose->name.text));
            }
            continue;
        }
        const auto outside = outside_of(entity, fields.of_operation(named.provider, named.operation));
        if (!outside.empty()) {
            report_data(grant, named.where, "`" + check::spell(operation) + "`", outside);
        }
    }
}

void PurposeCheck::State::check_events(const Grant& grant) {
    for (const model::EventRef& received : grant.events) {
        const Catalog& catalog = context.model.provider(received.provider);
        const catalog::Event& event = catalog[received.event];
        const Entity& entity = catalog[event.entity];
        if (!permits(bounds.of(id, received.provider, event.entity), catalog::Action::read)) {
            auto finding = set->report(ErrorId::purpose_exceeded, grant, received.where,
                                       not_permitted(purpose->name.text, spell("read", entity.id) + ", which receiving `" +
                                                                             std::string(event.name) + "` is"));
            if (finding.has_value()) {
                finding->label(permits_line(*purpose, entity.id), permits_label(purpose->name.text));
            }
            continue;
        }
        FieldSet read(entity.fields.size());
        for (std::uint32_t at = 0; at < entity.fields.size(); ++at) {
            if (entity.fields[at].actions.contains(catalog::Action::read)) {
                read.insert({at});
            }
        }
        const auto outside = outside_of(entity, read);
        if (!outside.empty()) {
            report_data(grant, received.where, "`" + std::string(event.name) + "`", outside);
        }
    }
}

void PurposeCheck::State::check_review(const model::Integration& integration) {
    if (!integration.review.has_value() || !purpose->review_within.has_value() ||
        integration.review->every.seconds <= purpose->review_within->seconds) {
        return;
    }
    context.error(ErrorId::purpose_exceeded, integration.review->every.where, longer_than(purpose->name.text))
        .label(purpose->review_within->where, interval_label(purpose->name.text));
}

PurposeCheck::PurposeCheck(Context& context)
    : state_(new State{.context = context, .bounds = Bounds(context.model), .fields = ReachedFields(context.model)}) {}

PurposeCheck::~PurposeCheck() = default;

void PurposeCheck::check(GrantSet& set, std::span<const Id<Grant>> reported) {
    State& state = *state_;
    const model::Integration& integration = *set.integration();
    if (!integration.purpose.has_value() || !is_known(state.context.model, integration.purpose->id)) {
        return;
    }
    state.set = &set;
    state.id = integration.purpose->id;
    state.purpose = &state.context.model.purposes[state.id];
    for (const Id<Grant> id : set.grants()) {
        const Grant& grant = state.context.model.grants[id];
        const GrantState& about = state.context.grant_states[id.index];
        const bool silent = about.hopeless || std::ranges::find(reported, id) != reported.end();
        if (grant.effect != Grant::Effect::allow || silent) {
            continue;
        }
        switch (grant.form) {
            case Grant::Form::entities: state.check_entities(grant, about); break;
            case Grant::Form::call: state.check_called(grant); break;
            case Grant::Form::receive: state.check_events(grant); break;
        }
    }
    state.check_review(integration);
}

}  // namespace latchkey::check
