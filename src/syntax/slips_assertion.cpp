#include "syntax/mistake.h"

namespace latchkey::syntax {
namespace {

using diag::Message;
using std::string_view;

constexpr Message<> no_on{"an assertion has no `on`: the entity follows the action"};
constexpr Message<string_view> one_word{"`{}` is one word: `cannot`"};
constexpr Message<string_view> twice{"`{}` stands twice"};
constexpr Message<string_view> no_name{"a name is missing after `{}`"};
constexpr Message<> no_reason{
    "an assertion has no reason: `because` goes with `allow` and `waive`"};
constexpr Message<> comment_instead{"a comment before it can say why"};
constexpr Message<string_view> every{"`{}` is written `every integration`"};
constexpr Message<string_view> every_credential{"`{}` is written `every credential`"};

Fix::Safety constexpr safe = Fix::Safety::safe;

bool is_verdict(Kind kind) {
    return kind == Kind::can || kind == Kind::cannot;
}

/// With the blank before it.
void remove(const Cut& cut, Complaints& complaints, std::size_t at, std::string message) {
    complaints.syntax(cut.span(at), std::move(message))
        .fix(safe, "remove it", {{cut.at(Span{cut.span(at - 1).end, cut.span(at).end}), ""}});
}

/// `can not`, where `not` was read as the action, and `cannot cannot`.
bool explain_verdict(const Mistake& mistake, const Cut& cut, Complaints& complaints) {
    for (std::size_t at = mistake.first + 2; at < mistake.at; ++at) {
        if (!is_verdict(cut.kind(at))) {
            continue;
        }
        if (cut.kind(at) == Kind::can && cut.text(at + 1) == "not") {
            const Span both = cover(cut.span(at), cut.span(at + 1));
            complaints.syntax(both, one_word(cut.file.text(both)))
                .fix(safe, "join them", {{cut.at(both), "cannot"}});
            return true;
        }
        if (cut.kind(at) == cut.kind(at + 1)) {
            remove(cut, complaints, at + 1, twice(cut.text(at)));
            return true;
        }
    }
    return false;
}

/// `except cannot delete contact`, where the verdict was read as a name.
bool explain_no_name(const Mistake& mistake, const Cut& cut, Complaints& complaints) {
    const std::size_t verdict = mistake.at - 1;
    const auto fits = [&](Kind kind) {
        return mistake.expected.test(static_cast<std::size_t>(kind));
    };
    if (!fits(Kind::cannot) || fits(Kind::name) || verdict <= mistake.first ||
        !is_verdict(cut.kind(verdict))) {
        return false;
    }
    complaints.syntax(cut.span(verdict - 1), no_name(cut.text(verdict - 1)));
    return true;
}

/// `all integrations`.
bool explain_all(const Mistake& mistake, const Cut& cut, Complaints& complaints) {
    if (mistake.at != mistake.first + 2) {
        return false;
    }
    const string_view all = cut.text(mistake.at - 1);
    const string_view kind = cut.text(mistake.at);
    const bool credentials = kind.starts_with("credential");
    const string_view one = credentials ? "credential" : "integration";
    const bool named =
        kind == one || (kind.ends_with('s') && kind.substr(0, kind.size() - 1) == one);
    if (!named || (all != "all" && all != "each" && all != "any")) {
        return false;
    }
    const Span both = cover(cut.span(mistake.at - 1), cut.span(mistake.at));
    const string_view written = cut.file.text(both);
    complaints.syntax(both, credentials ? every_credential(written) : every(written))
        .fix(Fix::Safety::unsafe, "write it so", {{cut.at(both), "every " + std::string(one)}});
    return true;
}

/// `cannot delete on contact`, where `on` was read as the entity.
bool explain_on(const Mistake& mistake, const Cut& cut, Complaints& complaints) {
    const std::size_t before = mistake.at - 1;
    if (cut.kind(before) != Kind::on ||
        !(is_word(cut.kind(mistake.at)) || cut.kind(mistake.at) == Kind::string)) {
        return false;
    }
    remove(cut, complaints, before, no_on());
    return true;
}

bool explain_because(const Mistake& mistake, const Cut& cut, Complaints& complaints) {
    if (!mistake.whole || cut.kind(mistake.at) != Kind::because) {
        return false;
    }
    complaints.syntax(cut.span(mistake.at), no_reason()).note(comment_instead());
    return true;
}

}  // namespace

bool explain_assertion(Mistake& mistake, const Cut& cut, Complaints& complaints) {
    if (cut.kind(mistake.first) != Kind::assert_ || mistake.at <= mistake.first ||
        mistake.place != Mistake::Place::declaration) {
        return false;
    }
    return explain_verdict(mistake, cut, complaints) || explain_no_name(mistake, cut, complaints) ||
           explain_all(mistake, cut, complaints) || explain_on(mistake, cut, complaints) ||
           explain_because(mistake, cut, complaints);
}

}  // namespace latchkey::syntax
