#include "check/names.h"

#include "check/context.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <utility>

namespace latchkey::check {
namespace {

using std::string_view;

constexpr Message<string_view, string_view> not_declared{"no {} is called `{}`"};
constexpr Message<string_view, string_view, string_view> other_kind{
    "`{}` is {}; what belongs here is {}"};

constexpr char lower(char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

constexpr bool is_blank(char letter) {
    return letter == ' ' || letter == '\t' || letter == '\n' || letter == '\r';
}

/// Whether `text` seems to declare that name, though the parser could not say so.
bool seems_to_declare(string_view text, string_view keyword, string_view name) {
    for (std::size_t at = text.find(name); at != string_view::npos; at = text.find(name, at + 1)) {
        string_view before = text.substr(0, at);
        while (!before.empty() && is_blank(before.back())) {
            before.remove_suffix(1);
        }
        if (before.size() < at && before.ends_with(keyword)) {
            return true;
        }
    }
    return false;
}

/// After a syntax error a declaration may be missing from the tree: what names it is not at fault.
bool may_have_been_skipped(const Context& context, string_view keyword, string_view name) {
    return std::ranges::any_of(context.files(), [&](const ParsedFile& file) {
        return file.tree->has_errors && seems_to_declare(file.source->text(), keyword, name);
    });
}

/// "a team", if that is what the name stands for.
string_view what_else(const Context& context, string_view name) {
    const Declarations& all = context.declarations;
    if (const NameEntry<Holder>* const holder = all.holder_names.find(name)) {
        return std::holds_alternative<Id<model::Credential>>(holder->id) ? "a credential"
                                                                         : "an integration";
    }
    if (all.team_names.find(name) != nullptr) {
        return "a team";
    }
    if (all.purpose_names.find(name) != nullptr) {
        return "a purpose";
    }
    return all.role_names.find(name) != nullptr ? "a role" : "";
}

/// What is looked for.
struct Sought {
    /// As messages name it.
    string_view kind;
    string_view with_article;
    /// The words that may open its declaration.
    std::array<string_view, 2> keywords;
    Space space = Space::holder;
};

constexpr Sought team{"team", "a team", {"team", "team"}, Space::team};
constexpr Sought purpose{"purpose", "a purpose", {"purpose", "purpose"}, Space::purpose};
constexpr Sought role{"role", "a role", {"role", "role"}, Space::role};
constexpr Sought credential{"credential", "a credential", {"credential", "credential"}};
constexpr Sought holder{
    "integration or credential", "an integration or a credential", {"integration", "credential"}};

void report_missing(Context& context, const Sought& sought, const syntax::Name& name,
                    std::span<const string_view> candidates) {
    for (const string_view keyword : sought.keywords) {
        if (may_have_been_skipped(context, keyword, name.text)) {
            return;
        }
    }
    const string_view other = what_else(context, name.text);
    if (!other.empty()) {
        context.error(ErrorId::unknown_name, name.span,
                      other_kind(name.text, other, sought.with_article));
        return;
    }
    report_unknown(context, ErrorId::unknown_name, context.at(name.span),
                   not_declared(sought.kind, name.text), name.text, candidates);
}

template <typename T>
std::vector<string_view> names_of(const NameTable<T>& table) {
    std::vector<string_view> names;
    for (const auto& [key, entry] : table) {
        names.push_back(entry.word.text);
    }
    return names;
}

template <typename T>
std::optional<T> find(Context& context, const NameTable<T>& table, const Sought& sought,
                      const syntax::Name& name) {
    context.needs(name_key(sought.space, name.text));
    if (const NameEntry<T>* const entry = table.find(name.text)) {
        return entry->id;
    }
    context.needs(every_name);
    report_missing(context, sought, name,
                   context.suggests() ? names_of(table) : std::vector<string_view>{});
    return std::nullopt;
}

}  // namespace

std::size_t CaselessHash::operator()(string_view name) const {
    std::uint64_t value = 0xCBF29CE484222325U;
    for (const char letter : name) {
        value = (value ^ static_cast<unsigned char>(lower(letter))) * 0x100000001B3U;
    }
    return value;
}

std::uint64_t name_key(Space space, string_view name) {
    constexpr std::uint64_t spread = 0x9E3779B97F4A7C15U;
    return CaselessHash{}(name) + (static_cast<std::uint64_t>(space) + 1) * spread;
}

bool CaselessEqual::operator()(string_view left, string_view right) const {
    return std::ranges::equal(left, right, {}, lower, lower);
}

std::optional<Id<model::Team>> find_team(Context& context, const syntax::Name& name) {
    return find(context, context.declarations.team_names, team, name);
}

std::optional<Id<model::Purpose>> find_purpose(Context& context, const syntax::Name& name) {
    return find(context, context.declarations.purpose_names, purpose, name);
}

std::optional<Id<model::Role>> find_role(Context& context, const syntax::Name& name) {
    return find(context, context.declarations.role_names, role, name);
}

std::optional<Id<model::Credential>> find_credential(Context& context, const syntax::Name& name) {
    const NameTable<Holder>& table = context.declarations.holder_names;
    context.needs(name_key(Space::holder, name.text));
    if (const NameEntry<Holder>* const entry = table.find(name.text)) {
        if (const auto* const id = std::get_if<Id<model::Credential>>(&entry->id)) {
            return *id;
        }
    }
    context.needs(every_name);
    std::vector<string_view> candidates;
    for (const auto& [key, entry] : table) {
        if (context.suggests() && std::holds_alternative<Id<model::Credential>>(entry.id)) {
            candidates.push_back(entry.word.text);
        }
    }
    report_missing(context, credential, name, candidates);
    return std::nullopt;
}

std::optional<Holder> find_holder(Context& context, const syntax::Name& name) {
    return find(context, context.declarations.holder_names, holder, name);
}

}  // namespace latchkey::check
