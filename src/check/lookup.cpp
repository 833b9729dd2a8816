#include "check/lookup.h"

#include <algorithm>

namespace latchkey::check {
namespace {

using std::string_view;

constexpr Message<string_view> no_such_provider{"there is no catalogue of a provider `{}`"};
constexpr Message<string_view, string_view> not_used{"`{}` uses no credential of `{}`"};
constexpr Message<string_view, string_view> not_in_use{
    "`{}` is not in use in this file: `use {}` says so"};
constexpr Message<string_view, std::string> ambiguous{"`{}` may be {}"};
constexpr Message<string_view, string_view, string_view> one_lacks{"`{}` has no {} `{}`"};
constexpr Message<std::string, string_view, string_view> none_has{"none of {} has {} `{}`"};
constexpr Message<string_view, string_view> nobody_has{"no catalogue has {} `{}`"};

void report_unknown_event(Context& context, const syntax::Reference& reference,
                          std::span<const ProviderId> searched) {
    std::vector<string_view> names;
    for (const ProviderId provider : searched) {
        for (const catalog::Event& event : context.model.provider(provider).events) {
            names.push_back(event.name);
        }
    }
    report_unknown(context, ErrorId::unknown_event, context.at(reference.span),
                   who_lacks(context, searched, "event", reference.value),
                   context.at(reference.value_span), reference.value, names);
}

string_view article(string_view noun) {
    return string_view("aeiou").find(noun.front()) == string_view::npos ? "a " : "an ";
}

}  // namespace

std::optional<ProviderId> find_qualifier(Context& context, const Providers& providers,
                                         const syntax::Name& name) {
    const std::optional<ProviderId> id = context.find_provider(name.text);
    if (!id.has_value()) {
        report_unknown(context, ErrorId::unknown_provider, context.at(name.span),
                       no_such_provider(name.text), name.text, context.provider_names());
        return std::nullopt;
    }
    if (providers.place == Providers::Place::everywhere || providers.open ||
        providers.contains(*id)) {
        return id;
    }
    const bool in_file = providers.place == Providers::Place::file;
    context.error(
        ErrorId::unknown_provider, name.span,
        in_file ? not_in_use(name.text, name.text) : not_used(providers.owner, name.text));
    return std::nullopt;
}

void report_ambiguous(Context& context, const syntax::Reference& reference,
                      std::span<const ProviderId> providers) {
    const string_view written = context.file().source->text(reference.value_span);
    std::vector<std::string> spellings;
    for (const ProviderId provider : providers) {
        spellings.push_back(std::string(context.model.provider(provider).id) + ":" +
                            std::string(written));
    }
    const std::vector<string_view> views(spellings.begin(), spellings.end());
    context.error(ErrorId::ambiguous_name, reference.span,
                  ambiguous(reference.value, list(views, "or")));
}

std::optional<Found<catalog::Entity>> find_entity(Context& context, const Providers& providers,
                                                  const syntax::Reference& reference) {
    return look_up<catalog::Entity>(
        context, providers, reference,
        [&](const Catalog& catalog) { return catalog.find_entity(reference.value); },
        [&](std::span<const ProviderId> searched) {
            report_unknown_entity(context, reference, searched);
        });
}

std::optional<Found<catalog::Scope>> find_scope(Context& context, const Providers& providers,
                                                const syntax::Reference& reference) {
    return look_up<catalog::Scope>(
        context, providers, reference,
        [&](const Catalog& catalog) { return catalog.find_scope(reference.value); },
        [&](std::span<const ProviderId> searched) {
            report_unknown_scope(context, reference, searched);
        });
}

std::optional<Found<catalog::Event>> find_event(Context& context, const Providers& providers,
                                                const syntax::Reference& reference) {
    return look_up<catalog::Event>(
        context, providers, reference,
        [&](const Catalog& catalog) { return catalog.find_event(reference.value); },
        [&](std::span<const ProviderId> searched) {
            report_unknown_event(context, reference, searched);
        });
}

std::string who_lacks(const Context& context, std::span<const ProviderId> searched,
                      string_view what, string_view name) {
    if (searched.empty()) {
        return nobody_has(std::string(article(what)) + std::string(what), name);
    }
    if (searched.size() == 1) {
        return one_lacks(context.model.provider(searched.front()).id, what, name);
    }
    std::vector<string_view> names;
    for (const ProviderId provider : searched) {
        names.push_back(context.model.provider(provider).id);
    }
    return none_has(list(names), std::string(article(what)) + std::string(what), name);
}

std::string spell(const catalog::Operation& operation) {
    return std::string(to_string(operation.method)) + " " + std::string(operation.path);
}

}  // namespace latchkey::check
