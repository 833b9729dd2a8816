#include "editor/completer.h"

#include <algorithm>

namespace latchkey::editor {

using std::string_view;
using syntax::Kind;

void Completer::acceptance() {
    const Kind before = last();
    if (before == Kind::by) {
        return declared_teams();
    }
    switch (place_.before.size()) {
        case 1:
            add(Completion::Kind::keyword, "widening of", "power was gained");
            return add(Completion::Kind::keyword, "weakening of", "a control was loosened");
        case 2: return add(Completion::Kind::keyword, "of");
        case 3: return before == Kind::of ? declared_holders() : void();
        case 4: return add(Completion::Kind::keyword, "for");
        default: break;
    }
    if (has(Kind::because)) {
        return before == Kind::string ? add(Completion::Kind::keyword, "by") : void();
    }
    accepted_power();
}

void Completer::accepted_power() {
    const Kind before = last();
    const bool begins = before == Kind::for_;
    const bool listed = begins || before == Kind::comma;
    if (place_.before[1].kind == Kind::weakening && listed) {
        const string_view subject = spelt(place_.before[3]);
        const bool credential = std::ranges::any_of(
            data_.model.credentials, [&](const auto& one) { return one.name.text == subject; });
        return words(model::control_words(credential));
    }
    if (has(Kind::scopes) && (before == Kind::scopes || before == Kind::comma)) {
        return scopes();
    }
    if (has(Kind::level) && (before == Kind::level || before == Kind::comma)) {
        return kinds_or_levels(Kind::level);
    }
    if (begins) {
        for (const string_view word : {"scopes", "level", "account"}) {
            add(Completion::Kind::keyword, word);
        }
        return actions();
    }
    if (before == Kind::account) {
        return;
    }
    const bool operations_or_events = has(Kind::call) || has(Kind::receive);
    if (inside_parens() || listed || before == Kind::on || before == Kind::call ||
        before == Kind::receive) {
        return grant();
    }
    if (!has(Kind::on) && !operations_or_events && !has(Kind::scopes) && !has(Kind::level) &&
        !has(Kind::account) && place_.before[1].kind == Kind::widening) {
        return add(Completion::Kind::keyword, "on");
    }
    add(Completion::Kind::keyword, "because");
}

}  // namespace latchkey::editor
