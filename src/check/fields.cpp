#include "check/actions.h"
#include "check/grants.h"
#include "check/vocabulary.h"
#include "model/coverage.h"

#include <algorithm>
#include <utility>

/// Field lists: which of an entity's fields they name, and for which actions these make sense.
namespace latchkey::check {
namespace {

using catalog::Action;
using catalog::Entity;
using catalog::Field;
using model::FieldSet;
using model::Target;
using std::string_view;
using Item = syntax::FieldList::Item;

constexpr Message<string_view, string_view> no_field{"`{}` has no field `{}`"};
constexpr Message<string_view> no_entity_has{"no entity has a field `{}`"};
constexpr Message<string_view, string_view> class_without_word{
    "`{}` is a data class: its fields are named by `class {}`"};
constexpr Message<string_view, string_view> no_field_of_class{"{} has no field of the class `{}`"};
constexpr Message<string_view, string_view, string_view> no_field_of_class_taken{
    "`{} on {}` takes no field of the class `{}`"};
constexpr Message<string_view, string_view, string_view> not_part_of{
    "`{}` is no part of `{} on {}`"};
constexpr Message<string_view, std::string> part_of{"`{}` is part of {}"};
constexpr Message<std::string, string_view> takes_none{"{} on `{}` takes no fields"};

/// What the words before `on` let fields be part of, for one entity.
struct Part {
    const syntax::Name* word = nullptr;
    /// Empty when it takes no fields.
    FieldSet fields;
    /// `any` and `write` stand for several actions; a field need only be part of one.
    bool loose = false;
};

FieldSet fields_with(const Entity& entity, catalog::ActionSet actions) {
    FieldSet found(entity.fields.size());
    for (std::uint32_t at = 0; at < entity.fields.size(); ++at) {
        if (entity.fields[at].actions.intersects(actions)) {
            found.insert({at});
        }
    }
    return found;
}

FieldSet fields_of_verb(const Catalog& catalog, const Entity& entity, Id<catalog::Verb> verb) {
    FieldSet found(entity.fields.size());
    for (const Id<catalog::Operation> operation : entity.operations) {
        if (catalog[operation].verb == verb) {
            found |= model::fields_of(catalog, catalog[operation]);
        }
    }
    return found;
}

FieldSet every_field(const Entity& entity) {
    FieldSet found(entity.fields.size());
    for (std::uint32_t at = 0; at < entity.fields.size(); ++at) {
        found.insert({at});
    }
    return found;
}

FieldSet fields_of_class(const Entity& entity, catalog::DataClass item) {
    FieldSet found(entity.fields.size());
    for (std::uint32_t at = 0; at < entity.fields.size(); ++at) {
        if (entity.fields[at].classes.contains(item)) {
            found.insert({at});
        }
    }
    return found;
}

std::vector<Part> parts_of(const Catalog& catalog, const Entity& entity,
                           std::span<const syntax::Name* const> actions) {
    std::vector<Part> parts;
    for (const syntax::Name* word : actions) {
        const std::optional<BaseAction> base = base_action(word->text);
        if (base.has_value()) {
            parts.push_back(
                {.word = word,
                 .fields = base->any ? every_field(entity) : fields_with(entity, base->actions),
                 .loose = base->any || base->write});
        } else if (const auto verb = verb_of(catalog, entity, word->text)) {
            parts.push_back(
                {.word = word, .fields = fields_of_verb(catalog, entity, *verb), .loose = false});
        }
    }
    return parts;
}

/// Reads one list for all its entities, so that a field that several of them lack is reported once.
class FieldReader {
public:
    FieldReader(Context& context, const syntax::FieldList& list,
                std::span<const syntax::Name* const> actions, Use use)
        : context_(context), list_(list), actions_(actions), use_(use), state_(list.items.size()) {
        Repeats repeats(context, "fields");
        for (std::size_t at = 0; at < list.items.size(); ++at) {
            const Item& item = list.items[at];
            state_[at].silent =
                repeats.is_repeated(context.file().source->text(item.span), item.span);
            if (item.is_class && !state_[at].silent) {
                state_[at].data_class = read_data_class(context, item.name);
                state_[at].silent = !state_[at].data_class.has_value();
            }
        }
    }

    /// The fields that the list names of one entity.
    FieldSet read(const Catalog& catalog, const Entity& entity, bool of_any) {
        const std::vector<Part> parts = parts_of(catalog, entity, actions_);
        FieldSet named(entity.fields.size());
        for (std::size_t at = 0; at < list_.items.size(); ++at) {
            read_item(at, entity, parts, of_any, named);
        }
        const bool takes = parts.empty() || std::ranges::any_of(parts, [](const Part& part) {
                               return !part.fields.empty();
                           });
        if (!takes && !of_any && !entity.fields.empty() && !reported_) {
            report_takes_none(entity, parts);
        }
        return list_.except ? every_field(entity) - named : named;
    }

    /// Reports what no entity at all has; to be called after the last one.
    void finish(std::span<const Place> places) {
        const bool of_any = std::ranges::any_of(
            places, [](const Place& place) { return !place.entity.has_value(); });
        for (std::size_t at = 0; at < list_.items.size(); ++at) {
            const State& state = state_[at];
            if (state.silent || state.found || places.empty()) {
                continue;
            }
            if (state.data_class.has_value()) {
                report_class(at, places);
            } else if (of_any) {
                context_.error(ErrorId::unknown_field, list_.items[at].span,
                               no_entity_has(list_.items[at].name.text));
            }
        }
    }

private:
    struct State {
        std::optional<catalog::DataClass> data_class;
        /// There is nothing more to say about it.
        bool silent = false;
        /// Some entity has it.
        bool found = false;
    };

