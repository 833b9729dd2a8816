#include "check/blocks.h"
#include "check/controls.h"
#include "check/grants.h"
#include "check/lookup.h"
#include "check/vocabulary.h"
#include "check/waivers.h"

#include <algorithm>

namespace latchkey::check {
namespace {

using model::Credential;
using model::Integration;
using std::string_view;
using syntax::Word;

constexpr Message<string_view> uses_twice{"`{}` is used already"};
constexpr Message<string_view, string_view> two_of_provider{
    "`{}` is a second credential of `{}`: an integration uses one of each provider"};
constexpr Message<string_view> includes_twice{"`{}` is included already"};
constexpr Message<> first_here{"first here"};

/// Adds the credential of a `uses`, and its provider to those whose names count.
void read_uses(Context& context, const syntax::Name& name, Integration& into,
               Providers& providers) {
    const std::optional<Id<Credential>> id = find_credential(context, name);
    if (!id.has_value()) {
        providers.open = true;
        return;
    }
    const Credential& credential = context.model.credentials[*id];
    for (const model::Named<Credential>& before : into.uses) {
        const bool same = before.id == *id;
        if (same || (credential.provider.has_value() &&
                     context.model.credentials[before.id].provider == credential.provider)) {
            context
                .error(ErrorId::duplicate_statement, name.span,
                       same ? uses_twice(name.text)
                            : two_of_provider(name.text, credential.provider_name.text))
                .label(before.where, first_here());
            return;
        }
    }
    into.uses.push_back({*id, context.at(name.span)});
    if (credential.provider.has_value()) {
        providers.ids.push_back(*credential.provider);
    } else {
        providers.open = true;
    }
}

void read_include(Context& context, const syntax::Name& name, Integration& into) {
    const std::optional<Id<model::Role>> id = find_role(context, name);
    if (!id.has_value()) {
        return;
    }
    const auto before = std::ranges::find(into.includes, *id, &model::Named<model::Role>::id);
    if (before != into.includes.end()) {
        context.error(ErrorId::duplicate_statement, name.span, includes_twice(name.text))
            .label(before->where, first_here());
        return;
    }
    into.includes.push_back({*id, context.at(name.span)});
}

void read_status_statement(Context& context, const syntax::Statement& statement,
                           Integration& into) {
    into.status_where = context.at(statement.span);
    if (const std::optional<model::Status> status = read_status(context, name_of(statement))) {
        into.status = *status;
    }
}

void read_purpose_statement(Context& context, const syntax::Name& name, Integration& into) {
    if (const std::optional<Id<model::Purpose>> id = find_purpose(context, name)) {
        into.purpose = model::Named<model::Purpose>{*id, context.at(name.span)};
    }
}

/// What needs no provider.
void read_statement(Context& context, const syntax::Statement& statement, Integration& into,
                    Providers& providers) {
    switch (statement.word) {
        case Word::status: read_status_statement(context, statement, into); break;
        case Word::environment:
            into.environment = read_environment(context, name_of(statement));
            into.environment_where = context.at(statement.span);
            break;
        case Word::purpose: read_purpose_statement(context, name_of(statement), into); break;
        case Word::owner: into.owner = find_team(context, name_of(statement)); break;
        case Word::uses: read_uses(context, name_of(statement), into, providers); break;
        case Word::include: read_include(context, name_of(statement), into); break;
        default: read_control(context, statement, into); break;
    }
}

void read_scopes(Context& context, const syntax::Statement& statement, const Providers& providers,
                 Integration& into) {
    into.scopes_where = context.at(statement.span);
    Repeats repeats(context, "scopes");
    for (const syntax::Reference& reference : std::get<syntax::Scopes>(statement.value).scopes) {
        const Location where = context.at(reference.span);
        if (repeats.is_repeated(context.file().source->text(reference.span), reference.span)) {
            continue;
        }
        if (const auto found = find_scope(context, providers, reference)) {
            into.scopes.push_back({found->provider, found->id, where});
        }
    }
}

void report_missing_statements(Context& context, const syntax::Block& block, const Once& once,
                               const Integration& integration) {
    // A retired integration may have given up its key and what it was allowed.
    const bool retired = integration.status == model::Status::retired;
    std::vector<string_view> missing;
    if (!once.has(Word::purpose)) {
        missing.emplace_back("`purpose`");
    }
    if (!once.has(Word::owner)) {
        missing.emplace_back("`owner`");
    }
    if (!once.has(Word::uses) && !retired) {
        missing.emplace_back("`uses`");
    }
    const bool allows =
        std::ranges::any_of(block.statements, [](const syntax::Statement& statement) {
            return statement.word == Word::allow || statement.word == Word::include;
        });
    if (!allows && !retired) {
        missing.emplace_back("`allow` or `include`");
    }
    report_missing(context, block, missing);
}

void read_integration(Context& context, const BlockOf<Integration>& block, Integration& into) {
    context.about(into.name.text, {});
    Providers providers;
    providers.place = Providers::Place::integration;
    providers.owner = into.name.text;
    Once once;
    std::vector<const syntax::Statement*> later;
    for (const syntax::Statement& statement : block.block->statements) {
        if (!once.allows(context, statement)) {
            continue;
        }
        if (statement.word == Word::allow || statement.word == Word::deny ||
            statement.word == Word::scopes) {
            later.push_back(&statement);
        } else if (statement.word == Word::waive) {
            read_waiver(context, statement, {.credential = {}, .integration = block.id});
        } else {
            read_statement(context, statement, into, providers);
        }
    }
    // Without a `uses` nobody can tell whose names these are, and that it lacks is said below.
    providers.open = providers.open || into.uses.empty();
    std::ranges::sort(providers.ids);
    for (const syntax::Statement* statement : later) {
        if (statement->word == Word::scopes) {
            read_scopes(context, *statement, providers, into);
        } else {
            add_grant(context, *statement, providers, std::nullopt, block.id.has_value(),
                      into.grants);
        }
    }
    report_missing_statements(context, *block.block, once, into);
}

}  // namespace

void read_integrations(Context& context) {
    for (const std::size_t file : context.work) {
        for_each_block(context, file, context.declarations.files[file].integrations,
                       context.model.integrations,
                       [&](const BlockOf<Integration>& block, Integration& into) {
                           read_integration(context, block, into);
                       });
    }
}

}  // namespace latchkey::check
