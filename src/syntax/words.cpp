#include "syntax/words.h"

#include <array>
#include <cstddef>

namespace latchkey::syntax {
namespace {

constexpr std::uint8_t bit(Block::Kind kind) {
    return static_cast<std::uint8_t>(1U << static_cast<unsigned>(kind));
}

constexpr std::uint8_t team = bit(Block::Kind::team);
constexpr std::uint8_t credential = bit(Block::Kind::credential);
constexpr std::uint8_t integration = bit(Block::Kind::integration);
constexpr std::uint8_t purpose = bit(Block::Kind::purpose);
constexpr std::uint8_t role = bit(Block::Kind::role);

/// In the order of `Word`.
constexpr std::array words{
    WordInfo{Kind::account, credential, "account \"ve9EPM428h8vShlRW1KT\""},
    WordInfo{Kind::alert, integration,
             "alert on volume above 500 per hour to \"slack:#crm-alerts\""},
    WordInfo{Kind::allow, integration | role, "allow create on contact (email) because \"…\""},
    WordInfo{Kind::audit, integration, "audit to \"siem:crm-api\" keep 400 days"},
    WordInfo{Kind::basis, integration, "basis consent \"privacy notice 2026-02\""},
    WordInfo{Kind::contact, team, "contact \"growth@acme.example\""},
    WordInfo{Kind::data, purpose, "data identifier, contact-detail"},
    WordInfo{Kind::deny, integration | role, "deny delete on any"},
    WordInfo{Kind::environment, credential | integration, "environment production"},
    WordInfo{Kind::erase, integration, "erase \"runbooks/erase-contact.md\""},
    WordInfo{Kind::escalation, team, "escalation \"slack:#growth-oncall\""},
    WordInfo{Kind::expires, credential, "expires 2027-03-01"},
    WordInfo{Kind::extends, purpose, "extends reporting"},
    WordInfo{Kind::from, integration, "from \"203.0.113.0/24\", \"2001:db8::/32\""},
    WordInfo{Kind::gateway, integration, "gateway \"edge-proxy\""},
    WordInfo{Kind::include, integration, "include contact-reader"},
    WordInfo{Kind::issued, credential, "issued 2026-09-01"},
    WordInfo{Kind::kind, credential, "kind private-integration"},
    WordInfo{Kind::level, credential, "level location"},
    WordInfo{Kind::limit, integration, "limit 60 requests per minute"},
    WordInfo{Kind::owner, credential | integration, "owner growth"},
    WordInfo{Kind::permits, purpose, "permits read, create on contact"},
    WordInfo{Kind::provider, credential, "provider highlevel"},
    WordInfo{Kind::purpose, integration, "purpose lead-capture"},
    WordInfo{Kind::recipient, integration,
             "recipient \"Acme Web Ltd\" region eu agreement \"DPA-2025-14\""},
    WordInfo{Kind::retain, integration, "retain 24 months"},
    WordInfo{Kind::review, integration | purpose, "review every 90 days last 2026-10-01 by growth"},
    WordInfo{Kind::revoke, integration, "revoke \"runbooks/revoke.md\" within 1 hour"},
    WordInfo{Kind::rotate, credential, "rotate every 90 days overlap 7 days"},
    WordInfo{Kind::rotated, credential, "rotated 2026-09-01"},
    WordInfo{Kind::scopes, integration, "scopes contacts.readonly, contacts.write"},
    WordInfo{Kind::status, integration, "status active"},
    WordInfo{Kind::store, credential, "store env \"LEAD_FORM_HL_TOKEN\""},
    WordInfo{Kind::subjects, integration, "subjects eu, california"},
    WordInfo{Kind::uses, integration, "uses lead-form-token"},
    WordInfo{Kind::waive, credential | integration,
             "waive long-lived-credential until 2026-12-31 because \"…\" by security"},
};
static_assert(words.size() == static_cast<std::size_t>(Word::waive) + 1);

/// By kind: 0 or the statement's number plus one.
constexpr auto by_kind = [] {
    std::array<std::uint8_t, kind_count> table{};
    for (std::size_t word = 0; word < words.size(); ++word) {
        table[static_cast<std::size_t>(words[word].kind)] = static_cast<std::uint8_t>(word + 1);
    }
    return table;
}();

constexpr std::array block_kinds{Kind::team, Kind::credential, Kind::integration, Kind::purpose,
                                 Kind::role};

}  // namespace

std::string_view to_string(Word word) {
    return spelling(info(word).kind);
}

const WordInfo& info(Word word) {
    return words.at(static_cast<std::size_t>(word));
}

std::optional<Word> statement_word(Kind kind) {
    const std::uint8_t found = by_kind[static_cast<std::size_t>(kind)];
    return found == 0 ? std::nullopt : std::optional(static_cast<Word>(found - 1));
}

bool belongs(Word word, Block::Kind block) {
    return (info(word).blocks & bit(block)) != 0;
}

std::string homes(Word word) {
    std::string text;
    for (const Kind keyword : block_kinds) {
        const Block::Kind kind = *block_kind(keyword);
        if (belongs(word, kind)) {
            text += text.empty() ? "" : " or ";
            text += with_article(kind);
        }
    }
    return text;
}

std::optional<Block::Kind> block_kind(Kind kind) {
    for (std::size_t block = 0; block < block_kinds.size(); ++block) {
        if (block_kinds[block] == kind) {
            return static_cast<Block::Kind>(block);
        }
    }
    return std::nullopt;
}

bool declares(Kind kind) {
    return kind == Kind::use || kind == Kind::waive || kind == Kind::assert_ ||
           kind == Kind::accept || block_kind(kind).has_value();
}

std::string_view with_article(Block::Kind kind) {
    constexpr std::array names{"a team", "a credential", "an integration", "a purpose", "a role"};
    return names.at(static_cast<std::size_t>(kind));
}

std::string_view to_string(Block::Kind kind) {
    return spelling(block_kinds.at(static_cast<std::size_t>(kind)));
}

std::vector<std::string_view> words_of(Block::Kind kind) {
    std::vector<std::string_view> found;
    for (const WordInfo& word : words) {
        if ((word.blocks & bit(kind)) != 0) {
            found.push_back(spelling(word.kind));
        }
    }
    return found;
}

std::vector<std::string_view> declaration_words() {
    return {"use",  "team",  "credential", "integration", "purpose",
            "role", "waive", "assert",     "accept"};
}

}  // namespace latchkey::syntax