    void read_item(std::size_t at, const Entity& entity, std::span<const Part> parts, bool of_any,
                   FieldSet& named) {
        const Item& item = list_.items[at];
        State& state = state_[at];
        if (item.is_class) {
            const FieldSet of_class = state.data_class.has_value()
                                          ? fields_of_class(entity, *state.data_class)
                                          : FieldSet{};
            named |= of_class;
            state.found = state.found || !of_class.empty();
            if (!of_any && !state.silent && !of_class.empty()) {
                check_class(at, entity, of_class, parts);
            }
            return;
        }
        const Field* const field = catalog::find_field(entity, item.name.text);
        if (field == nullptr) {
            if (!of_any && !state.silent) {
                state.silent = true;
                report_unknown_field(item, entity);
            }
            return;
        }
        const Id<Field> id{static_cast<std::uint32_t>(field - entity.fields.data())};
        named.insert(id);
        state.found = true;
        if (!of_any && !state.silent) {
            check_part(at, entity, id, parts);
        }
    }

    void report_unknown_field(const Item& item, const Entity& entity) {
        reported_ = true;
        std::vector<string_view> names;
        for (const Field& field : entity.fields) {
            names.push_back(field.name);
        }
        const bool is_class = catalog::find_data_class(item.name.text).has_value();
        report_unknown(context_, ErrorId::unknown_field, context_.at(item.span),
                       is_class ? class_without_word(item.name.text, item.name.text)
                                : no_field(entity.id, item.name.text),
                       item.name.text, names);
    }

    /// An allow speaks of every action that it lists; what is taken away or left out need only be
    /// part of one of them.
    void check_part(std::size_t at, const Entity& entity, Id<Field> field,
                    std::span<const Part> parts) {
        const bool one_is_enough = use_ != Use::allow || list_.except;
        const Part* without = nullptr;
        for (const Part& part : parts) {
            if (part.fields.empty()) {
                continue;
            }
            const bool inside = part.fields.contains(field);
            if (inside && one_is_enough) {
                return;
            }
            without = !inside && without == nullptr ? &part : without;
        }
        if (without != nullptr) {
            state_[at].silent = true;
            reported_ = true;
            report_not_part(list_.items[at], entity, entity.fields[field.index], *without);
        }
    }

    /// A class stands for those of its fields that an action takes; there must be some.
    void check_class(std::size_t at, const Entity& entity, const FieldSet& of_class,
                     std::span<const Part> parts) {
        const bool takes =
            std::ranges::any_of(parts, [](const Part& part) { return !part.fields.empty(); });
        const bool some = std::ranges::any_of(
            parts, [&](const Part& part) { return part.fields.intersects(of_class); });
        if (use_ != Use::allow || list_.except || !takes || some) {
            return;
        }
        state_[at].silent = true;
        reported_ = true;
        context_.error(ErrorId::field_not_writable, list_.items[at].span,
                       no_field_of_class_taken(parts.front().word->text, entity.id,
                                               list_.items[at].name.text));
    }

    void report_not_part(const Item& item, const Entity& entity, const Field& field,
                         const Part& part) {
        Finding finding = context_.error(ErrorId::field_not_writable, item.span,
                                         not_part_of(item.name.text, part.word->text, entity.id));
        const std::vector<string_view> others = names_of(field.actions);
        if (!others.empty()) {
            finding.note(part_of(item.name.text, list(others)));
        }
    }

    void report_takes_none(const Entity& entity, std::span<const Part> parts) {
        reported_ = true;
        std::vector<string_view> words;
        for (const Part& part : parts) {
            words.push_back(part.word->text);
        }
        context_.error(ErrorId::field_not_writable, list_.span, takes_none(list(words), entity.id));
    }

    /// To take away or leave out a class that is not there is caution, not a mistake.
    void report_class(std::size_t at, std::span<const Place> places) {
        if (use_ != Use::allow || list_.except) {
            return;
        }
        const Place& first = places.front();
        const Catalog& catalog = context_.model.provider(first.provider);
        const std::string who = places.size() == 1 && first.entity.has_value()
                                    ? "`" + std::string(catalog[*first.entity].id) + "`"
                                    : "none of them";
        context_.error(ErrorId::unknown_field, list_.items[at].span,
                       no_field_of_class(who, list_.items[at].name.text));
    }

    Context& context_;
    const syntax::FieldList& list_;
    std::span<const syntax::Name* const> actions_;
    Use use_;
    std::vector<State> state_;
    bool reported_ = false;
};

/// A target for each entity of the provider that has one of the fields; those that lack what is
/// left out have all of theirs.
void spread(const Catalog& catalog, const Target& any, bool except, FieldReader& reader,
            std::vector<Target>& targets) {
    for (std::uint32_t at = 0; at < catalog.entities.size(); ++at) {
        FieldSet fields = reader.read(catalog, catalog.entities[at], true);
        if (except || !fields.empty()) {
            Target target = any;
            target.entity = {at};
            target.fields = std::move(fields);
            targets.push_back(std::move(target));
        }
    }
}

}  // namespace

void read_fields(Context& context, const syntax::FieldList& list, std::span<const Place> places,
                 std::span<const syntax::Name* const> actions, Use use,
                 std::vector<Target>& targets) {
    FieldReader reader(context, list, actions, use);
    std::vector<Target> with_fields;
    with_fields.reserve(targets.size());
    for (Target& target : targets) {
        const Catalog& catalog = context.model.provider(target.provider);
        if (!target.entity.has_value()) {
            spread(catalog, target, list.except, reader, with_fields);
            continue;
        }
        target.fields = reader.read(catalog, catalog[*target.entity], false);
        with_fields.push_back(std::move(target));
    }
    reader.finish(places);
    targets = std::move(with_fields);
}

}  // namespace latchkey::check
