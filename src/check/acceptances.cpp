#include "check/grants.h"
#include "check/lookup.h"
#include "check/statements.h"
#include "check/vocabulary.h"

#include <algorithm>
#include <array>
#include <utility>

namespace latchkey::check {
namespace {

using model::Acceptance;
using std::string_view;
using Form = syntax::Acceptance::Form;

constexpr Message<> no_use{
    "no `use` says in this file which provider's names this acceptance means"};
constexpr Message<string_view, string_view, string_view> blanket{
    "`{}` covers more than one change, and no grant of `{}` is written so: name the {} that were "
    "added"};
constexpr Message<string_view, string_view> of_credential{
    "`{}` is an integration: {} belongs to its credential, so name that one"};

bool read_subject(Context& context, const syntax::Name& name, Acceptance& into) {
    const std::optional<Holder> holder = find_holder(context, name);
    if (!holder.has_value()) {
        return false;
    }
    into.subject = context.word(name);
    if (const auto* const credential = std::get_if<Id<model::Credential>>(&*holder)) {
        into.credential = *credential;
    } else {
        into.integration = std::get<Id<model::Integration>>(*holder);
    }
    return true;
}

/// The grants that a widening of the subject can come from.
std::vector<const model::Grant*> grants_of(const model::Model& model, const Acceptance& accepted) {
    std::vector<const model::Grant*> found;
    for (const model::Integration& one : model.integrations) {
        const bool is_subject = model.integrations.id_of(one) == accepted.integration;
        const bool uses = std::ranges::any_of(
            one.uses, [&](const auto& named) { return named.id == accepted.credential; });
        for (const Id<model::Grant> id : one.grants) {
            const model::Grant& grant = model.grants[id];
            if ((is_subject || uses) && grant.effect == model::Grant::Effect::allow) {
                found.push_back(&grant);
            }
        }
    }
    return found;
}

bool has_word(const std::vector<model::Word>& words, string_view wanted) {
    return std::ranges::find(words, wanted, &model::Word::text) != words.end();
}

/// A grant's own words may be accepted as they are.
bool says(const model::Grant& grant, const Acceptance& accepted,
          const std::vector<std::string>& classes) {
    const auto is_in = [](const std::vector<model::Word>& words) {
        return [&words](const model::Word& word) { return has_word(words, word.text); };
    };
    return std::ranges::all_of(accepted.actions, is_in(grant.actions)) &&
           std::ranges::all_of(accepted.entities, is_in(grant.entities)) &&
           std::ranges::all_of(classes, [&](const std::string& one) {
               return grant.written_fields.has_value() &&
                      std::ranges::find(grant.written_fields->items, one) !=
                          grant.written_fields->items.end();
           });
}

/// Reports the first word that stands for more than one power.
void check_exact(Context& context, const syntax::Acceptance& written, const Acceptance& accepted) {
    std::optional<std::pair<Span, string_view>> broad;
    std::vector<std::string> classes;
    const auto found = [&](Span span, string_view what) {
        broad = broad.has_value() ? broad : std::pair(span, what);
    };
    for (const syntax::Name& action : written.actions) {
        if (action.text == "any" || action.text == "write") {
            found(action.span, "actions");
        }
    }
    for (const syntax::Reference& entity : written.entities) {
        if (entity.value == "any" && !entity.quoted) {
            found(entity.span, "entities");
        }
    }
    for (std::size_t at = 0; written.fields.has_value() && at < written.fields->items.size();
         ++at) {
        const syntax::FieldList::Item& item = written.fields->items[at];
        if (item.is_class) {
            found(item.span, "fields");
            classes.push_back("class " + std::string(item.name.text));
        }
    }
    const auto grants = grants_of(context.model, accepted);
    if (broad.has_value() && std::ranges::none_of(grants, [&](const model::Grant* grant) {
            return says(*grant, accepted, classes);
        })) {
        const auto& [span, what] = *broad;
        context.error(ErrorId::type_mismatch, span,
                      blanket(context.file().source->text(span), written.subject.text, what));
    }
}

void read_targets(Context& context, const syntax::Acceptance& written, const Providers& providers,
                  Acceptance& into) {
    const std::size_t before = context.error_count();
    const std::vector<Place> places = read_entities(context, providers, written.entities);
    const std::vector<const syntax::Name*> actions = read_actions(context, places, written.actions);
    into.targets = make_targets(context, places, actions, Use::allow);
    for (const syntax::Name& action : written.actions) {
        into.actions.push_back(context.word(action));
    }
    for (const syntax::Reference& entity : written.entities) {
        into.entities.push_back(context.word(entity));
    }
    if (written.fields.has_value()) {
        read_fields(context, *written.fields, places, actions, Use::allow, into.targets);
    }
    if (context.error_count() == before) {
        check_exact(context, written, into);
    }
}

void read_scopes(Context& context, const syntax::Acceptance& written, const Providers& providers,
                 Acceptance& into) {
    Repeats repeats(context, "scopes");
    for (const syntax::Reference& reference : written.scopes) {
        if (repeats.is_repeated(context.word(reference).text, reference.span)) {
            continue;
        }
        if (const auto found = find_scope(context, providers, reference)) {
            into.scopes.push_back({found->provider, found->id, context.at(reference.span)});
        }
    }
}

/// Levels and accounts are a credential's alone.
bool is_credential(Context& context, const syntax::Acceptance& written, string_view what,
                   const Acceptance& into) {
    if (!into.credential.has_value()) {
        context.error(ErrorId::type_mismatch, written.subject.span,
                      of_credential(written.subject.text, what));
    }
    return into.credential.has_value();
}

void read_levels(Context& context, const syntax::Acceptance& written, Acceptance& into) {
    if (!is_credential(context, written, "the level", into)) {
        return;
    }
    const model::Credential& credential = context.model.credentials[*into.credential];
    Repeats repeats(context, "levels");
    for (const syntax::Name& name : written.levels) {
        // Without its provider, which is reported, its levels are not known either.
        if (repeats.is_repeated(name.text, name.span) || !credential.provider.has_value()) {
            continue;
        }
        const Catalog& catalog = context.model.provider(*credential.provider);
        if (const auto level = read_of_list(context, name, catalog.levels, "level")) {
            into.levels = static_cast<catalog::LevelSet>(into.levels | 1U << *level);
        }
    }
}

void read_account(Context& context, const syntax::Acceptance& written, Acceptance& into) {
    if (is_credential(context, written, "the account", into)) {
        check_text(context, *written.account, "account");
        into.account = context.text(*written.account);
    }
}

void read_controls(Context& context, const syntax::Acceptance& written, Acceptance& into) {
    const bool credential = into.credential.has_value();
    Repeats repeats(context, "controls");
    for (const syntax::Name& name : written.controls) {
        if (!repeats.is_repeated(name.text, name.span) &&
            read_of_list(context, name, model::control_words(credential),
                         credential ? "control of a credential" : "control of an integration")
                .has_value()) {
            into.controls.push_back(context.word(name));
        }
    }
}

void read_power(Context& context, const syntax::Acceptance& written, const Providers& providers,
                Acceptance& into) {
    switch (written.form) {
        case Form::entities: return read_targets(context, written, providers, into);
        case Form::call:
            into.operations = read_operations(context, providers, written.operations);
            return;
        case Form::receive: into.events = read_events(context, providers, written.events); return;
        case Form::scopes: return read_scopes(context, written, providers, into);
        case Form::level: return read_levels(context, written, into);
        case Form::account: return read_account(context, written, into);
        case Form::controls: return read_controls(context, written, into);
    }
}

/// Whether its names are of a catalogue, so that a provider has to be in use.
bool needs_provider(Form form) {
    return form != Form::level && form != Form::account && form != Form::controls;
}

void read_acceptance(Context& context, const syntax::Declaration& declaration,
                     const syntax::Acceptance& written, Providers providers) {
    const std::size_t before = context.error_count();
    const bool asks = needs_provider(written.form);
    if (asks && providers.ids.empty() && !providers.open) {
        context.error(ErrorId::missing_statement, declaration.span, no_use());
        providers.open = true;
    }
    Acceptance accepted;
    accepted.change = static_cast<Acceptance::Change>(written.change);
    accepted.form = static_cast<Acceptance::Form>(written.form);
    if (read_subject(context, written.subject, accepted)) {
        read_power(context, written, providers, accepted);
    }
    check_text(context, written.because, "because");
    accepted.because = context.text(written.because);
    const std::optional<Id<model::Team>> by = find_team(context, written.by);
    accepted.power = context.at(written.power);
    accepted.where = context.at(declaration.span);
    accepted.description = declaration.doc.has_value() ? declaration.doc->text : "";
    // One that is not understood whole accepts nothing.
    if (context.error_count() == before && by.has_value() && !(asks && providers.open)) {
        accepted.by = *by;
        context.model.acceptances.add(std::move(accepted));
    } else {
        context.leave_out();
    }
}

}  // namespace

void read_acceptances(Context& context) {
    context.about({}, {});
    context.model.acceptances = {};
    for (std::size_t at = 0; at < context.files().size(); ++at) {
        const ParsedFile& file = context.files()[at];
        context.enter(file);
        for (const syntax::Declaration& declaration : file.tree->declarations) {
            if (const auto* written = std::get_if<syntax::Acceptance>(&declaration.value)) {
                read_acceptance(context, declaration, *written, context.used[at]);
            }
        }
    }
}

}  // namespace latchkey::check
