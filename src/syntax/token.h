#pragma once

#include "latchkey/source.h"

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace latchkey::syntax {

/// What a token is; the values are the numbers that grammar/LatchkeyLexer.g4 gives (which a test
/// holds), but for `end`, which stands for the end of what is read.
enum class Kind : std::uint16_t {
    end,
    // The keywords, in the order of their spelling. Each is a name wherever a name is expected.
    above,
    accept,
    account,
    agreement,
    alert,
    allow,
    and_,
    assert_,
    audit,
    basis,
    because,
    by,
    call,
    can,
    cannot,
    class_,
    contact,
    credential,
    data,
    denied,
    deny,
    environment,
    erase,
    errors,
    escalation,
    every,
    except,
    expires,
    extends,
    false_,
    for_,
    from,
    gateway,
    in,
    include,
    integration,
    issued,
    keep,
    kind,
    last,
    level,
    limit,
    of,
    on,
    overlap,
    owned,
    owner,
    per,
    permits,
    provider,
    purpose,
    receive,
    recipient,
    region,
    requests,
    retain,
    review,
    revoke,
    role,
    rotate,
    rotated,
    scopes,
    status,
    store,
    subjects,
    team,
    to,
    true_,
    unknown_source,
    until,
    use,
    uses,
    via,
    volume,
    waive,
    weakening,
    where,
    widening,
    with,
    within,
    // Punctuation.
    left_brace,
    right_brace,
    left_paren,
    right_paren,
    comma,
    colon,
    equal,
    not_equal,
    // What has a value.
    name,
    string,
    date,
    integer,
    percent,
    // What no parser sees.
    doc_comment,
    comment,
    blank,
    // What no statement holds.
    semicolon,
    bad_number,
    bad_url,
    open_string,
    junk,
};

inline constexpr Kind first_keyword = Kind::above;
inline constexpr Kind last_keyword = Kind::within;
inline constexpr std::size_t kind_count = static_cast<std::size_t>(Kind::junk) + 1;

/// Kinds that would fit somewhere.
using KindSet = std::bitset<kind_count>;

[[nodiscard]] constexpr bool is_keyword(Kind kind) {
    return kind >= first_keyword && kind <= last_keyword;
}
/// What may stand where a name is expected.
[[nodiscard]] constexpr bool is_word(Kind kind) {
    return kind == Kind::name || is_keyword(kind);
}
/// How a keyword or a punctuation mark is written; empty for other kinds.
[[nodiscard]] std::string_view spelling(Kind kind);
/// The keyword with this spelling, else `Kind::name`.
[[nodiscard]] Kind keyword_or_name(std::string_view text);

/// One token or comment.
struct Token {
    Kind kind = Kind::end;
    /// First on its line, blanks and comments apart.
    bool starts_line = false;
    Span span;
};

/// A file cut into tokens, comments apart, both in the order of the text.
struct Tokens {
    std::vector<Token> tokens;
    std::vector<Token> comments;
};

/// Of more tokens and comments than this nobody wrote a policy; cutting stops after one more.
inline constexpr std::size_t most_tokens = 16'000'000;

/// Cuts any bytes into the tokens of grammar/LatchkeyLexer.g4: every byte that is no blank
/// belongs to exactly one token or comment. A byte-order mark at the start is blank.
[[nodiscard]] Tokens tokenize(std::string_view text);

}  // namespace latchkey::syntax
