#include "check/exceeds.h"

#include "check/actions.h"
#include "check/data.h"
#include "check/exceeds_words.h"
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
constexpr Message<string_view, string_view, string_view> field_not_permitted{
    "`{}` is data of the class `{}`, which the purpose `{}` does not permit"};
constexpr Message<string_view, string_view> class_not_permitted{
    "the purpose `{}` does not permit data of the class `{}`"};
constexpr Message<std::string> leave_out{
    "a field list narrows the grant, and so does `except ({})`"};
constexpr Message<string_view> longer_than{"the purpose `{}` wants a review more often than this"};
constexpr Message<string_view> permits_label{"what `{}` permits"};
constexpr Message<string_view> data_label{"the data classes of `{}`"};
constexpr Message<string_view> interval_label{"the interval of `{}`"};

/// Holds the grants of one integration against its purpose.
class Against {
public:
    Against(Context& context, Bounds& bounds, ReachedFields& fields, GrantSet& set, Id<Purpose> id)
        : context_(context),
          bounds_(bounds),
          fields_(fields),
          set_(set),
          id_(id),
          purpose_(context.model.purposes[id]) {}

    void check(const Grant& grant, const GrantState& state);
    void check_review(const model::Integration& integration);

private:
    /// Actions on entities that the purpose permits.
    using Inside = std::vector<std::pair<Id<Entity>, const model::Word*>>;
    /// Fields and their classes, by name.
    using Fields = std::map<string_view, string_view>;

    [[nodiscard]] bool permits_pair(const Grant& grant, ProviderId provider, Id<Entity> entity,
                                    string_view word);
    [[nodiscard]] bool contributes(const Grant& grant, ProviderId provider, Id<Entity> entity,
                                   string_view word) const;
    [[nodiscard]] std::optional<DataClass> class_outside(const catalog::Field& field) const;
    [[nodiscard]] Fields outside_of(const Entity& entity, const FieldSet& reached) const;

    void check_entities(const Grant& grant, const GrantState& state);
    void check_target(const Grant& grant, const model::Target& target, std::vector<Pair>& outside,
                      Inside& inside);
    void report_pairs(const Grant& grant, std::span<const Pair> pairs);
    void check_data(const Grant& grant, const GrantState& state, const model::Target& target,
                    const Inside& inside);
    [[nodiscard]] bool report_items(const Grant& grant, const GrantState& state,
                                    const Entity& entity, const FieldSet& reached);
    [[nodiscard]] std::optional<DataClass> item_outside(const syntax::FieldList::Item& item,
                                                        const Entity& entity,
                                                        const FieldSet& reached) const;
    void report_data(const Grant& grant, Location where, const std::string& what,
                     const Fields& outside);
    void report_operation(const Grant& grant, Location where, string_view entity,
                          const std::string& what);
    void check_called(const Grant& grant);
    void check_events(const Grant& grant);

    Context& context_;
    Bounds& bounds_;
    ReachedFields& fields_;
    GrantSet& set_;
    Id<Purpose> id_;
    const Purpose& purpose_;
    /// The items of the grant's field list that were reported, for one entity or another.
    std::set<const syntax::FieldList::Item*> reported_;
};

/// `any` and `via` are judged by the operations that they come to, plain actions as they stand.
bool Against::permits_pair(const Grant& grant, ProviderId provider, Id<Entity> entity,
                           string_view word) {
    const Catalog& catalog = context_.model.provider(provider);
    const EntityBound& bound = bounds_.of(id_, provider, entity);
    if (permits_word(bound, catalog, entity, word)) {
        return true;
    }
    const std::optional<BaseAction> base = base_action(word);
    if (grant.operations.empty() || (base.has_value() && !base->any)) {
        return false;
    }
    const model::Target target = target_of(catalog, provider, entity, word);
    return std::ranges::all_of(grant.operations, [&](const model::OperationRef& named) {
        return named.provider != provider ||
               model::contribution(target, catalog, named.operation).none() ||
               permits_operation(bound, catalog[named.operation]);
    });
}

bool Against::contributes(const Grant& grant, ProviderId provider, Id<Entity> entity,
                          string_view word) const {
    const Catalog& catalog = context_.model.provider(provider);
    const model::Target target = target_of(catalog, provider, entity, word);
    return std::ranges::any_of(catalog[entity].operations, [&](Id<catalog::Operation> operation) {
        return !model::contribution(target, catalog, operation).none() &&
               model::via_allows(grant, provider, operation);
    });
}

