#include "check/actions.h"

#include "check/lookup.h"

#include <algorithm>
#include <array>
#include <set>

namespace latchkey::check {
namespace {

using catalog::Action;
using catalog::Entity;
using std::string_view;

constexpr std::array<string_view, 6> base_words{"read",   "create", "update",
                                                "delete", "write",  "any"};

constexpr Message<string_view, string_view> entity_lacks{"`{}` has no action `{}`"};
constexpr Message<string_view> nobody_has{"no entity has an action `{}`"};
constexpr Message<string_view> in_plain_words{"; in this language that is `{}`"};
constexpr Message<std::string> has_verbs{"; it has {}"};
constexpr Message<string_view, std::string> others_have{"; `{}` is an action of {}"};

/// The entities of the providers that have a verb, or all verbs when `verb` is empty.
struct Verbs {
    std::set<string_view> of_entity;
    std::set<string_view> of_all;
    /// Those that have the verb sought.
    std::set<string_view> owners;
};

Verbs collect(const Context& context, std::span<const ProviderId> providers, string_view sought,
              std::optional<string_view> wanted) {
    Verbs verbs;
    for (const ProviderId provider : providers) {
        const Catalog& catalog = context.model.provider(provider);
        for (const Entity& entity : catalog.entities) {
            for (const Id<catalog::Verb> verb : entity.verbs) {
                verbs.of_all.insert(catalog[verb].id);
                if (entity.id == wanted) {
                    verbs.of_entity.insert(catalog[verb].id);
                }
                if (catalog[verb].id == sought) {
                    verbs.owners.insert(entity.id);
                }
            }
        }
    }
    return verbs;
}

/// What other languages call an action of this one; empty for a word of no such meaning.
string_view plain_word(string_view word) {
    constexpr std::array<std::pair<string_view, string_view>, 16> words{{
        {"get", "read"},
        {"list", "read"},
        {"view", "read"},
        {"search", "read"},
        {"fetch", "read"},
        {"insert", "create"},
        {"post", "create"},
        {"new", "create"},
        {"edit", "update"},
        {"modify", "update"},
        {"change", "update"},
        {"patch", "update"},
        {"destroy", "delete"},
        {"remove", "delete"},
        {"all", "any"},
        {"manage", "any"},
    }};
    const auto found = std::ranges::find(words, word, &std::pair<string_view, string_view>::first);
    return found == words.end() ? string_view{} : found->second;
}

}  // namespace

std::optional<BaseAction> base_action(string_view word) {
    if (word == "any") {
        return BaseAction{.actions = {}, .any = true};
    }
    if (word == "write") {
        return BaseAction{.actions = catalog::write_actions, .write = true};
    }
    const std::optional<Action> action = catalog::find_action(word);
    if (!action.has_value()) {
        return std::nullopt;
    }
    BaseAction found;
    found.actions.insert(*action);
    return found;
}

std::optional<Id<catalog::Verb>> verb_of(const Catalog& catalog, const Entity& entity,
                                         string_view word) {
    const std::optional<Id<catalog::Verb>> verb = catalog.find_verb(word);
    if (!verb.has_value() || std::ranges::find(entity.verbs, *verb) == entity.verbs.end()) {
        return std::nullopt;
    }
    return verb;
}

void report_unknown_action(Context& context, const syntax::Name& word,
                           std::span<const ProviderId> providers,
                           std::optional<string_view> entity) {
    const Verbs verbs = collect(context, providers, word.text, entity);
    const std::set<string_view>& known = entity.has_value() ? verbs.of_entity : verbs.of_all;
    std::vector<string_view> candidates(base_words.begin(), base_words.end());
    candidates.insert(candidates.end(), known.begin(), known.end());

    std::string message =
        entity.has_value() ? entity_lacks(*entity, word.text) : nobody_has(word.text);
    if (const string_view plain = plain_word(word.text); !plain.empty()) {
        context.error(ErrorId::unknown_action, word.span, message + in_plain_words(plain))
            .fix(diag::Fix::Safety::unsafe, "write `" + std::string(plain) + "`",
                 {{context.at(word.span), std::string(plain)}});
        return;
    }
    if (diag::nearest(word.text, candidates).empty()) {
        // Another entity's verb, or none: what the entity does have is the next best answer.
        const std::vector<string_view> owners(verbs.owners.begin(), verbs.owners.end());
        const std::vector<string_view> own(known.begin(), known.end());
        if (entity.has_value() && !own.empty()) {
            message += has_verbs(list(own));
        }
        if (!owners.empty()) {
            message += others_have(word.text, list(owners, "and", 4));
        }
    }
    report_unknown(context, ErrorId::unknown_action, context.at(word.span), std::move(message),
                   word.text, candidates);
}

std::vector<string_view> names_of(catalog::ActionSet actions) {
    std::vector<string_view> names;
    for (const Action action : {Action::read, Action::create, Action::update, Action::remove}) {
        if (actions.contains(action)) {
            names.push_back(to_string(action));
        }
    }
    return names;
}

}  // namespace latchkey::check
