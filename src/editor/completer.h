#pragma once

#include "latchkey/editor.h"

#include "editor/occurrences.h"
#include "editor/place.h"

#include <array>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace latchkey::editor {

/// Whether an action, a verb, `write` or `any` speaks of an operation.
[[nodiscard]] bool covers(const catalog::Catalog& provider, const catalog::Operation& operation,
                          std::string_view word);

/// Collects what may stand at one place of one file.
class Completer {
public:
    Completer(const Analysis& analysis, FileId file, const Place& place, std::string_view today);

    [[nodiscard]] std::vector<Completion> run();

private:
    using Kind = syntax::Kind;

    // What may begin here (complete.cpp).
    void declarations();
    void statements();
    void waiver();
    void assertion();
    void acceptance();
    void declared_teams();
    void declared_holders();
    void accepted_power();
    /// An acceptance names one power: a word for several has no place in it.
    [[nodiscard]] bool exact() const;
    /// The word that the actions of a list follow.
    [[nodiscard]] syntax::Kind before_actions() const;
    void statement();
    void value_of(Kind word);
    void named_value(Kind word);
    void catalogs();
    void kinds_or_levels(Kind word);
    /// What follows the value of a statement: `every 90 days last`.
    void continuation();

    // Grants (complete_grant.cpp).
    void grant();
    void actions();
    void entities();
    void fields();
    void operations();
    void events();
    void scopes();

    // Conditions of grants (complete_where.cpp).
    void condition();
    void condition_value(std::string_view name);
    [[nodiscard]] bool in_conditions() const;
    [[nodiscard]] bool speaks_of(const catalog::Catalog& provider,
                                 const catalog::Operation& operation) const;
    /// What every operation that the grant speaks of has, and its type.
    [[nodiscard]] std::map<std::string_view, catalog::ValueType> condition_names() const;

    /// Unless it is there already.
    void add(Completion::Kind kind, std::string_view label, std::string detail = {},
             std::string text = {});
    /// From now on it is there.
    [[nodiscard]] bool is_new(Completion::Kind kind, std::string_view label);
    void snippet(std::string_view label, std::string detail, std::string text);
    void words(std::span<const std::string_view> all);
    template <typename T>
    void declared(const model::Store<T>& store, std::string_view what);
    void dates();

    [[nodiscard]] std::string_view spelt(const syntax::Token& token) const;
    /// The last token before the word; `Kind::end` where there is none.
    [[nodiscard]] syntax::Kind last() const;
    [[nodiscard]] bool has(syntax::Kind kind) const;
    /// The words between two keywords of the statement, as `allow` and `on`.
    [[nodiscard]] std::vector<std::string_view> between(syntax::Kind from, syntax::Kind to) const;
    [[nodiscard]] bool inside_parens() const;
    [[nodiscard]] std::vector<model::ProviderId> providers() const;
    /// Quotes a name that is no name of the language, unless the quotes are there already.
    [[nodiscard]] std::string quoted(std::string_view name) const;

    const Analysis::Data& data_;
    const syntax::Tree* tree_;
    std::string_view source_;
    const Place& place_;
    std::string_view today_;
    std::vector<Completion> out_;
    /// The kind and the label of each.
    std::unordered_set<std::string> known_;
};

}  // namespace latchkey::editor