std::optional<DataClass> Against::class_outside(const catalog::Field& field) const {
    for (std::size_t at = 0; at < catalog::data_class_count; ++at) {
        const auto item = static_cast<DataClass>(at);
        if (item != DataClass::internal && field.classes.contains(item) &&
            !purpose_.data.contains(item)) {
            return item;
        }
    }
    return std::nullopt;
}

Against::Fields Against::outside_of(const Entity& entity, const FieldSet& reached) const {
    Fields outside;
    reached.for_each([&](Id<catalog::Field> field) {
        if (const std::optional<DataClass> item = class_outside(entity.fields[field.index])) {
            outside.emplace(entity.fields[field.index].name, to_string(*item));
        }
    });
    return outside;
}

void Against::check_target(const Grant& grant, const model::Target& target,
                           std::vector<Pair>& outside, Inside& inside) {
    const Catalog& catalog = context_.model.provider(target.provider);
    const std::uint32_t first = target.entity.has_value() ? target.entity->index : 0;
    const auto end =
        target.entity.has_value() ? first + 1 : static_cast<std::uint32_t>(catalog.entities.size());
    for (std::uint32_t at = first; at < end; ++at) {
        for (const model::Word& word : grant.actions) {
            const bool known = base_action(word.text).has_value() ||
                               verb_of(catalog, catalog.entities[at], word.text).has_value();
            if (!known || (!target.entity.has_value() &&
                           !contributes(grant, target.provider, {at}, word.text))) {
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

void Against::check_entities(const Grant& grant, const GrantState& state) {
    std::vector<Pair> outside;
    std::vector<Inside> inside(grant.targets.size());
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

void Against::report_pairs(const Grant& grant, std::span<const Pair> pairs) {
    const Pair& first = pairs.front();
    auto finding = set_.report(ErrorId::purpose_exceeded, grant, common_words(grant, pairs),
                               not_permitted(purpose_.name.text, spell(pairs)));
    if (!finding.has_value()) {
        return;
    }
    finding->label(permits_line(purpose_, first.entity), permits_label(purpose_.name.text));
    for (const GrantSet::Held& held : set_.held()) {
        const std::optional<Id<Entity>> entity = held.bearer.provider->find_entity(first.entity);
        const std::vector<string_view> actions =
            entity.has_value() ? names_of(bounds_.of(id_, held.provider, *entity).actions)
                               : std::vector<string_view>{};
        if (!actions.empty()) {
            finding->note(what_is_permitted(std::string(first.entity), list(actions)));
            return;
        }
    }
}

void Against::check_data(const Grant& grant, const GrantState& state, const model::Target& target,
                         const Inside& inside) {
    const Catalog& catalog = context_.model.provider(target.provider);
    Fields outside;
    const model::Word* word = nullptr;
    string_view entity_name;
    for (const auto& [entity, action] : inside) {
        FieldSet reached = fields_.of(grant, target.provider, entity, action->text);
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
        const Location where =
            grant.written_fields.has_value() ? grant.written_fields->where : target.where;
        report_data(grant, where, spell(word->text, entity_name), outside);
    }
}

/// The class of an item that the purpose does not permit.
std::optional<DataClass> Against::item_outside(const syntax::FieldList::Item& item,
                                               const Entity& entity,
                                               const FieldSet& reached) const {
    if (item.is_class) {
        const std::optional<DataClass> named = catalog::find_data_class(item.name.text);
        const bool outside =
            named.has_value() && *named != DataClass::internal && !purpose_.data.contains(*named);
        return outside ? named : std::nullopt;
    }
    const catalog::Field* const field = catalog::find_field(entity, item.name.text);
    const bool counts =
        field != nullptr &&
        reached.contains({static_cast<std::uint32_t>(field - entity.fields.data())});
    return counts ? class_outside(*field) : std::nullopt;
}

/// Reports the items of a field list that name what the purpose does not permit; false when no
/// list does, so that the grant as a whole is at fault.
bool Against::report_items(const Grant& grant, const GrantState& state, const Entity& entity,
                           const FieldSet& reached) {
    if (!state.written->fields.has_value() || state.written->fields->except) {
        return false;
    }
    bool some = false;
    for (const syntax::FieldList::Item& item : state.written->fields->items) {
        const std::optional<DataClass> outside = item_outside(item, entity, reached);
        some = some || outside.has_value();
        if (!outside.has_value() || !reported_.insert(&item).second) {
            continue;
        }
        auto finding = set_.report(
            ErrorId::purpose_exceeded, grant, {state.file->id, item.span},
            item.is_class
                ? class_not_permitted(purpose_.name.text, to_string(*outside))
                : field_not_permitted(item.name.text, to_string(*outside), purpose_.name.text));
        if (finding.has_value()) {
            finding->label(purpose_.data_where, data_label(purpose_.name.text));
        }
    }
    return some;
}

void Against::report_data(const Grant& grant, Location where, const std::string& what,
                          const Fields& outside) {
    auto finding = set_.report(ErrorId::purpose_exceeded, grant, where,
                               data_not_permitted(what, spell_fields(outside), purpose_.name.text));
    if (!finding.has_value()) {
        return;
    }
    finding->label(purpose_.data_where, data_label(purpose_.name.text));
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

void Against::report_operation(const Grant& grant, Location where, string_view entity,
                               const std::string& what) {
    auto finding = set_.report(ErrorId::purpose_exceeded, grant, where,
                               not_permitted(purpose_.name.text, what));
    if (finding.has_value()) {
        finding->label(permits_line(purpose_, entity), permits_label(purpose_.name.text));
    }
}

void Against::check_called(const Grant& grant) {
    for (const model::OperationRef& named : grant.operations) {
        const Catalog& catalog = context_.model.provider(named.provider);
        const catalog::Operation& operation = catalog[named.operation];
        const Entity& entity = catalog[operation.entity];
        const std::string spelt = "`" + check::spell(operation) + "`";
        if (!permits_operation(bounds_.of(id_, named.provider, operation.entity), operation)) {
            report_operation(
                grant, named.where, entity.id,
                spell(catalog[operation.verb].id, entity.id) + ", which " + spelt + " is");
            continue;
        }
        const Fields outside =
            outside_of(entity, fields_.of_operation(named.provider, named.operation));
        if (!outside.empty()) {
            report_data(grant, named.where, spelt, outside);
        }
    }
}

void Against::check_events(const Grant& grant) {
    for (const model::EventRef& received : grant.events) {
        const Catalog& catalog = context_.model.provider(received.provider);
        const catalog::Event& event = catalog[received.event];
        const Entity& entity = catalog[event.entity];
        const std::string spelt = "`" + std::string(event.name) + "`";
        if (!permits(bounds_.of(id_, received.provider, event.entity), catalog::Action::read)) {
            report_operation(grant, received.where, entity.id,
                             spell("read", entity.id) + ", which receiving " + spelt + " is");
            continue;
        }
        // No catalogue lists what an event carries. Were the special fields of the entity counted,
        // no purpose but a backup's could hear of people; `special` is judged where it is read.
        FieldSet read(entity.fields.size());
        for (std::uint32_t at = 0; at < entity.fields.size(); ++at) {
            if (entity.fields[at].actions.contains(catalog::Action::read) &&
                !entity.fields[at].classes.contains(DataClass::special)) {
                read.insert({at});
            }
        }
        const Fields outside = outside_of(entity, read);
        if (!outside.empty()) {
            report_data(grant, received.where, spelt, outside);
        }
    }
}

void Against::check_review(const model::Integration& integration) {
    if (!integration.review.has_value() || !purpose_.review_within.has_value() ||
        integration.review->every.seconds <= purpose_.review_within->seconds) {
        return;
    }
    context_
        .error(ErrorId::purpose_exceeded, integration.review->every.where,
               longer_than(purpose_.name.text))
        .label(purpose_.review_within->where, interval_label(purpose_.name.text));
}

void Against::check(const Grant& grant, const GrantState& state) {
    switch (grant.form) {
        case Grant::Form::entities: check_entities(grant, state); break;
        case Grant::Form::call: check_called(grant); break;
        case Grant::Form::receive: check_events(grant); break;
    }
    reported_.clear();
}

}  // namespace

PurposeCheck::PurposeCheck(Context& context)
    : context_(context), bounds_(context.model), fields_(context.model) {}

void PurposeCheck::check(GrantSet& set, std::span<const Id<Grant>> reported) {
    const model::Model& model = context_.model;
    const model::Integration& integration = *set.integration();
    if (!integration.purpose.has_value() || !is_known(model, integration.purpose->id)) {
        return;
    }
    Against against(context_, bounds_, fields_, set, integration.purpose->id);
    for (const Id<Grant> id : set.grants()) {
        const GrantState& state = context_.grant_states[id.index];
        const bool silent = state.hopeless || std::ranges::find(reported, id) != reported.end();
        if (model.grants[id].effect == Grant::Effect::allow && !silent) {
            against.check(model.grants[id], state);
        }
    }
    against.check_review(integration);
}

}  // namespace latchkey::check
