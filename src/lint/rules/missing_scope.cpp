#include "lint/power.h"
#include "lint/rule.h"
#include "lint/words.h"

#include <algorithm>

namespace latchkey::lint {
namespace {

constexpr Message<std::string_view, std::string_view, std::string_view> missing{
    "`{}` is not among the scopes, and {} of `{}` need it"};
constexpr Message<std::string_view, std::string_view, std::string_view> missing_for_one{
    "`{}` is not among the scopes, and {} of `{}` needs it"};
constexpr Message<std::string_view> needs{"`{}` needs it"};

/// What stays closed without the scope: names for the message, and the grant of the first.
struct Closed {
    std::vector<std::string> names;
    std::size_t events = 0;
    std::optional<std::uint32_t> grant;
};

Closed closed_without(const catalog::Catalog& provider, const authority::ProviderAuthority& held,
                      catalog::Id<catalog::Scope> scope) {
    Closed closed;
    const auto add = [&](std::string name, std::uint32_t grant) {
        closed.names.push_back(std::move(name));
        closed.grant = closed.grant.value_or(grant);
    };
    const auto& opened = provider[scope].operations;
    for (const authority::AllowedOperation& allowed : held.operations) {
        if (std::ranges::find(opened, allowed.operation) != opened.end() &&
            !held.opened.contains(allowed.operation)) {
            add(name_of(provider[allowed.operation]), allowed.grants.front());
        }
    }
    for (const authority::AllowedEvent& allowed : held.events) {
        if (provider[allowed.event].scope == scope) {
            add(std::string(provider[allowed.event].name), allowed.grants.front());
            ++closed.events;
        }
    }
    return closed;
}

std::string what_is_closed(const Closed& closed) {
    const std::size_t operations = closed.names.size() - closed.events;
    std::string what = operations > 0 || closed.events == 0 ? count(operations, "operation") : "";
    if (closed.events > 0) {
        what.append(what.empty() ? "" : " and ").append(count(closed.events, "event"));
    }
    return what;
}

void check(const model::Integration& integration, Context& context) {
    for (const authority::ProviderAuthority& held : context.authority(integration)) {
        const catalog::Catalog& provider = context.provider(held.provider);
        for (const catalog::Id<catalog::Scope> scope : held.missing) {
            const Closed closed = closed_without(provider, held, scope);
            const std::string_view name = provider[scope].id;
            const Location last = integration.scopes.empty() ? *integration.scopes_where
                                                             : integration.scopes.back().where;
            diag::Finding finding =
                context.report(last, closed.names.size() == 1 ? missing_for_one : missing, name,
                               what_is_closed(closed), integration.name.text);
            if (closed.grant.has_value()) {
                const model::Grant& grant =
                    context.model().grants[integration.grants[*closed.grant]];
                finding.label(grant.word_where, needs(closed.names.front()));
            }
            if (closed.names.size() > 1) {
                finding.note("needed by " +
                             quoted_list(std::span<const std::string>(closed.names)));
            }
            finding.fix(Fix::Safety::unsafe, "add it",
                        Context::insert_after(last, ", " + spelling(name)));
        }
    }
}

}  // namespace

constinit const Rule missing_scope{
    .id = "missing-scope",
    .category = Category::least_privilege,
    .level = Level::error,
    .fix = FixKind::unsafe,
    .summary = "A scope that the grants need is not declared.",
    .on_integration = check,
};

}  // namespace latchkey::lint
