#include "syntax/mistake.h"

#include <algorithm>
#include <array>
#include <vector>

namespace latchkey::syntax {
namespace {

using diag::Message;
using std::string_view;

constexpr Message<string_view, string_view> no_statement{"`{}` is no statement of {}"};
constexpr Message<string_view, string_view, string_view> no_statement_but{
    "`{}` is no statement of {}; {}"};
constexpr Message<string_view> its_statements{"its statements are {}"};
constexpr Message<string_view> no_declaration{"`{}` begins no declaration"};
constexpr Message<string_view, string_view> no_declaration_but{"`{}` begins no declaration; {}"};
constexpr Message<string_view> declarations{"a declaration begins with {}"};
constexpr Message<string_view, string_view> outside{
    "`{}` stands outside of a block: it belongs in {}"};
constexpr Message<> closed_here{"the block before it ends here"};
constexpr Message<string_view> quoted_word{
    "{} is in quotes: a statement begins with a word that has none"};
constexpr Message<> nested{"a `{` inside a block: no statement has a block of its own"};
constexpr Message<string_view, string_view> inside{
    "`{}` stands inside {}: a declaration stands outside of blocks"};
constexpr Message<> stray_brace{"this `}` closes nothing"};

/// What other languages, and haste, call a statement or a declaration.
struct Habit {
    string_view written;
    string_view meant;
};

constexpr std::array statement_habits{
    Habit{"allows", "allow"},      Habit{"allowed", "allow"},      Habit{"app", "account"},
    Habit{"classes", "data"},      Habit{"client", "store"},       Habit{"credential", "uses"},
    Habit{"credentials", "uses"},  Habit{"denies", "deny"},        Habit{"disallow", "deny"},
    Habit{"email", "contact"},     Habit{"env", "environment"},    Habit{"expire", "expires"},
    Habit{"expiry", "expires"},    Habit{"expiration", "expires"}, Habit{"forbid", "deny"},
    Habit{"grant", "allow"},       Habit{"grants", "allow"},       Habit{"ip", "from"},
    Habit{"ips", "from"},          Habit{"log", "audit"},          Habit{"logging", "audit"},
    Habit{"network", "from"},      Habit{"networks", "from"},      Habit{"permission", "allow"},
    Habit{"permissions", "allow"}, Habit{"permit", "allow"},       Habit{"quota", "limit"},
    Habit{"rate-limit", "limit"},  Habit{"ratelimit", "limit"},    Habit{"retention", "retain"},
    Habit{"rotation", "rotate"},   Habit{"scope", "scopes"},       Habit{"state", "status"},
    Habit{"team", "owner"},        Habit{"token", "uses"},         Habit{"ttl", "retain"},
    Habit{"type", "kind"},         Habit{"use", "uses"},           Habit{"key", "uses"},
    Habit{"secret", "uses"}};
constexpr std::array credential_habits{Habit{"key", "store"}, Habit{"secret", "store"},
                                       Habit{"token", "store"}, Habit{"scope", "level"}};
constexpr std::array purpose_habits{Habit{"allows", "permits"},     Habit{"permit", "permits"},
                                    Habit{"permission", "permits"}, Habit{"permissions", "permits"},
                                    Habit{"grant", "permits"},      Habit{"grants", "permits"}};
constexpr std::array declaration_habits{
    Habit{"app", "integration"},    Habit{"application", "integration"},
    Habit{"exception", "waive"},    Habit{"expect", "assert"},
    Habit{"group", "team"},         Habit{"ignore", "waive"},
    Habit{"import", "use"},         Habit{"key", "credential"},
    Habit{"policy", "integration"}, Habit{"provider", "use"},
    Habit{"secret", "credential"},  Habit{"test", "assert"},
    Habit{"token", "credential"},   Habit{"uses", "use"},
    Habit{"using", "use"},          Habit{"waiver", "waive"},
    Habit{"include", "use"},        Habit{"approve", "accept"}};

template <std::size_t size>
string_view habit(const std::array<Habit, size>& habits, string_view written) {
    const auto* const found = std::ranges::find(habits, written, &Habit::written);
    return found == habits.end() ? string_view() : found->meant;
}

string_view habit_in(Block::Kind block, string_view written) {
    string_view meant;
    if (block == Block::Kind::credential) {
        meant = habit(credential_habits, written);
    } else if (block == Block::Kind::purpose) {
        meant = habit(purpose_habits, written);
    }
    return meant.empty() ? habit(statement_habits, written) : meant;
}

std::string listed(const std::vector<string_view>& words) {
    std::string text;
    for (const string_view word : words) {
        text += text.empty() ? "`" : ", `";
        text += word;
        text += '`';
    }
    return text;
}

void explain_statement(Mistake& mistake, const Cut& cut, Complaints& complaints) {
    const string_view written = cut.text(mistake.at);
    const Span span = cut.span(mistake.at);
    const Kind kind = cut.kind(mistake.at);
    const bool header = cut.kind(mistake.at + 2) == Kind::left_brace ||
                        cut.kind(mistake.at + 3) == Kind::left_brace;
    if (kind == Kind::assert_ || kind == Kind::accept || (block_kind(kind) && header)) {
        complaints.syntax(span, inside(written, with_article(mistake.block)));
        return;
    }
    const std::vector<string_view> words = words_of(mistake.block);
    std::vector<string_view> near;
    if (const string_view meant = habit_in(mistake.block, written);
        std::ranges::find(words, meant) != words.end()) {
        near = {meant};
    } else {
        near = diag::nearest(written, words, 2);
    }
    if (near.empty()) {
        complaints.syntax(span, no_statement(written, with_article(mistake.block)))
            .note(its_statements(listed(words)));
        return;
    }
    auto finding = complaints.syntax(
        span, no_statement_but(written, with_article(mistake.block), diag::did_you_mean(near)));
    if (near.size() == 1) {
        finding.fix(Fix::Safety::unsafe, "write it so",
                    {{cut.at(span), std::string(near.front())}});
    }
}

void explain_outside(const Mistake& mistake, const Cut& cut, Complaints& complaints, Word word) {
    auto finding =
        complaints.syntax(cut.span(mistake.at), outside(cut.text(mistake.at), homes(word)));
    if (mistake.at > 0 && cut.kind(mistake.at - 1) == Kind::right_brace) {
        finding.label(cut.at(mistake.at - 1), closed_here());
    }
}

void explain_top_level(Mistake& mistake, const Cut& cut, Complaints& complaints) {
    const string_view written = cut.text(mistake.at);
    const std::vector<string_view> words = declaration_words();
    const string_view meant = habit(declaration_habits, written);
    std::vector<string_view> near =
        meant.empty() ? diag::nearest(written, words, 1) : std::vector{meant};
    const Kind after = cut.kind(mistake.at + 1);
    const std::optional<Word> word = statement_word(cut.kind(mistake.at));
    if (word && (near.empty() || !is_word(after))) {
        explain_outside(mistake, cut, complaints, *word);
        return;
    }
    if (near.empty()) {
        complaints.syntax(cut.span(mistake.at), no_declaration(written))
            .note(declarations(listed(words)));
        return;
    }
    complaints.syntax(cut.span(mistake.at), no_declaration_but(written, diag::did_you_mean(near)))
        .fix(Fix::Safety::unsafe, "write it so", {{cut.at(mistake.at), std::string(near.front())}});
    mistake.meant = block_kind(keyword_or_name(near.front()));
}

}  // namespace

void explain_start(Mistake& mistake, const Cut& cut, Complaints& complaints) {
    const std::size_t at = mistake.at;
    const bool top_level = mistake.place == Mistake::Place::top_level;
    switch (cut.kind(at)) {
        case Kind::right_brace: {
            complaints.syntax(cut.span(at), stray_brace())
                .fix(Fix::Safety::safe, "remove it", {{cut.at(at), ""}});
            mistake.resume = at + 1;
            mistake.go_on = true;
            mistake.braces = true;
            return;
        }
        case Kind::left_brace:
            mistake.braces = true;
            if (!top_level) {
                mistake.resume = after_braces(cut, at);
                complaints.syntax(cut.span(at), nested());
                return;
            }
            break;
        case Kind::string:
            if (!top_level && cut.kind(at + 1) == Kind::colon) {
                complaints.syntax(cut.span(at), quoted_word(cut.text(at)));
                return;
            }
            break;
        default: break;
    }
    if (top_level) {
        explain_top_level(mistake, cut, complaints);
    } else {
        explain_statement(mistake, cut, complaints);
    }
}

}  // namespace latchkey::syntax
