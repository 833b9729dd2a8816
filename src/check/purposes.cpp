#include "check/purposes.h"

#include "check/actions.h"
#include "check/blocks.h"
#include "check/lookup.h"
#include "check/quantities.h"
#include "check/vocabulary.h"

#include <algorithm>

namespace latchkey::check {
namespace {

using model::Purpose;
using std::string_view;
using syntax::Word;

Providers everyone(const Context& context) {
    Providers all;
    all.place = Providers::Place::everywhere;
    for (std::uint32_t at = 0; at < context.model.providers.size(); ++at) {
        all.ids.push_back({at});
    }
    return all;
}

/// The providers that an entity in a purpose speaks of: all, or the one of its qualifier.
std::optional<Providers> providers_of(Context& context, const syntax::Reference& reference) {
    Providers all = everyone(context);
    if (reference.provider.text.empty()) {
        return all;
    }
    const std::optional<ProviderId> one = find_qualifier(context, all, reference.provider);
    if (!one.has_value()) {
        return std::nullopt;
    }
    all.ids = {*one};
    return all;
}

/// The name of an entity that some provider has, for as long as the catalogues live.
std::optional<string_view> entity_name(Context& context, const syntax::Reference& reference,
                                       const Providers& providers) {
    if (reference.value == "any") {
        return "any";
    }
    for (const ProviderId provider : providers.ids) {
        const Catalog& catalog = context.model.provider(provider);
        if (const std::optional<Id<catalog::Entity>> id = catalog.find_entity(reference.value)) {
            return catalog[*id].id;
        }
    }
    report_unknown_entity(context, reference, providers.ids);
    return std::nullopt;
}

/// Whether one of the listed entities has the verb somewhere.
bool is_verb_of_some(const Context& context, string_view word, const Purpose::Permit& permit) {
    for (const Catalog* catalog : context.model.providers) {
        for (const Purpose::Permit::EntityName& name : permit.entities) {
            if (!name.provider.empty() && name.provider != catalog->id) {
                continue;
            }
            const std::optional<Id<catalog::Entity>> entity = catalog->find_entity(name.entity);
            if (name.entity == "any"
                    ? catalog->find_verb(word).has_value()
                    : entity.has_value() &&
                          verb_of(*catalog, (*catalog)[*entity], word).has_value()) {
                return true;
            }
        }
    }
    return false;
}

void read_actions(Context& context, std::span<const syntax::Name> actions, bool entities_known,
                  Purpose::Permit& permit) {
    Repeats repeats(context, "actions");
    for (const syntax::Name& action : actions) {
        if (repeats.is_repeated(action.text, action.span)) {
            continue;
        }
        if (!base_action(action.text).has_value() &&
            !is_verb_of_some(context, action.text, permit)) {
            if (entities_known) {
                const bool one =
                    permit.entities.size() == 1 && permit.entities.front().entity != "any";
                report_unknown_action(
                    context, action, everyone(context).ids,
                    one ? std::optional(permit.entities.front().entity) : std::nullopt);
            }
            continue;
        }
        permit.actions.push_back(context.word(action));
    }
}

Purpose::Permit read_permit(Context& context, const syntax::Statement& statement) {
    const auto& written = std::get<syntax::Permits>(statement.value);
    Purpose::Permit permit;
    permit.where = context.at(statement.span);
    bool known = true;
    Repeats repeats(context, "entities");
    for (const syntax::Reference& reference : written.entities) {
        if (repeats.is_repeated(context.word(reference).text, reference.span)) {
            continue;
        }
        const std::optional<Providers> providers = providers_of(context, reference);
        const std::optional<string_view> entity =
            providers.has_value() ? entity_name(context, reference, *providers) : std::nullopt;
        if (!entity.has_value()) {
            known = false;
            continue;
        }
        const bool qualified = !reference.provider.text.empty();
        permit.entities.push_back(
            {.provider =
                 qualified ? context.model.provider(providers->ids.front()).id : string_view{},
             .entity = *entity});
    }
    read_actions(context, written.actions, known, permit);
    return permit;
}

void read_data(Context& context, const syntax::Statement& statement, Purpose& into) {
    into.data_where = context.at(statement.span);
    Repeats repeats(context, "data classes");
    for (const syntax::Name& name : std::get<syntax::NamesStatement>(statement.value).names) {
        if (repeats.is_repeated(name.text, name.span)) {
            continue;
        }
        if (const std::optional<catalog::DataClass> item = read_data_class(context, name)) {
            into.data.insert(*item);
        }
    }
}

void read_statement(Context& context, const syntax::Statement& statement, Purpose& into) {
    switch (statement.word) {
        case Word::extends: into.extends = find_purpose(context, name_of(statement)); break;
        case Word::permits: into.permits.push_back(read_permit(context, statement)); break;
        case Word::data: read_data(context, statement, into); break;
        case Word::review:
            into.review_within =
                read_duration(context, std::get<syntax::ReviewWithin>(statement.value).period);
            break;
        default: break;
    }
}

void read_purpose(Context& context, const syntax::Block& block, Purpose& into) {
    Once once;
    for (const syntax::Statement& statement : block.statements) {
        if (once.allows(context, statement)) {
            read_statement(context, statement, into);
        }
    }
    if (once.has(Word::extends)) {
        return;
    }
    std::vector<string_view> missing;
    if (!once.has(Word::permits)) {
        missing.emplace_back("`permits`");
    }
    if (!once.has(Word::data)) {
        missing.emplace_back("`data`");
    }
    report_missing(context, block, missing);
}

}  // namespace

void read_purposes(Context& context) {
    if (context.purpose_work.empty()) {
        return;
    }
    const std::vector<FileBlocks>& blocks = context.declarations.files;
    for (const std::size_t file : context.purpose_work) {
        for_each_block(context, file, blocks[file].purposes, context.model.purposes,
                       [&](const BlockOf<Purpose>& block, Purpose& into) {
                           read_purpose(context, *block.block, into);
                       });
    }
    inherit(context);
    Bounds bounds(context.model);
    for (const std::size_t file : context.purpose_work) {
        context.begin(context.units[file].purposes);
        for (const BlockOf<Purpose>& block : blocks[file].purposes) {
            if (block.id.has_value() && !block.file->standard) {
                context.enter(*block.file);
                check_extends(context, bounds, *block.id, *block.block);
            }
        }
    }
}

}  // namespace latchkey::check
