#include "catalog/compare_facts.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

namespace latchkey::catalog {
namespace {

using std::string;
using std::string_view;
using Words = std::vector<string>;

string join(const Words& words) {
    string text;
    for (const string& word : words) {
        text += (text.empty() ? "" : ", ") + word;
    }
    return text;
}

/// The words of bits, or `all` where no bit is set.
template <typename List, typename Name>
Words words_of(const List& list, std::uint32_t bits, Name name, string_view all) {
    Words words;
    for (std::size_t at = 0; at < list.size(); ++at) {
        if ((bits >> at & 1U) != 0) {
            words.emplace_back(name(list[at]));
        }
    }
    if (words.empty() && !all.empty()) {
        words.emplace_back(all);
    }
    return words;
}

Words level_words(const Catalog& catalog, LevelSet levels) {
    return words_of(
        catalog.levels, levels, [](string_view level) { return level; }, "every level");
}

Words action_words(ActionSet actions) {
    Words words;
    for (const Action action : {Action::create, Action::read, Action::update, Action::remove}) {
        if (actions.contains(action)) {
            words.emplace_back(to_string(action));
        }
    }
    return words;
}

Words effect_words(EffectSet effects) {
    Words words;
    for (std::size_t at = 0; at < effect_count; ++at) {
        if (effects.contains(static_cast<Effect>(at))) {
            words.emplace_back(to_string(static_cast<Effect>(at)));
        }
    }
    return words;
}

Words class_words(DataClassSet classes) {
    Words words;
    for (std::size_t at = 0; at < data_class_count; ++at) {
        if (classes.contains(static_cast<DataClass>(at))) {
            words.emplace_back(to_string(static_cast<DataClass>(at)));
        }
    }
    return words;
}

Words yes(bool value) {
    return {value ? "yes" : "no"};
}

Words number_or(const std::optional<std::uint32_t>& value, string_view none) {
    return {value.has_value() ? std::to_string(*value) : string(none)};
}

Words text_or(string_view text, string_view none) {
    return {string(text.empty() ? none : text)};
}

Words sorted(Words words) {
    std::ranges::sort(words);
    return words;
}

Words field_words(const Catalog& catalog, const Field& field) {
    const auto add = [](Words& words, const Words& more, string_view mark) {
        for (const string& word : more) {
            words.push_back(word + string(mark));
        }
    };
    Words words{string(to_string(field.type))};
    add(words, class_words(field.classes), "");
    ActionSet optional = field.actions;
    optional.bits = static_cast<std::uint8_t>(optional.bits & ~field.required.bits);
    add(words, action_words(optional), "");
    add(words, action_words(field.required), " (required)");
    for (const Id<Verb> verb : field.verbs) {
        words.emplace_back(catalog[verb].id);
    }
    return words;
}

Words without(const Words& words, const Words& others) {
    Words left;
    std::ranges::copy_if(words, std::back_inserter(left), [&](const string& word) {
        return std::ranges::find(others, word) == others.end();
    });
    return left;
}

}  // namespace

string name_of(const Operation& operation) {
    return string(to_string(operation.method)) + " " + string(operation.path);
}

string requirement_of(const Catalog& catalog, const Operation& operation) {
    if (!operation.requirement_known) {
        return "not known";
    }
    Words alternatives;
    for (const Alternative alternative : operation.alternatives) {
        Words scopes;
        for (const Id<Scope> scope : alternative) {
            scopes.emplace_back(catalog[scope].id);
        }
        string text;
        for (const string& scope : sorted(std::move(scopes))) {
            text += (text.empty() ? "" : " and ") + scope;
        }
        alternatives.push_back(std::move(text));
    }
    string text;
    for (const string& alternative : sorted(std::move(alternatives))) {
        text += (text.empty() ? "" : ", or ") + alternative;
    }
    return text.empty() ? "none needed" : text;
}

Facts facts_of(const Catalog& catalog, const Operation& operation) {
    Words parameters;
    for (const Parameter& parameter : operation.parameters) {
        // The name of what stands in the path does not count.
        if (parameter.in == Parameter::In::query) {
            parameters.emplace_back(parameter.name);
        }
    }
    Words body;
    for (const BodyField& field : operation.body) {
        body.push_back(string(field.name) + (field.required ? " (required)" : ""));
    }
    Words versions(operation.versions.begin(), operation.versions.end());
    const auto kind_name = [](const Kind& kind) { return kind.id; };
    return {
        {"requirement", {requirement_of(catalog, operation)}},
        {"levels", sorted(level_words(catalog, operation.levels))},
        {"kinds", words_of(catalog.kinds, operation.kinds, kind_name, "every kind")},
        {"deprecated", yes(operation.deprecated)},
        {"entity", {string(catalog[operation.entity].id)}},
        {"verb", {string(catalog[operation.verb].id)}},
        {"actions", action_words(operation.actions)},
        {"named", yes(operation.named)},
        {"effects", effect_words(operation.effects)},
        {"versions", sorted(std::move(versions)), true},
        {"parameters", std::move(parameters), true},
        {"body", std::move(body), true},
    };
}

Facts facts_of(const Catalog& catalog, const Scope& scope) {
    Words implies;
    for (const Id<Scope> implied : scope.implies) {
        implies.emplace_back(catalog[implied].id);
    }
    return {
        {"status", {string(to_string(scope.status))}},
        {"tier", {string(to_string(scope.tier))}},
        {"levels", sorted(level_words(catalog, scope.levels))},
        {"user-role", yes(scope.user_role)},
        {"implies", sorted(std::move(implies))},
    };
}

Facts facts_of(const Catalog& catalog, const Entity& entity) {
    Facts facts{
        {"parent", text_or(entity.parent, "none")},
        {"classes", class_words(entity.classes)},
        {"personal", yes(entity.personal)},
    };
    Fact& names = facts.emplace_back(Fact{.name = "fields", .list = true});
    for (const Field& field : entity.fields) {
        names.words.emplace_back(field.name);
    }
    for (const Field& field : entity.fields) {
        facts.push_back({"field " + string(field.name), field_words(catalog, field)});
    }
    return facts;
}

Facts facts_of(const Catalog& catalog, const Event& event) {
    return {
        {"scope", {event.scope.has_value() ? string(catalog[*event.scope].id) : "not known"}},
        {"entity", {string(catalog[event.entity].id)}},
    };
}

Facts facts_of(const Catalog& catalog, const Kind& kind) {
    return {
        {"access", {kind.full_access ? "full" : "scoped"}},
        {"levels", sorted(level_words(catalog, kind.levels))},
        {"lifetime", {kind.is_static ? "static" : "expiring"}},
        {"lifetime-seconds", number_or(kind.lifetime_seconds, "not known")},
        {"rotate-days", number_or(kind.rotate_days, "no advice")},
        {"overlap-days", number_or(kind.overlap_days, "not known")},
        {"webhooks", yes(kind.webhooks)},
        {"support-ended", text_or(kind.support_ended, "no")},
        {"replaced-by", text_or(kind.replaced_by, "none")},
    };
}

std::vector<FactChange> differences(const Facts& before, const Facts& after) {
    std::vector<FactChange> changes;
    for (const Fact& now : after) {
        const auto old = std::ranges::find(before, now.name, &Fact::name);
        if (old == before.end() || old->words == now.words) {
            continue;
        }
        FactChange change{.fact = now.name, .before = {}, .after = {}};
        change.before = join(now.list ? without(old->words, now.words) : old->words);
        change.after = join(now.list ? without(now.words, old->words) : now.words);
        if (change.before != change.after) {
            changes.push_back(std::move(change));
        }
    }
    return changes;
}

std::vector<FactChange> one_sided(const Facts& facts, Presence presence) {
    std::vector<FactChange> changes;
    for (const Fact& fact : facts) {
        if (fact.words.empty() || fact.name.starts_with("field ")) {
            continue;
        }
        FactChange change{.fact = fact.name, .before = {}, .after = {}};
        (presence == Presence::lost ? change.before : change.after) = join(fact.words);
        changes.push_back(std::move(change));
    }
    return changes;
}

}  // namespace latchkey::catalog
