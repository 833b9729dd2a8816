#include "editor/completer.h"
#include "workspace/explain_parts.h"

#include <algorithm>

/// What may stand in the conditions of a grant.
namespace latchkey::editor {

using std::string;
using std::string_view;
using syntax::Kind;

namespace {

using catalog::ValueType;
using Names = std::map<string_view, ValueType>;

/// What a condition on an operation may speak of.
Names names_of(const catalog::Catalog& provider, const catalog::Operation& operation) {
    Names names;
    for (const catalog::Field& field : provider[operation.entity].fields) {
        names.emplace(field.name, field.type);
    }
    for (const catalog::Parameter& parameter : operation.parameters) {
        names.insert_or_assign(parameter.name, parameter.type);
    }
    // A condition compares one value.
    std::erase_if(names, [](const auto& one) {
        return one.second == ValueType::object || one.second == ValueType::array;
    });
    return names;
}

}  // namespace

bool Completer::in_conditions() const {
    return has(Kind::where) && (!has(Kind::because) || inside_parens());
}

/// The operations that the words before the cursor speak of: those that `via` or `call` names, else
/// those of the actions on the entities.
bool Completer::speaks_of(const catalog::Catalog& provider,
                          const catalog::Operation& operation) const {
    bool quoted = false;
    for (const syntax::Token& token : place_.before) {
        if (token.kind == Kind::where) {
            break;
        }
        quoted = quoted || token.kind == Kind::string;
        if (token.kind == Kind::string &&
            spelt(token) == "\"" + workspace::operation_name(operation) + "\"") {
            return true;
        }
    }
    if (quoted) {
        return false;
    }
    const catalog::Entity& entity = provider[operation.entity];
    const std::vector<string_view> entities = between(Kind::on, Kind::where);
    const std::vector<string_view> words = between(Kind::allow, Kind::on);
    return (std::ranges::find(entities, entity.id) != entities.end() ||
            std::ranges::find(entities, "any") != entities.end()) &&
           std::ranges::any_of(words,
                               [&](string_view word) { return covers(provider, operation, word); });
}

Names Completer::condition_names() const {
    std::optional<Names> common;
    for (const model::ProviderId id : providers()) {
        const catalog::Catalog& provider = data_.model.provider(id);
        for (const catalog::Operation& operation : provider.operations) {
            if (!speaks_of(provider, operation)) {
                continue;
            }
            const Names names = names_of(provider, operation);
            if (!common) {
                common = names;
            }
            std::erase_if(*common, [&](const auto& one) { return !names.contains(one.first); });
        }
    }
    return common.value_or(Names{});
}

void Completer::condition() {
    const Kind before = last();
    if (before == Kind::where || before == Kind::and_) {
        for (const auto& [name, type] : condition_names()) {
            add(Completion::Kind::field, name, string(to_string(type)));
        }
        return;
    }
    // The last name that a condition began with, and how far it has got.
    std::size_t begin = place_.before.size();
    while (begin > 0 && place_.before[begin - 1].kind != Kind::where &&
           place_.before[begin - 1].kind != Kind::and_) {
        --begin;
    }
    const std::size_t written = place_.before.size() - begin;
    if (written == 1) {
        for (const string_view word : {"=", "!=", "in"}) {
            add(Completion::Kind::keyword, word, "", word == "in" ? "in (" : string(word) + " ");
        }
    } else if (before == Kind::equal || before == Kind::not_equal ||
               (inside_parens() && (before == Kind::left_paren || before == Kind::comma))) {
        condition_value(spelt(place_.before[begin]));
    } else if (written == 2 && before == Kind::in) {
        add(Completion::Kind::keyword, "(", "the values that will do");
    } else if (!inside_parens()) {
        add(Completion::Kind::keyword, "and");
        add(Completion::Kind::keyword, "because");
    }
}

void Completer::condition_value(string_view name) {
    const Names names = condition_names();
    const auto found = names.find(name);
    if (found == names.end() || place_.in_string) {
        return;
    }
    if (found->second == ValueType::boolean) {
        words(std::array<string_view, 2>{"true", "false"});
    } else if (found->second == ValueType::date) {
        dates();
    } else if (found->second == ValueType::string) {
        snippet("\"…\"", "a string", "\"${1}\"");
    }
}

}  // namespace latchkey::editor
