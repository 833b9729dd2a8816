#include "editor/completer.h"
#include "workspace/explain_parts.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace latchkey::editor {

using std::string;
using std::string_view;
using syntax::Kind;

void Completer::grant() {
    if (in_conditions()) {
        return condition();
    }
    if (inside_parens()) {
        return fields();
    }
    const Kind before = last();
    const bool listed = before == Kind::comma;
    if (has(Kind::call) || has(Kind::via)) {
        if (before == Kind::call || before == Kind::via || listed) {
            return operations();
        }
    } else if (has(Kind::receive)) {
        if (before == Kind::receive || listed) {
            return events();
        }
    } else if (before == Kind::on || (has(Kind::on) && listed)) {
        return entities();
    } else if (place_.before.size() == 1 || before == Kind::can || before == Kind::cannot ||
               (!has(Kind::on) && listed)) {
        return actions();
    } else if (place_.before.front().kind == Kind::assert_) {
        // An assertion has no `on`: what follows its actions is the entity.
        return entities();
    }
    if (!has(Kind::on) && !has(Kind::call) && !has(Kind::receive)) {
        return add(Completion::Kind::keyword, "on");
    }
    for (const string_view word : {"via", "where", "because", "except"}) {
        if (!has(syntax::keyword_or_name(word)) && place_.before.front().kind == Kind::allow) {
            add(Completion::Kind::keyword, word);
        }
    }
}

void Completer::actions() {
    constexpr std::array<std::pair<string_view, string_view>, 6> bases{{
        {"read", "look, list, search"},
        {"create", "make new ones"},
        {"update", "change what is there"},
        {"delete", "remove"},
        {"write", "create, update and delete"},
        {"any", "whatever there is"},
    }};
    for (const auto& [word, detail] : bases) {
        add(Completion::Kind::action, word, string(detail));
    }
    const bool grants = place_.before.front().kind != Kind::permits;
    if (grants && last() != Kind::comma) {
        add(Completion::Kind::keyword, "call", "an operation by its method and path", "call ");
        add(Completion::Kind::keyword, "receive", "webhook events", "receive ");
    }
    for (const model::ProviderId id : providers()) {
        const catalog::Catalog& provider = data_.model.provider(id);
        std::map<string_view, std::vector<string_view>> owners;
        for (const catalog::Entity& entity : provider.entities) {
            for (const auto verb : entity.verbs) {
                owners[provider[verb].id].push_back(entity.id);
            }
        }
        for (const auto& [verb, of] : owners) {
            add(Completion::Kind::action, verb, "on " + workspace::join_code(of, 3));
        }
    }
}

bool covers(const catalog::Catalog& provider, const catalog::Operation& operation,
            string_view word) {
    const auto action = catalog::find_action(word);
    return word == "any" || provider[operation.verb].id == word ||
           (action && operation.actions.contains(*action)) ||
           (word == "write" && operation.actions.intersects(catalog::write_actions));
}

namespace {

/// Whether an entity has an operation that one of the actions speaks of.
bool takes(const catalog::Catalog& provider, const catalog::Entity& entity,
           const std::vector<string_view>& actions) {
    return actions.empty() || std::ranges::any_of(actions, [&](string_view word) {
               return word == "any" || std::ranges::any_of(entity.operations, [&](auto id) {
                          return covers(provider, provider[id], word);
                      });
           });
}

string verbs_of(const catalog::Catalog& provider, const catalog::Entity& entity) {
    string text;
    for (const auto verb : entity.verbs) {
        text += (text.empty() ? "" : ", ") + string(provider[verb].id);
    }
    return text;
}

}  // namespace

void Completer::entities() {
    const bool asserts = place_.before.front().kind == Kind::assert_;
    const Kind opening =
        asserts ? (has(Kind::cannot) ? Kind::cannot : Kind::can) : place_.before.front().kind;
    const std::vector<string_view> words = between(opening, Kind::on);
    for (const model::ProviderId id : providers()) {
        const catalog::Catalog& provider = data_.model.provider(id);
        for (const catalog::Entity& entity : provider.entities) {
            if (takes(provider, entity, words)) {
                add(Completion::Kind::entity, entity.id, verbs_of(provider, entity));
            }
        }
    }
    add(Completion::Kind::entity, "any", "every entity");
}

void Completer::fields() {
    const std::vector<string_view> named = between(Kind::on, Kind::left_paren);
    const std::vector<string_view> words = between(place_.before.front().kind, Kind::on);
    for (const model::ProviderId id : providers()) {
        const catalog::Catalog& provider = data_.model.provider(id);
        for (const string_view name : named) {
            const auto entity = provider.find_entity(name);
            if (!entity) {
                continue;
            }
            for (const catalog::Field& field : provider[*entity].fields) {
                const bool reached =
                    words.empty() || std::ranges::any_of(words, [&](string_view word) {
                        const auto action = catalog::find_action(word);
                        return !action || field.actions.contains(*action);
                    });
                if (reached) {
                    add(Completion::Kind::field, field.name, string(to_string(field.type)));
                }
            }
        }
    }
    for (std::size_t at = 0; at < catalog::data_class_count; ++at) {
        const auto one = static_cast<catalog::DataClass>(at);
        add(Completion::Kind::keyword, "class " + string(to_string(one)),
            "every field of this class");
    }
}

void Completer::operations() {
    for (const model::ProviderId id : providers()) {
        const catalog::Catalog& provider = data_.model.provider(id);
        for (const catalog::Operation& operation : provider.operations) {
            const string name = workspace::operation_name(operation);
            add(Completion::Kind::operation, name,
                string(provider[operation.verb].id) + " on " +
                    string(provider[operation.entity].id),
                quoted(name));
        }
    }
}

void Completer::events() {
    for (const model::ProviderId id : providers()) {
        const catalog::Catalog& provider = data_.model.provider(id);
        for (const catalog::Event& event : provider.events) {
            add(Completion::Kind::event, event.name, string(provider[event.entity].id));
        }
    }
}

void Completer::scopes() {
    for (const model::ProviderId id : providers()) {
        const catalog::Catalog& provider = data_.model.provider(id);
        for (const catalog::Scope& scope : provider.scopes) {
            if (scope.status == catalog::ScopeStatus::user_role) {
                continue;
            }
            const bool plain = scope.id.find_first_of(":?=&") == string_view::npos;
            add(Completion::Kind::scope, scope.id,
                "opens " + workspace::count_of(scope.operations.size(), "operation") + ", " +
                    string(to_string(scope.tier)),
                plain || place_.in_string ? string(scope.id) : quoted(scope.id));
        }
    }
}

}  // namespace latchkey::editor
