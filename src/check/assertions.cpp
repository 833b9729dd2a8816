#include "check/grants.h"
#include "check/statements.h"

#include <algorithm>
#include <utility>

namespace latchkey::check {
namespace {

using model::Assertion;
using model::Integration;
using std::string_view;

constexpr Message<string_view> is_retired{
    "`{}` is retired, and retired integrations are left out: the assertion is about nothing"};
constexpr Message<string_view> matches_none{"this matches no {}: the assertion is about nothing"};
constexpr Message<> no_use{
    "no `use` says in this file which provider's names this assertion means"};
constexpr Message<> retired_here{"retired here"};

/// Whether a purpose is `wanted` or extends it: what extends a purpose is one, only narrower.
bool is_a(const model::Model& model, Id<model::Purpose> purpose, Id<model::Purpose> wanted) {
    std::optional<Id<model::Purpose>> at = purpose;
    while (at.has_value() && *at != wanted) {
        at = model.purposes[*at].extends;
    }
    return at.has_value();
}

/// What the words `with purpose`, `owned by` and `except` leave.
struct Filters {
    std::optional<Id<model::Purpose>> purpose;
    std::optional<Id<model::Team>> owner;
    std::vector<Holder> except;
    /// Something that they name is not known, and reported.
    bool broken = false;
};

Filters read_filters(Context& context, const syntax::Assertion& written) {
    Filters filters;
    const std::size_t before = context.error_count();
    bool unknown = false;
    if (written.with_purpose.has_value()) {
        filters.purpose = find_purpose(context, *written.with_purpose);
        unknown = unknown || !filters.purpose.has_value();
    }
    if (written.owned_by.has_value()) {
        filters.owner = find_team(context, *written.owned_by);
        unknown = unknown || !filters.owner.has_value();
    }
    for (const syntax::Name& name : written.except) {
        if (const std::optional<Holder> holder = find_holder(context, name)) {
            filters.except.push_back(*holder);
        }
    }
    filters.broken = unknown || context.error_count() != before;
    return filters;
}

bool passes(const model::Model& model, const Filters& filters, Id<Integration> id) {
    const Integration& integration = model.integrations[id];
    if (integration.status == model::Status::retired ||
        std::ranges::find(filters.except, Holder(id)) != filters.except.end()) {
        return false;
    }
    if (filters.owner.has_value() && integration.owner != filters.owner) {
        return false;
    }
    return !filters.purpose.has_value() || (integration.purpose.has_value() &&
                                            is_a(model, integration.purpose->id, *filters.purpose));
}

bool passes(const model::Model& model, const Filters& filters, Id<model::Credential> id) {
    if (std::ranges::find(filters.except, Holder(id)) != filters.except.end() ||
        (filters.owner.has_value() && model.credentials[id].owner != filters.owner)) {
        return false;
    }
    // A credential serves the purposes of the integrations that use it.
    return !filters.purpose.has_value() ||
           std::ranges::any_of(model.integrations, [&](const Integration& one) {
               const bool uses =
                   std::ranges::find(one.uses, id, &model::Named<model::Credential>::id) !=
                   one.uses.end();
               return uses && one.status != model::Status::retired && one.purpose.has_value() &&
                      is_a(model, one.purpose->id, *filters.purpose);
           });
}

/// Whether a subject may be missing only because of what is reported elsewhere.
bool may_be_hidden(const model::Model& model) {
    return !model.whole || std::ranges::any_of(model.integrations, [](const Integration& one) {
        return !one.purpose.has_value() || !one.owner.has_value();
    }) || std::ranges::any_of(model.credentials, [](const model::Credential& one) {
        return !one.owner.has_value();
    });
}

/// The narrowest words that are sure to leave nothing: the last filter, else the subject as a
/// whole.
Span empty_part(const Context& context, const syntax::Assertion& written, Span whole) {
    if (!written.except.empty()) {
        return cover(written.except.front().span, written.except.back().span);
    }
    if (written.owned_by.has_value() || written.with_purpose.has_value()) {
        return written.owned_by.has_value() ? written.owned_by->span : written.with_purpose->span;
    }
    const string_view text = context.file().source->text(whole);
    const std::size_t begin = text.find("every");
    const std::size_t end = text.find(" can");
    if (begin == string_view::npos || end == string_view::npos || begin > end) {
        return whole;
    }
    return {whole.begin + static_cast<std::uint32_t>(begin),
            whole.begin + static_cast<std::uint32_t>(end)};
}

void read_every(Context& context, const syntax::Assertion& written, Span whole, bool hidden,
                Assertion& into) {
    const Filters filters = read_filters(context, written);
    const bool credentials = written.subjects == syntax::Assertion::Subjects::every_credential;
    into.kind = credentials ? Assertion::Subjects::credentials : Assertion::Subjects::integrations;
    if (filters.broken) {
        return;
    }
    for (const Integration& one : std::as_const(context.model.integrations)) {
        if (!credentials && passes(context.model, filters, one.self)) {
            into.integrations.push_back(one.self);
        }
    }
    for (const model::Credential& one : std::as_const(context.model.credentials)) {
        if (credentials && passes(context.model, filters, one.self)) {
            into.credentials.push_back(one.self);
        }
    }
    if (into.integrations.empty() && into.credentials.empty() && !hidden) {
        context.error(ErrorId::unknown_name, empty_part(context, written, whole),
                      matches_none(credentials ? "credential" : "integration"));
    }
}

void read_one(Context& context, const syntax::Name& name, Assertion& into) {
    const std::optional<Holder> holder = find_holder(context, name);
    if (!holder.has_value()) {
        return;
    }
    if (const auto* const credential = std::get_if<Id<model::Credential>>(&*holder)) {
        into.kind = Assertion::Subjects::credentials;
        into.credentials.push_back(*credential);
        return;
    }
    const auto id = std::get<Id<Integration>>(*holder);
    const Integration& integration = context.model.integrations[id];
    if (integration.status == model::Status::retired) {
        context.error(ErrorId::unknown_name, name.span, is_retired(name.text))
            .label(integration.status_where, retired_here());
        return;
    }
    into.integrations.push_back(id);
}

/// One target for each action, entity and provider: `can` asks for each action by itself.
void read_targets(Context& context, const syntax::Assertion& written, const Providers& providers,
                  Assertion& into) {
    const std::vector<Place> places = read_entities(context, providers, written.entities);
    const std::vector<const syntax::Name*> actions = read_actions(context, places, written.actions);
    for (const syntax::Name* const& action : actions) {
        const std::span<const syntax::Name* const> one(&action, 1);
        std::vector<model::Target> targets = make_targets(context, places, one, Use::assertion);
        into.targets.insert(into.targets.end(), targets.begin(), targets.end());
    }
    if (written.fields.has_value()) {
        read_fields(context, *written.fields, places, actions, Use::assertion, into.targets);
    }
}

void read_assertion(Context& context, const syntax::Assertion& written, const Providers& providers,
                    Span whole, bool hidden, Assertion& into) {
    if (written.subjects == syntax::Assertion::Subjects::one) {
        read_one(context, *written.subject, into);
    } else {
        read_every(context, written, whole, hidden, into);
    }
    into.can = written.can;
    into.form = static_cast<model::Grant::Form>(written.form);
    for (const syntax::Name& action : written.actions) {
        into.actions.push_back(context.word(action));
    }
    if (written.form == syntax::Assertion::Form::entities) {
        read_targets(context, written, providers, into);
    }
    into.operations = read_operations(context, providers, written.operations);
    into.events = read_events(context, providers, written.events);
}

void read_file(Context& context, const ParsedFile& file, Providers providers, bool hidden) {
    context.enter(file);
    for (const syntax::Declaration& declaration : file.tree->declarations) {
        const auto* const written = std::get_if<syntax::Assertion>(&declaration.value);
        if (written == nullptr) {
            continue;
        }
        const std::size_t before = context.error_count();
        if (providers.ids.empty() && !providers.open) {
            context.error(ErrorId::missing_statement, declaration.span, no_use());
            providers.open = true;
        }
        Assertion assertion;
        read_assertion(context, *written, providers, declaration.span, hidden, assertion);
        assertion.where = context.at(declaration.span);
        assertion.description = declaration.doc.has_value() ? declaration.doc->text : "";
        // One that is not understood whole would hold, or fail, for the wrong reason.
        if (context.error_count() == before && !providers.open) {
            context.model.assertions.add(std::move(assertion));
        } else {
            context.leave_out();
        }
    }
}

}  // namespace

void read_assertions(Context& context) {
    context.about({}, {});
    context.model.assertions = {};
    const auto is_assertion = [](const syntax::Declaration& declaration) {
        return std::holds_alternative<syntax::Assertion>(declaration.value);
    };
    std::optional<bool> hidden;
    for (std::size_t at = 0; at < context.files().size(); ++at) {
        if (std::ranges::none_of(context.files()[at].tree->declarations, is_assertion)) {
            continue;
        }
        if (!hidden.has_value()) {
            hidden = may_be_hidden(context.model);
        }
        read_file(context, context.files()[at], context.used[at], *hidden);
    }
}

}  // namespace latchkey::check
