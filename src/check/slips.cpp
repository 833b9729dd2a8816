#include "check/lookup.h"

#include <algorithm>
#include <array>
#include <functional>
#include <set>

/// What somebody may have meant who wrote a name of one kind where another belongs.
namespace latchkey::check {
namespace {

using catalog::Entity;
using catalog::Scope;
using std::string_view;

constexpr Message<string_view, std::string> scope_as_entity{
    "`{}` is a scope; a grant names an entity{}; scopes go into `scopes`"};
constexpr Message<string_view> role_as_entity{
    "`{}` is a permission of people, not of a token; a grant names an entity"};
constexpr Message<string_view, string_view> entity_elsewhere{
    "`{}` is an entity of `{}`, which is not in use here"};
constexpr Message<std::string, string_view> another_has{"{}; `{}` has one"};
constexpr Message<> every_entity{"; every entity is `any`"};
constexpr Message<string_view, std::string, string_view, string_view> field_as_entity{
    "`{}` is a field of {}; a grant names the entity first: `{} ({})`"};
constexpr Message<string_view, std::string> verb_as_entity{"`{}` is a verb of {}, not an entity"};
constexpr Message<string_view, std::string> entity_as_scope{"`{}` is an entity, not a scope{}"};
constexpr Message<string_view, string_view> scope_elsewhere{
    "`{}` is a scope of `{}`, which is not in use here"};

/// The entities of the searched providers for which `holds` is true.
template <typename Holds>
std::vector<string_view> entities_that(const Context& context, std::span<const ProviderId> searched,
                                       Holds holds) {
    std::set<string_view> names;
    for (const ProviderId provider : searched) {
        const Catalog& catalog = context.model.provider(provider);
        for (const Entity& entity : catalog.entities) {
            if (holds(catalog, entity)) {
                names.insert(entity.id);
            }
        }
    }
    return {names.begin(), names.end()};
}

/// " such as `contact`": an entity that the scope opens something of.
std::string entity_of(const Catalog& catalog, const Scope& scope) {
    if (scope.operations.empty()) {
        return "";
    }
    const Entity& entity = catalog[catalog[scope.operations.front()].entity];
    return " such as `" + std::string(entity.id) + "`";
}

bool report_scope_as_entity(Context& context, const syntax::Reference& reference,
                            std::span<const ProviderId> searched) {
    for (const ProviderId provider : searched) {
        const Catalog& catalog = context.model.provider(provider);
        const std::optional<Id<Scope>> id = catalog.find_scope(reference.value);
        if (!id.has_value()) {
            continue;
        }
        const Scope& scope = catalog[*id];
        const bool of_people = scope.status == catalog::ScopeStatus::user_role;
        context.error(ErrorId::unknown_entity, reference.span,
                      of_people ? role_as_entity(reference.value)
                                : scope_as_entity(reference.value, entity_of(catalog, scope)));
        return true;
    }
    return false;
}

/// The provider, of those that were not searched, for which `has` is true.
template <typename Has>
string_view provider_elsewhere(const Context& context, std::span<const ProviderId> searched,
                               Has has) {
    for (std::uint32_t at = 0; at < context.model.providers.size(); ++at) {
        const bool was_searched = std::ranges::find(searched, ProviderId{at}) != searched.end();
        if (!was_searched && has(*context.model.providers[at])) {
            return context.model.providers[at]->id;
        }
    }
    return "";
}

/// Reports a word for everything that is not the language's.
bool report_all_as_entity(Context& context, const syntax::Reference& reference,
                          std::span<const ProviderId> searched) {
    constexpr std::array<string_view, 5> words{"all", "everything", "anything", "every", "*"};
    if (std::ranges::find(words, reference.value) == words.end()) {
        return false;
    }
    context
        .error(ErrorId::unknown_entity, reference.span,
               who_lacks(context, searched, "entity", reference.value) + every_entity())
        .fix(diag::Fix::Safety::unsafe, "write `any`", {{context.at(reference.value_span), "any"}});
    return true;
}

/// Of entities with one name or several, those that most is known of come first.
std::vector<string_view> by_use(const Context& context, std::span<const ProviderId> searched,
                                std::vector<string_view> names) {
    const auto fields = [&](string_view name) {
        std::size_t count = 0;
        for (const ProviderId provider : searched) {
            const Catalog& catalog = context.model.provider(provider);
            const std::optional<Id<Entity>> entity = catalog.find_entity(name);
            count += entity.has_value() ? catalog[*entity].fields.size() : 0;
        }
        return count;
    };
    std::ranges::stable_sort(names, std::ranges::greater{}, fields);
    return names;
}

/// Reports a name that is a field or a verb, and near to no entity.
bool report_part_as_entity(Context& context, const syntax::Reference& reference,
                           std::span<const ProviderId> searched) {
    const string_view name = reference.value;
    const std::vector<string_view> with_field =
        by_use(context, searched,
               entities_that(context, searched, [name](const Catalog&, const Entity& entity) {
                   return catalog::find_field(entity, name) != nullptr;
               }));
    if (!with_field.empty()) {
        context.error(ErrorId::unknown_entity, reference.span,
                      field_as_entity(name, list(with_field, "and", 4), with_field.front(), name));
        return true;
    }
    const std::vector<string_view> with_verb =
        entities_that(context, searched, [name](const Catalog& catalog, const Entity& entity) {
            return std::ranges::any_of(
                entity.verbs, [&](Id<catalog::Verb> verb) { return catalog[verb].id == name; });
        });
    if (!with_verb.empty()) {
        context.error(ErrorId::unknown_entity, reference.span,
                      verb_as_entity(name, list(with_verb, "and", 4)));
        return true;
    }
    return false;
}

/// "; `contacts.readonly` and `contacts.write` open it".
std::string scopes_of(const Catalog& catalog, const Entity& entity) {
    std::set<string_view> names;
    for (const Id<catalog::Operation> operation : entity.operations) {
        for (const catalog::Alternative& alternative : catalog[operation].alternatives) {
            for (const Id<Scope> scope : alternative) {
                names.insert(catalog[scope].id);
            }
        }
    }
    const std::vector<string_view> views(names.begin(), names.end());
    return views.empty() ? "" : "; what opens it is " + list(views, "and", 4);
}

}  // namespace

void report_unknown_entity(Context& context, const syntax::Reference& reference,
                           std::span<const ProviderId> searched) {
    if (report_scope_as_entity(context, reference, searched)) {
        return;
    }
    const auto has = [&](const Catalog& catalog) {
        return catalog.find_entity(reference.value).has_value();
    };
    const string_view other = provider_elsewhere(context, searched, has);
    if (!other.empty()) {
        // Whoever names the provider may have the other one in use all the same.
        const std::string lacks = who_lacks(context, searched, "entity", reference.value);
        context.error(ErrorId::unknown_entity, reference.span,
                      reference.provider.text.empty() ? entity_elsewhere(reference.value, other)
                                                      : another_has(lacks, other));
        return;
    }
    if (report_all_as_entity(context, reference, searched)) {
        return;
    }
    std::vector<string_view> names =
        entities_that(context, searched, [](const Catalog&, const Entity&) { return true; });
    if (diag::nearest(reference.value, names).empty() &&
        report_part_as_entity(context, reference, searched)) {
        return;
    }
    report_unknown(context, ErrorId::unknown_entity, context.at(reference.span),
                   who_lacks(context, searched, "entity", reference.value),
                   context.at(reference.value_span), reference.value, names);
}

void report_unknown_scope(Context& context, const syntax::Reference& reference,
                          std::span<const ProviderId> searched) {
    std::vector<string_view> names;
    for (const ProviderId provider : searched) {
        const Catalog& catalog = context.model.provider(provider);
        if (const std::optional<Id<Entity>> entity = catalog.find_entity(reference.value)) {
            context.error(ErrorId::unknown_scope, reference.span,
                          entity_as_scope(reference.value, scopes_of(catalog, catalog[*entity])));
            return;
        }
        for (const Scope& scope : catalog.scopes) {
            names.push_back(scope.id);
        }
    }
    const auto has = [&](const Catalog& catalog) {
        return catalog.find_scope(reference.value).has_value();
    };
    const string_view other = provider_elsewhere(context, searched, has);
    if (!other.empty()) {
        context.error(ErrorId::unknown_scope, reference.span,
                      scope_elsewhere(reference.value, other));
        return;
    }
    report_unknown(context, ErrorId::unknown_scope, context.at(reference.span),
                   who_lacks(context, searched, "scope", reference.value),
                   context.at(reference.value_span), reference.value, names);
}

}  // namespace latchkey::check
