#include "workspace/explain_parts.h"

#include <algorithm>
#include <set>

namespace latchkey::workspace {
namespace {

using authority::AllowedOperation;
using authority::NeededScope;
using authority::ProviderAuthority;
using catalog::Catalog;
using catalog::Id;
using std::string;
using std::string_view;

/// The one grant that all the operations and events behind a scope come from; none where several
/// grants need it.
std::optional<std::uint32_t> only_grant(const ProviderAuthority& held, const NeededScope& needed) {
    std::set<std::uint32_t> grants;
    for (const Id<catalog::Operation> id : needed.operations) {
        const auto allowed = std::ranges::find(held.operations, id, &AllowedOperation::operation);
        grants.insert(allowed->grants.begin(), allowed->grants.end());
    }
    for (const Id<catalog::Event> id : needed.events) {
        const auto allowed = std::ranges::find(held.events, id, &authority::AllowedEvent::event);
        grants.insert(allowed->grants.begin(), allowed->grants.end());
    }
    return grants.size() == 1 ? std::optional(*grants.begin()) : std::nullopt;
}

/// What a grant gives that does without a scope.
std::vector<string> rest_of(const Catalog& provider, const ProviderAuthority& held,
                            const NeededScope& needed, std::uint32_t grant) {
    std::vector<string> names;
    for (const AllowedOperation& allowed : held.operations) {
        if (std::ranges::find(allowed.grants, grant) != allowed.grants.end() &&
            std::ranges::find(needed.operations, allowed.operation) == needed.operations.end()) {
            names.push_back(operation_name(provider[allowed.operation]));
        }
    }
    for (const authority::AllowedEvent& allowed : held.events) {
        if (std::ranges::find(allowed.grants, grant) != allowed.grants.end() &&
            std::ranges::find(needed.events, allowed.event) == needed.events.end()) {
            names.emplace_back(provider[allowed.event].name);
        }
    }
    return names;
}

/// "without the grant at form.latch:8", or what it could be narrowed to.
string shorter_grant(const string& where, const std::vector<string>& rest, bool receives) {
    if (rest.empty()) {
        return "without the grant at " + where;
    }
    const std::vector<string_view> names(rest.begin(), rest.end());
    return "with the grant at " + where + " narrowed " + (receives ? "to " : "by `via` to ") +
           join_code(names, 3);
}

/// How many operations fewer a key opens that has every minimal scope but one.
std::size_t opened_less(const Catalog& provider, const model::Credential& credential,
                        const ProviderAuthority& held, Id<catalog::Scope> left_out) {
    catalog::ScopeSet all;
    catalog::ScopeSet rest;
    for (const NeededScope& needed : held.minimal) {
        all.insert(needed.scope);
        if (needed.scope != left_out) {
            rest.insert(needed.scope);
        }
    }
    const auto count = [&](const catalog::ScopeSet& scopes) {
        return authority::opens(provider, scopes, credential.kind, credential.levels).count();
    };
    return count(all) - count(rest);
}

}  // namespace

string explain_shorter(const Analysis::Data& data, const model::Integration& integration,
                       const ProviderAuthority& held) {
    // Whoever needs one scope could only do nothing at all with less.
    if (held.minimal.size() < 2) {
        return "";
    }
    const Catalog& provider = data.model.provider(held.provider);
    string text;
    for (const NeededScope& needed : held.minimal) {
        const std::optional<std::uint32_t> grant = only_grant(held, needed);
        if (!grant) {
            continue;
        }
        const model::Grant& allow = data.model.grants[integration.grants[*grant]];
        const std::size_t less =
            opened_less(provider, data.model.credentials[held.credential], held, needed.scope);
        text += "- " + shorter_grant(place_of(data, allow.where),
                                     rest_of(provider, held, needed, *grant),
                                     allow.form == model::Grant::Form::receive);
        text += ", `" + string(provider[needed.scope].id) +
                "` would not be needed: the key would open " + count_of(less, "operation") +
                " fewer\n";
    }
    return text.empty() ? "" : "\nA shorter policy would need less:\n\n" + text;
}

}  // namespace latchkey::workspace
