#pragma once

#include "latchkey/source.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// A policy file as it is written. Names are views into the file's text, which must outlive the
/// tree. Nothing here is checked beyond the grammar: dates are digits, names may be unknown.
namespace latchkey::syntax {

struct Name {
    std::string_view text;
    Span span;
};

/// A string with its escapes resolved; the span holds the quotes.
struct String {
    std::string value;
    Span span;
};

/// `contact`, `keap:contact`, `"https://…"`, `make:"scenarios:read"`, `highlevel:"POST
/// /contacts/"`.
struct Reference {
    /// Empty text where there is no qualifier.
    Name provider;
    std::string value;
    bool quoted = false;
    /// From the qualifier to the end.
    Span span;
    /// The value alone, quotes included.
    Span value_span;
};

struct Integer {
    /// Digits with `_` between them.
    std::string_view text;
    Span span;
};

/// `5%`, `0.5%`.
struct Percentage {
    std::string_view text;
    Span span;
};

/// Four, two and two digits; whether the calendar has it is for `check` to say.
struct Date {
    std::string_view text;
    Span span;
};

/// `90 days`; the unit is any name.
struct Duration {
    Integer count;
    Name unit;
    Span span;
};

/// Adjacent `///` lines, each without its slashes and one blank, joined by "\n".
struct Doc {
    std::string text;
    Span span;
};

struct FieldList {
    /// `except (…)`.
    bool except = false;
    /// A field or `class CLASS`.
    struct Item {
        bool is_class = false;
        Name name;
        Span span;
    };
    std::vector<Item> items;
    Span span;
};

struct Literal {
    std::variant<String, Integer, Date, bool> value;
    Span span;
};

struct Condition {
    enum class Operator : std::uint8_t { equal, not_equal, in };

    Name name;
    Operator op = Operator::equal;
    std::vector<Literal> values;
    Span span;
};

// --- statements -----------------------------------------------------------------------------

/// `allow` or `deny`, in its three forms.
struct Grant {
    enum class Effect : std::uint8_t { allow, deny };
    enum class Form : std::uint8_t { entities, call, receive };

    Effect effect = Effect::allow;
    Form form = Form::entities;
    std::vector<Name> actions;
    std::vector<Reference> entities;
    std::optional<FieldList> fields;
    /// `via`, or what stands after `call`.
    std::vector<Reference> operations;
    std::vector<Reference> events;
    std::vector<Condition> conditions;
    std::optional<String> because;
};

/// A statement that is one name: `provider kind environment status purpose owner uses include
/// extends`.
struct NameStatement {
    Name name;
};
/// One or more names: `level subjects data`.
struct NamesStatement {
    std::vector<Name> names;
};
/// One string: `contact escalation account gateway erase`.
struct StringStatement {
    String text;
};
/// One or more strings: `from`.
struct StringsStatement {
    std::vector<String> texts;
};
/// One date: `issued rotated expires`.
struct DateStatement {
    Date date;
};
struct Store {
    Name kind;
    String reference;
};
struct Rotate {
    Duration every;
    std::optional<Duration> overlap;
};
struct Scopes {
    std::vector<Reference> scopes;
};
/// `60 requests per minute`, `100 requests per 10 seconds`: without a count in the source,
/// `per.count.text` is empty.
struct Limit {
    Integer requests;
    Duration per;
};
struct Alert {
    enum class Signal : std::uint8_t { volume, errors, denied, unknown_source };

    Signal signal = Signal::volume;
    Span signal_span;
    /// For `volume`.
    std::optional<Integer> above_count;
    /// For `errors`.
    std::optional<Percentage> above_share;
    /// The window; as in `Limit`.
    std::optional<Duration> per;
    String to;
};
struct Audit {
    String to;
    std::optional<Duration> keep;
};
struct Basis {
    Name kind;
    std::optional<String> reference;
};
/// `retain`.
struct Retain {
    Duration period;
};
struct Recipient {
    String name;
    std::optional<Name> region;
    std::optional<String> agreement;
};
struct Review {
    Duration every;
    Date last;
    std::optional<Name> by;
};
struct Revoke {
    String runbook;
    std::optional<Duration> within;
};
/// `permits` of a purpose.
struct Permits {
    std::vector<Name> actions;
    std::vector<Reference> entities;
};
/// `review within` of a purpose.
struct ReviewWithin {
    Duration period;
};
struct Waive {
    Name rule;
    /// Only at top level.
    std::optional<Name> subject;
    Date until;
    String because;
    Name by;
};

/// The word that opens a statement.
enum class Word : std::uint8_t {
    account,
    alert,
    allow,
    audit,
    basis,
    contact,
    data,
    deny,
    environment,
    erase,
    escalation,
    expires,
    extends,
    from,
    gateway,
    include,
    issued,
    kind,
    level,
    limit,
    owner,
    permits,
    provider,
    purpose,
    recipient,
    retain,
    review,
    revoke,
    rotate,
    rotated,
    scopes,
    status,
    store,
    subjects,
    uses,
    waive,
};
[[nodiscard]] std::string_view to_string(Word word);

struct Statement {
    Word word{};
    /// The opening word alone.
    Span word_span;
    Span span;
    std::optional<Doc> doc;
    std::variant<std::monostate, Grant, NameStatement, NamesStatement, StringStatement,
                 StringsStatement, DateStatement, Store, Rotate, Scopes, Limit, Alert, Audit, Basis,
                 Retain, Recipient, Review, Revoke, Permits, ReviewWithin, Waive>
        value;
};

// --- declarations ---------------------------------------------------------------------------

/// A team, credential, integration, purpose or role.
struct Block {
    enum class Kind : std::uint8_t { team, credential, integration, purpose, role };

    Kind kind = Kind::team;
    Name name;
    std::optional<String> title;
    std::vector<Statement> statements;
    /// The text of `{ … }`, braces included.
    Span body;
    /// A statement in it was not understood: what seems to be missing may have been meant by it.
    bool has_errors = false;
};

struct Use {
    Name provider;
};

struct Assertion {
    enum class Subjects : std::uint8_t { one, every_integration, every_credential };
    enum class Form : std::uint8_t { entities, call, receive };

    Subjects subjects = Subjects::one;
    std::optional<Name> subject;
    std::optional<Name> with_purpose;
    std::optional<Name> owned_by;
    std::vector<Name> except;
    bool can = false;
    Form form = Form::entities;
    std::vector<Name> actions;
    std::vector<Reference> entities;
    std::optional<FieldList> fields;
    std::vector<Reference> operations;
    std::vector<Reference> events;
};

/// `accept widening of … for POWER`, `accept weakening of … for CONTROLS`.
struct Acceptance {
    enum class Change : std::uint8_t { widening, weakening };
    enum class Form : std::uint8_t { entities, call, receive, scopes, level, account, controls };

    Change change = Change::widening;
    Form form = Form::entities;
    Name subject;
    std::vector<Name> actions;
    std::vector<Reference> entities;
    std::optional<FieldList> fields;
    std::vector<Reference> operations;
    std::vector<Reference> events;
    std::vector<Reference> scopes;
    std::vector<Name> levels;
    std::optional<String> account;
    std::vector<Name> controls;
    /// What stands between `for` and `because`.
    Span power;
    String because;
    Name by;
};

struct Declaration {
    Span span;
    std::optional<Doc> doc;
    std::variant<Use, Block, Waive, Assertion, Acceptance> value;
};

struct Tree {
    std::vector<Declaration> declarations;
    /// Something was skipped: findings about what is absent may be wrong.
    bool has_errors = false;
};

}  // namespace latchkey::syntax
